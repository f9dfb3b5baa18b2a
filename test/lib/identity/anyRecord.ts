import fc from 'fast-check';

import type { IdentityRecord } from '../../../lib/identity/record';

/** Any text at all, and text that is close to what people type. */
const anyText = fc.oneof(
	fc.string({ maxLength: 60, unit: 'binary' }),
	fc.string({ maxLength: 60, unit: 'grapheme' }),
	fc.string({
		maxLength: 40,
		unit: fc.constantFrom(...'aAbBoO\'"(),.-/# 0123456789éßıİ|@x'),
	}),
	fc
		.array(
			fc.constantFrom(
				'ana',
				'Smith',
				'Jr.',
				'de',
				'la',
				"O'Brien",
				'baby',
				'St',
				'Street',
				'12',
				'Apt',
				'3B',
				'N.',
				'North',
				'Box',
				'PO',
				'nee',
				'III',
				'MD',
				'Mr',
				'(Bob)',
				'"Al"',
				'unknown',
				'Hwy',
				'41',
				'1/2',
				'saint',
				'mc',
				'y',
				'floor',
				'rear',
				'4th',
				'#',
				'van',
				'der',
				'test',
				'xxx',
				'c/o',
				',',
			),
			{ maxLength: 9 },
		)
		.map((words) => words.join(' ')),
);

const maybe = fc.oneof(fc.constant(undefined), fc.constant(null), anyText);

/** A record with such texts in any of its members. */
export const anyRecord: fc.Arbitrary<IdentityRecord> = fc.record({
	ref: fc.constant('r'),
	names: fc.array(fc.record({ given: maybe, middle: maybe, family: maybe }), { maxLength: 4 }),
	suffix: maybe,
	birthDate: maybe,
	sex: maybe,
	phones: fc.array(anyText, { maxLength: 4 }),
	emails: fc.array(anyText, { maxLength: 4 }),
	addresses: fc.array(
		fc.record({
			houseNumber: maybe,
			line1: maybe,
			line2: maybe,
			city: maybe,
			region: maybe,
			postalCode: maybe,
		}),
		{ maxLength: 3 },
	),
	nationalId: maybe,
	ssnLast4: maybe,
	identifiers: fc.array(fc.record({ issuer: anyText, value: anyText }), { maxLength: 3 }),
	memberIds: fc.array(fc.record({ payer: maybe, value: anyText }), { maxLength: 3 }),
	subscriberIds: fc.array(fc.record({ payer: maybe, value: anyText }), { maxLength: 3 }),
});
