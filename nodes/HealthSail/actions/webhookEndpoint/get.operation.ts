import { getOperation } from '../factories';
import { webhookEndpointFacts } from './facts';

export const get = getOperation(webhookEndpointFacts);
