import { updateOperation } from '../factories';
import { customerFacts, customerFields } from './facts';

export const update = updateOperation(customerFacts, customerFields);
