import { prepareRecord } from './compare/prepared';
import { Vocabulary } from './compare/vocabulary';
import { normalizePerson, normalizeRecord } from './normalize';
import { PairGrader } from './pairGrader';
import type { IdentityRecord, NormalizedRecord } from './record';
import type { IdentitySettings } from './settings';
import { shippedFrequencies } from './weights/frequencies';

/** Settings that decide which candidates are possible at all. */
export type ScreenSettings = Pick<IdentitySettings, 'reviewScore' | 'populationSize'>;

/**
 * Tells which candidates of a record `matchAgainst` could grade possible or better, so that all
 * others need not be kept until then. It leaves out none of these, and nobody else takes part in a
 * decision or stands in the way of one. Most candidates share one key and nothing else, and are told
 * apart without their addresses. Serves many records, one after the other.
 */
export class CandidateScreen {
	private readonly words = new Vocabulary();
	private readonly grader: PairGrader;

	/** @param today civil date, as in `matchAgainst` */
	constructor(
		private readonly settings: IdentitySettings,
		private readonly today: string,
	) {
		this.grader = new PairGrader(this.words, {
			settings,
			today,
			priorBits: -Math.log2(settings.populationSize),
			frequencies: shippedFrequencies,
		});
	}

	/** The positions of the candidates that may be possible or better, in their order. */
	possible(record: NormalizedRecord, candidates: readonly IdentityRecord[]): number[] {
		const everybody = candidates.map((_, at) => at);
		// The matcher then takes the number of candidates for that of the people.
		if (candidates.length > this.settings.populationSize) return everybody;
		const asked = prepareRecord(record, this.words);
		return everybody.filter((at) => {
			const { today, words, grader } = this;
			const person = normalizePerson(candidates[at], { today });
			if (!grader.mayMeet(asked, prepareRecord(person, words))) return false;
			const whole = normalizeRecord(candidates[at], { today });
			return grader.meets(asked, prepareRecord(whole, words));
		});
	}
}

/**
 * Whether candidates that were screened by some settings are all that a match by other settings
 * needs: it asks for as much agreement or more.
 */
export function isScreenedFor(settings: ScreenSettings, screened: ScreenSettings): boolean {
	return (
		settings.reviewScore >= screened.reviewScore &&
		settings.populationSize >= screened.populationSize
	);
}
