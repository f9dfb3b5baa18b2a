import { getOperation } from '../factories';
import { changeRequestFacts } from './facts';

export const get = getOperation(changeRequestFacts);
