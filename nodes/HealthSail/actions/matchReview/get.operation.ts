import { getOperation } from '../factories';
import { matchReviewFacts } from './facts';

export const get = getOperation(matchReviewFacts);
