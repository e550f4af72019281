import { describeSynthesizedTemplate } from '@cross-account/cdk-app/testing';
import { synth } from './support/synth-consumer';

describeSynthesizedTemplate('consumer-infra', () => synth().stack);
