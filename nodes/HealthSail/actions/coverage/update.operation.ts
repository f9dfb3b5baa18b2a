import { updateOperation } from '../factories';
import { coverageFacts, coverageFields } from './facts';

export const update = updateOperation(coverageFacts, coverageFields);
