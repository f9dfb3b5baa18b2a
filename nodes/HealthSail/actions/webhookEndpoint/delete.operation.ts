import { deleteOperation } from '../factories';
import { webhookEndpointFacts } from './facts';

export const deleteOne = deleteOperation(webhookEndpointFacts);
