import type { Comparison } from './compare';
import { levelOf, placeOf, fields } from './compare/levels';
import type { Field } from './compare/levels';
import { similarName } from './compare/names';
import type { PreparedRecord } from './compare/prepared';
import type { Vocabulary } from './compare/vocabulary';
import type { NameFrequencies } from './weights/frequencies';
import { toWeights } from './weights/parameters';
import type { LevelParameters, LevelWeights } from './weights/parameters';
import { shippedParameters } from './weights/shipped';

const givenLevels = levelOf.given;
const familyLevels = levelOf.family;
const addressLevels = levelOf.address;
const shippedWeights = toWeights(shippedParameters);
/** A rare name adds at most so many bits to the mean weight of its field, a common one takes away. */
const mostForRare = 4;
const mostForCommon = 5;
/** An agreeing name weighs at least so much more than one that is only alike. */
const stepBelowEqual = 0.5;

/**
 * Sums the weights of a comparison (Fellegi-Sunter), names adjusted for how common they are, and
 * tells early when a pair can not reach a score any more. Weights of words are kept per vocabulary,
 * so a scorer serves one vocabulary and one set of frequencies.
 */
export class Scorer {
	private readonly weights: LevelWeights;
	private readonly meanGiven: number;
	private readonly meanFamily: number;
	private readonly givenAdjusts: number[] = [];
	private readonly familyAdjusts: number[] = [];
	/** Weight of each field in the pair scored last, by `placeOf`. */
	readonly bits = new Float64Array(fields.length);

	constructor(
		private readonly words: Vocabulary,
		private readonly frequencies: NameFrequencies,
		private readonly priorBits: number,
		parameters: LevelParameters = shippedParameters,
	) {
		// A page of patients makes hundreds of scorers, all with the shipped ones.
		this.weights = parameters === shippedParameters ? shippedWeights : toWeights(parameters);
		this.meanGiven = Math.log2(parameters.given.equal.u);
		this.meanFamily = Math.log2(parameters.family.equal.u);
	}

	/** Score of a full comparison, in bits, the prior included; `bits` holds the parts. */
	score(a: PreparedRecord, b: PreparedRecord, comparison: Comparison): number {
		const { bits } = this;
		let sum = this.priorBits;
		for (let place = 0; place < fields.length; place++) {
			bits[place] = this.weights[fields[place]][comparison.levels[place]];
		}
		bits[placeOf.given] = this.givenBits(a, b, comparison.level('given'));
		bits[placeOf.family] = this.familyBits(a, b, comparison.level('family'));
		for (let place = 0; place < fields.length; place++) sum += bits[place];
		return sum;
	}

	/** Prior and the fields of `compareFacts`, exactly. */
	factBits(comparison: Comparison): number {
		return (
			this.priorBits +
			this.weight('birthDate', comparison) +
			this.weight('sex', comparison) +
			this.weight('phone', comparison) +
			this.weight('email', comparison) +
			this.weight('nationalId', comparison) +
			this.weight('ssnLast4', comparison) +
			this.weight('memberId', comparison) +
			this.weight('subscriberId', comparison)
		);
	}

	/** The fields of `compareNames`, exactly. */
	nameBits(a: PreparedRecord, b: PreparedRecord, comparison: Comparison): number {
		return (
			this.givenBits(a, b, comparison.level('given')) +
			this.familyBits(a, b, comparison.level('family')) +
			this.weight('middle', comparison)
		);
	}

	/** More than the names of the two can weigh, from word numbers and letters alone. */
	nameBound(a: PreparedRecord, b: PreparedRecord): number {
		const middle = a.middles.length > 0 && b.middles.length > 0 ? this.weights.middle[1] : 0;
		return middle + this.givenBound(a, b) + this.familyBound(a, b);
	}

	/** More than the addresses of the two can weigh. */
	addressBound(a: PreparedRecord, b: PreparedRecord): number {
		const weights = this.weights.address;
		if (a.addresses.length === 0 || b.addresses.length === 0) return 0;
		if (a.addresses.length > 1 || b.addresses.length > 1) return weights[addressLevels.equal];
		const [left] = a.addresses;
		const [right] = b.addresses;
		if (left.number !== 0 && left.number === right.number) return weights[addressLevels.equal];
		if (left.street !== 0 && left.street === right.street) return weights[addressLevels.equal];
		return Math.max(
			weights[addressLevels.close],
			weights[addressLevels.sameStreet],
			weights[addressLevels.otherHouse],
			weights[addressLevels.zip],
			weights[addressLevels.city],
			0,
		);
	}

	/** The most that any addresses can weigh. */
	get mostAddressBits(): number {
		return this.weights.address[addressLevels.equal];
	}

