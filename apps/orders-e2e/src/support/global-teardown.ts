/** After all specs: stops the sandbox if the setup has started one, and ensures that it exits. */
import { stopShared } from './shared-sandbox';

export default stopShared;
