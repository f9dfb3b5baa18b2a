import { getOperation } from '../factories';
import { locationFacts } from './facts';

export const get = getOperation(locationFacts);
