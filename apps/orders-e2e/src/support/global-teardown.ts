/** After all specs: ends the sandbox, if the setup has started one, and sees to it that it really ends. */
import { stopShared } from './shared-sandbox';

export default stopShared;
