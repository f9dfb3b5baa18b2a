import { updateOperation } from '../factories';
import { providerFacts, providerFields } from './facts';

export const update = updateOperation(providerFacts, providerFields);
