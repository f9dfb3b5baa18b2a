import { de, en, en_IN, es_MX, fr, it, pl, vi } from '@faker-js/faker';
import type { LocaleDefinition } from '@faker-js/faker';
import { Random } from '../../../sandbox/people/random.mjs';
import {
	commonGiven,
	commonSurnames,
	hispanicGiven,
	hispanicSurnames,
	middleNames,
} from './nameLists.mjs';
import { mix, Weighted } from './weighted.mjs';

export type Sex = 'F' | 'M';
export type Origin = 'us' | 'hispanic' | 'indian' | 'vietnamese';

const LATIN = /^\p{Script=Latin}[\p{Script=Latin} .'’-]*$/u;
/** Keeps the tails in one order, whatever the seed of the people is. */
const TAIL_SEED = 20_261_101;

const surnamesOf = (locale: LocaleDefinition): readonly string[] =>
	(locale.person?.last_name?.generic ?? []) as readonly string[];
const givenOf = (locale: LocaleDefinition, sex: Sex): readonly string[] =>
	((sex === 'F' ? locale.person?.first_name?.female : locale.person?.first_name?.male) ??
		[]) as readonly string[];

/** A long tail: the name at place `n` counts 1/(n + 40), as rare names do. Weights sum to `mass`. */
function tail(names: readonly string[], mass: number): Array<readonly [string, number]> {
	const kept = mix([...new Set(names)].filter(isUsable), new Random(TAIL_SEED));
	const weights = kept.map((_, place) => 1 / (place + 40));
	const sum = weights.reduce((total, weight) => total + weight, 0);
	return kept.map((name, place) => [name, (weights[place] / sum) * mass] as const);
}

function isUsable(name: string): boolean {
	return LATIN.test(name) && name !== 'Baby';
}

const massOf = (entries: ReadonlyArray<readonly [string, number]>) =>
	entries.reduce((sum, [, weight]) => sum + weight, 0);

const usTail = [de, it, pl, fr, en].flatMap(surnamesOf).map(withoutMarks);
const surnames: Readonly<Record<Origin, Weighted<string>>> = {
	us: new Weighted([...commonSurnames, ...tail(usTail, massOf(commonSurnames) * 1.6)]),
	hispanic: new Weighted([
		...hispanicSurnames,
		...tail(surnamesOf(es_MX), massOf(hispanicSurnames) * 0.6),
	]),
	indian: new Weighted(tail(surnamesOf(en_IN), 1)),
	vietnamese: new Weighted([['Nguyen', 40], ...tail(surnamesOf(vi).map(withoutMarks), 60)]),
};

/** Given names that fall off from the first of the list to the last, then a long tail. */
function givenNames(common: string, rare: readonly string[], tailShare: number): Weighted<string> {
	const head = common.split(' ').map((name, place) => [name, 1 / (place + 6)] as const);
	return new Weighted([...head, ...tail(rare, (massOf(head) * tailShare) / (1 - tailShare))]);
}

const usGiven = (sex: Sex) => ({
	old: givenNames(commonGiven[sex].old, givenOf(en, sex), 0.35),
	middle: givenNames(commonGiven[sex].middle, givenOf(en, sex), 0.45),
	young: givenNames(commonGiven[sex].young, givenOf(en, sex), 0.6),
});
const given = {
	us: { F: usGiven('F'), M: usGiven('M') },
	hispanic: {
		F: givenNames(hispanicGiven.F, givenOf(es_MX, 'F'), 0.4),
		M: givenNames(hispanicGiven.M, givenOf(es_MX, 'M'), 0.4),
	},
	indian: {
		F: new Weighted(tail(givenOf(en_IN, 'F'), 1)),
		M: new Weighted(tail(givenOf(en_IN, 'M'), 1)),
	},
	vietnamese: {
		F: new Weighted(tail(givenOf(vi, 'F').map(firstWord), 1)),
		M: new Weighted(tail(givenOf(vi, 'M').map(firstWord), 1)),
	},
};

const origins = new Weighted<Origin>([
	['us', 76],
	['hispanic', 19],
	['indian', 3],
	['vietnamese', 2],
]);

/** Where a person's names come from, by the shares above. */
export function pickOrigin(random: Random): Origin {
	return origins.pick(random);
}

/** A surname; one in eight of the US ones is so rare that it is in no list. */
export function pickSurname(random: Random, origin: Origin): string {
	if (origin === 'us' && random.chance(0.125)) return coinedSurname(random);
	return surnames[origin].pick(random);
}

/** A given name as parents of that origin chose it in that year. */
export function pickGiven(random: Random, origin: Origin, sex: Sex, birthYear: number): string {
	if (origin !== 'us' && random.chance(0.8)) return given[origin][sex].pick(random);
	const { old, middle, young } = given.us[sex];
	return (birthYear < 1955 ? old : birthYear < 1990 ? middle : young).pick(random);
}

/** A middle name of that sex; all are equally likely. */
export function pickMiddle(random: Random, sex: Sex): string {
	return random.pick(middleNames[sex].split(' '));
}

const STARTS =
	'Brom Kar Wes Hol Fen Stan Gar Tor Mil Vander Len Schu Pas Dre Kos Mar Hav Bel Zie Rud'.split(
		' ',
	);
const MIDDLES = ['', '', 'a', 'en', 'o', 'er', 'ik', 'el', 'ing', 'u', 'ow', 'is'];
const ENDS =
	'berg man son ski well ford ton field stra wick mann sen ley worth nik dale kamp ler brook zak'.split(
		' ',
	);

function coinedSurname(random: Random): string {
	return random.pick(STARTS) + random.pick(MIDDLES) + random.pick(ENDS);
}

function firstWord(name: string): string {
	return withoutMarks(name).split(' ')[0];
}

/** Writes a name with the 26 letters of a US keyboard. */
export function withoutMarks(name: string): string {
	return name
		.replaceAll('ł', 'l')
		.replaceAll('Ł', 'L')
		.replaceAll('đ', 'd')
		.replaceAll('Đ', 'D')
		.replaceAll('ø', 'o')
		.replaceAll('Ø', 'O')
		.replaceAll('ß', 'ss')
		.normalize('NFD')
		.replace(/\p{Mn}/gu, '');
}
