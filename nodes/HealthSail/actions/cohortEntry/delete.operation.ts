import { deleteOperation } from '../factories';
import { cohortEntryFacts } from './facts';

export const deleteOne = deleteOperation(cohortEntryFacts);
