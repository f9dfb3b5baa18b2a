import { updateOperation } from '../factories';
import { locationFacts, locationFields } from './facts';

export const update = updateOperation(locationFacts, locationFields);
