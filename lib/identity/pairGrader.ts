import { Comparison } from './compare';
import { levelOf } from './compare/levels';
import type { PreparedRecord } from './compare/prepared';
import type { Vocabulary } from './compare/vocabulary';
import type { PairDecision } from './decision';
import { areTwoPeople, guardPair } from './guards';
import type { GuardVerdict } from './guards';
import type { MatchContext } from './match/types';
import { pairReasons } from './reasons';
import { approvedCombination } from './rules/cms';
import { Scorer } from './score';

const unguarded: GuardVerdict = {
	stoppedBy: [],
	fragile: false,
	incomplete: false,
	ofChild: false,
	apart: false,
	firm: false,
	otherGivenName: false,
};

/** Sums of the same bits in another order differ by less. */
const roundingError = 1e-9;

/**
 * Grades pairs of prepared records of one vocabulary. What `meets` finds stands in the members until
 * the next pair; nothing is allocated for pairs that fall short.
 */
export class PairGrader {
	score = 0;
	/** `ownIdentifier` or `cms:<combination>`; undefined when the score alone speaks. */
	rule: string | undefined;
	guards: GuardVerdict = unguarded;
	/** Pairs that were compared in all fields. */
	compared = 0;
	private readonly comparison = new Comparison();
	private readonly scorer: Scorer;
	private readonly day: number;
	private readonly floor: number;

	constructor(
		private readonly words: Vocabulary,
		private readonly context: MatchContext,
		/** Pairs so many bits below the review threshold are still told of. */
		private readonly depth = 0,
	) {
		this.floor = context.settings.reviewScore - depth;
		this.scorer = new Scorer(words, context.frequencies, context.priorBits);
		this.day = Number(context.today.replaceAll('-', ''));
	}

	get ownIdentifier(): boolean {
		return this.comparison.ownIdentifier;
	}

	/** Rule or score would link the pair looked at last if nothing stopped it. */
	get reachesLink(): boolean {
		return this.rule !== undefined || this.score >= this.context.settings.linkScore;
	}

	/** Street, or house number and zip code, agree in the pair looked at last. */
	get isSameStreet(): boolean {
		const address = this.comparison.level('address');
		return address !== levelOf.address.missing && address < levelOf.address.zip;
	}

	/** A rule or the review threshold is met by the pair looked at last. */
	get isPossible(): boolean {
		if (this.guards.apart) return false;
		return this.rule !== undefined || this.score >= this.context.settings.reviewScore;
	}

	/**
	 * Whether two records are possible or better. Leaves off as soon as no score at or above the
	 * review threshold and no rule can be reached, which changes no answer.
	 */
	meets(a: PreparedRecord, b: PreparedRecord): boolean {
		const { comparison, scorer, words } = this;
		const { floor } = this;
		comparison.compareFacts(a, b, words);
		const facts = scorer.factBits(comparison);
		const address = scorer.addressBound(a, b);
		let mayMeetRule = this.mayMeetRule();
		if (!mayMeetRule && facts + address + scorer.nameBound(a, b) < floor) return false;
		comparison.compareNames(a, b, words);
		mayMeetRule = mayMeetRule && this.mayMeetRuleByName();
		if (!mayMeetRule && facts + address + scorer.nameBits(a, b, comparison) < floor) {
			return false;
		}
		comparison.compareAddresses(a, b, words);
		this.compared += 1;
		this.judge(a, b);
		return this.isPossible || (this.depth > 0 && this.score >= floor);
	}

	/**
	 * Whether two records may be possible or better, whatever their addresses are: for records whose
	 * addresses are not read yet. Where it is false, `meets` is false of the whole records.
	 */
	mayMeet(a: PreparedRecord, b: PreparedRecord): boolean {
		const { comparison, scorer, words } = this;
		comparison.compareFacts(a, b, words);
		const rest = scorer.factBits(comparison) + scorer.mostAddressBits + roundingError;
		const mayMeetRule = this.mayMeetRule();
		if (!mayMeetRule && rest + scorer.nameBound(a, b) < this.floor) return false;
		comparison.compareNames(a, b, words);
		if (mayMeetRule && this.mayMeetRuleByName() && this.mayMeetRuleByPhone()) return true;
		return rest + scorer.nameBits(a, b, comparison) >= this.floor;
	}

	/** Grade and reasons of two records, whatever their score. */
	decide(a: PreparedRecord, b: PreparedRecord): PairDecision {
		this.comparison.compareAll(a, b, this.words);
		this.judge(a, b);
		const { score } = this;
		return {
			grade: this.grade,
			score,
			probability: 1 / (1 + 2 ** -score),
			reasons: pairReasons(this.comparison, this.scorer.bits, this.rule, this.guards.stoppedBy),
		};
	}

	/** Whether two records are plainly two people, whatever a third one says. */
	contradict(a: PreparedRecord, b: PreparedRecord): boolean {
		this.comparison.compareAll(a, b, this.words);
		return areTwoPeople(a, b, this.comparison, this.day);
	}

	/** Grade of the pair looked at last. */
	get grade(): PairDecision['grade'] {
		const { linkScore, reviewScore } = this.context.settings;
		if (this.guards.apart) return 'certainlyNot';
		const stopped = this.guards.stoppedBy.length > 0;
		if (this.rule !== undefined) return stopped ? 'possible' : 'certain';
		if (this.score < Math.min(reviewScore, linkScore)) return 'certainlyNot';
		return this.score >= linkScore && !stopped ? 'probable' : 'possible';
	}

	private judge(a: PreparedRecord, b: PreparedRecord): void {
		const { comparison } = this;
		this.score = this.scorer.score(a, b, comparison);
		this.rule = comparison.ownIdentifier ? 'ownIdentifier' : undefined;
		if (this.rule === undefined && this.mayMeetRule()) {
			const combination = approvedCombination(a, b, comparison, this.words, this.day);
			if (combination !== undefined) this.rule = `cms:${combination}`;
		}
		const low = this.rule === undefined && this.score < this.floor;
		this.guards = low
			? unguarded
			: guardPair(a, b, comparison, this.words, this.context.frequencies, this.day);
	}

	/** Every combination of the table holds a birth date or a phone. */
	private mayMeetRule(): boolean {
		const { comparison } = this;
		return (
			comparison.ownIdentifier ||
			this.agreesInBirthDate() ||
			comparison.level('phone') === levelOf.phone.equal
		);
	}

	private agreesInBirthDate(): boolean {
		const birthDate = this.comparison.level('birthDate');
		return birthDate === levelOf.birthDate.equal || birthDate === levelOf.birthDate.oneDay;
	}

	/** Every combination without a phone holds the given or the family name. */
	private mayMeetRuleByName(): boolean {
		const { comparison } = this;
		return (
			comparison.ownIdentifier ||
			comparison.level('phone') === levelOf.phone.equal ||
			comparison.level('given') !== levelOf.given.different ||
			comparison.level('family') !== levelOf.family.different
		);
	}

	/** Beside a phone, every combination holds a birth date, a member ID, or a name that agrees. */
	private mayMeetRuleByPhone(): boolean {
		const { comparison } = this;
		return (
			comparison.ownIdentifier ||
			this.agreesInBirthDate() ||
			comparison.level('memberId') === levelOf.memberId.equal ||
			comparison.level('given') !== levelOf.given.different ||
			comparison.level('family') !== levelOf.family.different
		);
	}
}
