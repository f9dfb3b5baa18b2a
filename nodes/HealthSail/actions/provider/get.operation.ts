import { getOperation } from '../factories';
import { providerFacts } from './facts';

export const get = getOperation(providerFacts);
