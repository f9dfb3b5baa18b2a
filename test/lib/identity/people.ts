import fc from 'fast-check';

import type { IdentityRecord } from '../../../lib/identity/record';
import { defaultIdentitySettings } from '../../../lib/identity/defaults';
import type { MatchContext } from '../../../lib/identity/match/types';
import { shippedFrequencies } from '../../../lib/identity/weights/frequencies';

/** All people here are invented. */
export const today = '2026-11-22';
export const settings = defaultIdentitySettings;

export const context: MatchContext = {
	settings,
	today,
	priorBits: -14,
	frequencies: shippedFrequencies,
};

/** A grown-up with everything that a practice knows; parts may be replaced or taken away. */
export function person(ref: string, parts: Partial<IdentityRecord> = {}): IdentityRecord {
	return {
		ref,
		names: [{ given: 'Rosalind', family: 'Quimby' }],
		birthDate: '1975-03-08',
		sex: 'F',
		phones: ['(217) 555-0142'],
		emails: ['rosalind.q@example.org'],
		addresses: [
			{ line1: '48 Larkspur Ave', city: 'Springfield', region: 'IL', postalCode: '62704' },
		],
		...parts,
	};
}

/** A child of the same house as `person`. */
export function child(ref: string, given: string | null, parts: Partial<IdentityRecord> = {}) {
	return person(ref, {
		names: [{ given, family: 'Quimby' }],
		birthDate: '2017-05-30',
		sex: undefined,
		emails: [],
		...parts,
	});
}

/** Somebody else altogether. */
export const stranger = (ref: string) =>
	person(ref, {
		names: [{ given: 'Harold', family: 'Voss' }],
		birthDate: '1951-10-19',
		sex: 'M',
		phones: ['309-555-0188'],
		emails: ['hv@example.net'],
		addresses: [{ line1: '9 Tamarack Rd', city: 'Decatur', region: 'IL', postalCode: '62521' }],
	});

/** Few values, so that records agree, half agree and contradict each other often. */
const given = fc.constantFrom('Jayden', 'Jaylen', 'Jaydn', 'Robert', 'Bob', 'J', 'Maria', 'Quimby');
const family = fc.constantFrom('Quimby', 'Quinby', 'Smith', 'Garcia Lopez', 'Lopez', 'Jayden');
const address = fc.record({
	line1: fc.constantFrom(
		undefined,
		'48 Larkspur Ave',
		'48 Larkspur Avenue',
		'12 Main St',
		'50 Larkspur Ave',
	),
	line2: fc.constantFrom(undefined, 'Apt 2', 'Apt 3'),
	city: fc.constantFrom(undefined, 'Springfield', 'Sprinfield', 'Decatur'),
	region: fc.constantFrom(undefined, 'IL', 'MO'),
	postalCode: fc.constantFrom(undefined, '62704', '62740', '62521'),
});

const few = <T>(value: fc.Arbitrary<T>, most: number) => fc.array(value, { maxLength: most });

/** An invented person of few possible values, with any of them missing. */
export const anyPerson: fc.Arbitrary<Omit<IdentityRecord, 'ref'>> = fc.record({
	names: few(
		fc.record({
			given: fc.option(given),
			middle: fc.option(fc.constantFrom('Lee', 'L', 'Robert')),
			family: fc.option(family),
		}),
		2,
	),
	suffix: fc.constantFrom(undefined, undefined, 'Jr', 'Sr', 'III'),
	birthDate: fc.constantFrom(
		undefined,
		'1975-03-08',
		'1975-08-03',
		'1975-03-09',
		'1995-03-08',
		'1971-12-20',
		'2017-05-30',
	),
	sex: fc.constantFrom(undefined, 'M', 'F'),
	phones: few(fc.constantFrom('217-555-0142', '217-555-0124', '309-555-0188'), 2),
	emails: few(fc.constantFrom('quimby@example.org', 'quinby@example.org', 'x.y@example.net'), 2),
	addresses: few(address, 2),
	nationalId: fc.constantFrom(undefined, undefined, '512-40-7788', '512-40-7789'),
	ssnLast4: fc.constantFrom(undefined, undefined, '7788', '1234'),
	identifiers: few(fc.constantFrom({ issuer: 'a', value: '1' }, { issuer: 'a', value: '2' }), 1),
	memberIds: few(
		fc.constantFrom({ payer: 'p', value: 'MB100201' }, { payer: 'p', value: 'MB300402' }),
		1,
	),
	subscriberIds: few(
		fc.constantFrom({ payer: 'p', value: 'SB100201' }, { payer: 'p', value: 'SB300402' }),
		1,
	),
});

/** A list of invented people with refs of their own. */
export const anyList = (prefix: string, most = 8): fc.Arbitrary<IdentityRecord[]> =>
	fc
		.array(anyPerson, { maxLength: most })
		.map((people) => people.map((facts, at) => ({ ...facts, ref: `${prefix}${at}` })));

/** Runs a generator to its end. */
export function finish<T>(steps: Generator<unknown, T, void>): T {
	for (;;) {
		const step = steps.next();
		if (step.done === true) return step.value;
	}
}