	private weight(field: Field, comparison: Comparison): number {
		return this.weights[field][comparison.level(field)];
	}

	private givenBound(a: PreparedRecord, b: PreparedRecord): number {
		if (a.givens.length === 0 || b.givens.length === 0) return 0;
		if (a.givens.length > 1 || b.givens.length > 1) {
			return this.weights.given[givenLevels.equal] + mostForRare;
		}
		const [left] = a.givens;
		const [right] = b.givens;
		if (left === right) return this.givenBits(a, b, givenLevels.equal);
		const { given } = this.weights;
		if (this.words.likenessBound(left, right) >= similarName) return this.mostUnlikeGiven();
		return Math.max(
			given[givenLevels.nickname],
			given[givenLevels.part],
			given[givenLevels.middle],
			given[givenLevels.initial],
			given[givenLevels.swapped] + mostForRare,
		);
	}

	private mostUnlikeGiven(): number {
		const { given } = this.weights;
		return Math.max(
			given[givenLevels.nickname],
			given[givenLevels.part],
			given[givenLevels.middle],
			given[givenLevels.initial],
			given[givenLevels.close],
			given[givenLevels.similar],
			given[givenLevels.swapped] + mostForRare,
		);
	}

	private familyBound(a: PreparedRecord, b: PreparedRecord): number {
		if (a.families.length === 0 || b.families.length === 0) return 0;
		const { family } = this.weights;
		if (a.families.length > 1 || b.families.length > 1) {
			return family[familyLevels.equal] + mostForRare;
		}
		const [left] = a.families;
		const [right] = b.families;
		if (left === right) return this.familyBits(a, b, familyLevels.equal);
		const swapped =
			(a.givens.length > 0 && this.words.likenessBound(a.givens[0], right) >= similarName) ||
			a.givens.length === 0
				? family[familyLevels.swapped] + mostForRare
				: -Infinity;
		const parts =
			a.familyParts.length > 0 || b.familyParts.length > 0 ? family[familyLevels.part] : -Infinity;
		const alike =
			this.words.likenessBound(left, right) >= similarName
				? Math.max(family[familyLevels.close], family[familyLevels.similar])
				: family[familyLevels.different];
		return Math.max(swapped, parts, alike);
	}

	private givenBits(a: PreparedRecord, b: PreparedRecord, level: number): number {
		const weights = this.weights.given;
		const weight = weights[level];
		if (level === givenLevels.missing || level === givenLevels.different) return weight;
		if (level === givenLevels.equal) {
			let most = -Infinity;
			for (const name of a.givens) {
				if (b.givens.includes(name)) most = Math.max(most, this.givenAdjust(name));
			}
			return Math.max(0, weight + most);
		}
		const adjust = Math.min(this.givenAdjust(a.givens[0]), this.givenAdjust(b.givens[0]));
		if (level === givenLevels.swapped) {
			return Math.min(weight + Math.max(0, adjust), weights[givenLevels.equal] + adjust);
		}
		return Math.max(
			weights[givenLevels.different],
			Math.min(weight, Math.max(0, weights[givenLevels.equal] + adjust) - stepBelowEqual),
		);
	}

	private familyBits(a: PreparedRecord, b: PreparedRecord, level: number): number {
		const weights = this.weights.family;
		const weight = weights[level];
		if (level === familyLevels.missing || level === familyLevels.different) return weight;
		if (level === familyLevels.equal || level === familyLevels.former) {
			let most = -Infinity;
			for (const name of a.families) {
				if (b.families.includes(name)) most = Math.max(most, this.familyAdjust(name));
			}
			const equal = Math.max(0, weights[familyLevels.equal] + most);
			return level === familyLevels.equal ? equal : Math.min(equal - stepBelowEqual, weight + most);
		}
		const adjust = Math.min(this.familyAdjust(a.families[0]), this.familyAdjust(b.families[0]));
		if (level === familyLevels.swapped) {
			return Math.min(weight + Math.max(0, adjust), weights[familyLevels.equal] + adjust);
		}
		return Math.max(
			weights[familyLevels.different],
			Math.min(weight, Math.max(0, weights[familyLevels.equal] + adjust) - stepBelowEqual),
		);
	}

	private givenAdjust(name: number): number {
		return (this.givenAdjusts[name] ??= bounded(
			this.meanGiven - Math.log2(this.frequencies.givenShare(this.words.word(name))),
		));
	}

	private familyAdjust(name: number): number {
		return (this.familyAdjusts[name] ??= bounded(
			this.meanFamily - Math.log2(this.frequencies.familyShare(this.words.word(name))),
		));
	}
}

function bounded(bits: number): number {
	return Math.min(mostForRare, Math.max(-mostForCommon, bits));
}
