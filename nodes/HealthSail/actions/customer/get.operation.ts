import { getOperation } from '../factories';
import { customerFacts } from './facts';

export const get = getOperation(customerFacts);
