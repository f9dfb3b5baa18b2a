import { IntList } from '../blocking/intList';
import { guardCodes } from '../guards';
import type { GuardCode } from '../guards';
import type { PairGrader } from '../pairGrader';

const certainBit = 1;
const probableBit = 2;
const ownBit = 4;
const fragileBit = 8;
const takenBit = 16;
const lowBit = 32;
const streetBit = 64;
const childBit = 128;
const incompleteBit = 256;
const firmBit = 512;
const otherNameBit = 1024;
const firstGuardBit = 2048;

/** Guards that say two people, where the rest say that the proof falls short. */
const contradicting: ReadonlySet<GuardCode> = new Set([
	'suffixVeto',
	'parentChildGuard',
	'twinGuard',
	'householdGuard',
	'identifierContradicted',
]);

/** Pairs at grade possible or better, in flat memory: by position in the lists. */
export class PairStore {
	private readonly lefts = new IntList();
	private readonly rights = new IntList();
	private readonly facts = new IntList();
	private scores = new Float64Array(1024);

	get length(): number {
		return this.lefts.length;
	}

	/** Keeps the pair the grader looked at last. */
	add(left: number, right: number, grader: PairGrader, taken: boolean): void {
		const { rule, guards, score } = grader;
		let facts = 0;
		if (rule !== undefined) facts |= certainBit;
		else if (grader.reachesLink) facts |= probableBit;
		if (rule === 'ownIdentifier') facts |= ownBit;
		if (guards.incomplete) facts |= incompleteBit;
		if (guards.firm) facts |= firmBit;
		if (guards.otherGivenName) facts |= otherNameBit;
		if (guards.ofChild) facts |= childBit;
		if (guards.fragile) facts |= fragileBit;
		if (taken) facts |= takenBit;
		if (!grader.isPossible) facts |= lowBit;
		if (grader.isSameStreet) facts |= streetBit;
		for (const code of guards.stoppedBy) facts |= firstGuardBit << guardCodes.indexOf(code);
		this.lefts.push(left);
		this.rights.push(right);
		this.facts.push(facts);
		const place = this.lefts.length - 1;
		if (place >= this.scores.length) {
			const wider = new Float64Array(this.scores.length * 2);
			wider.set(this.scores);
			this.scores = wider;
		}
		this.scores[place] = score;
	}

	left(pair: number): number {
		return this.lefts.at(pair);
	}

	right(pair: number): number {
		return this.rights.at(pair);
	}

	score(pair: number): number {
		return this.scores[pair];
	}

	/** An own identifier or an approved combination. */
	isCertain(pair: number): boolean {
		return (this.facts.at(pair) & certainBit) !== 0;
	}

	isOwn(pair: number): boolean {
		return (this.facts.at(pair) & ownBit) !== 0;
	}

	isFragile(pair: number): boolean {
		return (this.facts.at(pair) & fragileBit) !== 0;
	}

	isTaken(pair: number): boolean {
		return (this.facts.at(pair) & takenBit) !== 0;
	}

	/** Street, or house number and zip code, agree. */
	isSameStreet(pair: number): boolean {
		return (this.facts.at(pair) & streetBit) !== 0;
	}

	/** Only a look at all records of both sides can tell that nobody else fits. */
	isIncomplete(pair: number): boolean {
		return (this.facts.at(pair) & incompleteBit) !== 0;
	}

	/** One of the two is known to be a child. */
	isOfChild(pair: number): boolean {
		return (this.facts.at(pair) & childBit) !== 0;
	}

	/** Nothing but a person's word makes one person of these two. */
	isFirm(pair: number): boolean {
		return (this.facts.at(pair) & firmBit) !== 0;
	}

	/** The given names are wholly unlike. */
	hasOtherGivenName(pair: number): boolean {
		return (this.facts.at(pair) & otherNameBit) !== 0;
	}

	/** Neither a rule nor the review threshold is met. */
	isLow(pair: number): boolean {
		return (this.facts.at(pair) & lowBit) !== 0;
	}

	isStopped(pair: number): boolean {
		return this.facts.at(pair) >= firstGuardBit;
	}

	/** Rule or score would link the pair if nothing stopped it. */
	reachesLink(pair: number): boolean {
		return (this.facts.at(pair) & (certainBit | probableBit)) !== 0;
	}

	/** What stopped it. */
	stoppedBy(pair: number): GuardCode[] {
		const facts = this.facts.at(pair);
		return guardCodes.filter((_, number) => (facts & (firstGuardBit << number)) !== 0);
	}

	/** A guard says that these are two people. */
	isContradicted(pair: number): boolean {
		return this.stoppedBy(pair).some((code) => contradicting.has(code));
	}
}
