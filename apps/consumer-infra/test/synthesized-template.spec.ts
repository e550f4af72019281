import { describeSynthesizedTemplate } from '@cross-account/cdk-app/testing';
import { addConsumerStack } from '../src/consumer-app';

describeSynthesizedTemplate('consumer-infra', addConsumerStack);
