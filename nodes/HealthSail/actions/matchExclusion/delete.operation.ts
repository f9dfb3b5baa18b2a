import { deleteOperation } from '../factories';
import { matchExclusionFacts } from './facts';

export const deleteOne = deleteOperation(matchExclusionFacts);
