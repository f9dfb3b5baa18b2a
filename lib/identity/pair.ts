import { prepareRecord } from './compare/prepared';
import { Vocabulary } from './compare/vocabulary';
import type { PairDecision } from './decision';
import type { MatchContext } from './match/types';
import { PairGrader } from './pairGrader';
import type { NormalizedRecord } from './record';

/**
 * What two records are to each other, before other candidates are looked at: grade, score in bits,
 * and the reasons. Symmetric.
 */
export function gradePair(
	a: NormalizedRecord,
	b: NormalizedRecord,
	context: MatchContext,
): PairDecision {
	const words = new Vocabulary();
	return new PairGrader(words, context).decide(prepareRecord(a, words), prepareRecord(b, words));
}
