import fc from 'fast-check';

import type { Coverage } from '../../lib/canonical/coverage';
import type { ExternalId } from '../../lib/canonical/externalId';
import type { Address, EmergencyContact, Patient, Phone } from '../../lib/canonical/patient';

/** Synthetic words only; nothing here is a person. */
const word = fc
	.string({ minLength: 1, maxLength: 12, unit: 'grapheme-ascii' })
	.map((text) => `Ex ${text.trim()}`);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const maybeNull = <T>(value: fc.Arbitrary<T>) =>
	fc.oneof(fc.constant(undefined), fc.constant(null), value);

/** Leaves out members that are undefined, so that "absent" is what a mapping makes. */
function compact<T extends object>(value: T): T {
	return Object.fromEntries(
		Object.entries(value).filter(([, member]) => member !== undefined),
	) as T;
}

export const civilDate = fc
	.date({ min: new Date('1905-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10));

export const instant = fc
	.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
	.map((date) => `${date.toISOString().slice(0, 19)}Z`);

export const phone: fc.Arbitrary<Phone> = fc
	.record({
		use: fc.constantFrom('mobile' as const, 'home' as const, 'work' as const),
		number: fc.integer({ min: 2_000_000, max: 9_999_999 }).map((n) => `+1212${n}`),
		extension: maybe(fc.integer({ min: 1, max: 99_999 }).map(String)),
		preferred: maybe(fc.boolean()),
	})
	.map(compact) as fc.Arbitrary<Phone>;

export const address: fc.Arbitrary<Address> = fc
	.record({
		use: fc.constantFrom('home' as const, 'mailing' as const),
		line1: maybe(word),
		line2: maybe(word),
		city: maybe(word),
		region: maybe(fc.constantFrom('IL', 'NV', 'FL')),
		postalCode: maybe(fc.constantFrom('62701', '89501')),
		country: maybe(fc.constant('US')),
	})
	.map(compact) as fc.Arbitrary<Address>;

export const contact: fc.Arbitrary<EmergencyContact> = fc
	.record({ name: word, relationship: maybe(word), phones: fc.array(phone, { maxLength: 2 }) })
	.map(compact) as fc.Arbitrary<EmergencyContact>;

const externalId = (type: ExternalId['type'], value: number): ExternalId => ({
	system: 'tebra',
	practiceId: '1',
	type,
	value: String(value),
});

export const coverage: fc.Arbitrary<Coverage> = fc
	.record({
		number: fc.integer({ min: 1, max: 9_999 }),
		priority: fc.constantFrom('primary' as const, 'secondary' as const, 'tertiary' as const),
		status: fc.constantFrom('unverified' as const, 'terminated' as const),
		payerId: maybeNull(fc.integer({ min: 1, max: 99 }).map(String)),
		payerName: maybeNull(word),
		planName: maybeNull(word),
		type: fc.constantFrom('commercial' as const, 'medicare' as const, 'other' as const),
		groupNumber: maybeNull(word),
		memberId: maybeNull(word),
		relationship: fc.constantFrom('self' as const, 'spouse' as const),
		effectiveFrom: maybeNull(civilDate),
		copay: maybeNull(fc.integer({ min: 0, max: 50_000 })),
		caseName: maybeNull(word),
	})
	.map((entry) => ({
		id: String(entry.number),
		externalIds: [externalId('policy', entry.number)],
		priority: entry.priority,
		status: entry.status,
		payer: compact({ id: entry.payerId, name: entry.payerName }),
		plan: compact({
			id: '7',
			name: entry.planName,
			type: entry.type,
			groupNumber: entry.groupNumber,
		}),
		subscriber: { relationship: entry.relationship },
		...compact({
			memberId: entry.memberId,
			effectiveFrom: entry.effectiveFrom,
			caseName: entry.caseName,
			copay:
				typeof entry.copay === 'number'
					? { amount: entry.copay, currency: 'USD' as const }
					: entry.copay,
		}),
	}));

export const patient: fc.Arbitrary<Patient> = fc
	.record({
		number: fc.integer({ min: 1, max: 99_999 }),
		active: maybe(fc.boolean()),
		deceased: maybe(fc.boolean()),
		givenName: maybeNull(word),
		middleName: maybeNull(word),
		familyName: maybeNull(word),
		suffix: maybeNull(fc.constantFrom('Jr', 'III')),
		birthDate: maybeNull(civilDate),
		administrativeSex: maybeNull(fc.constantFrom('male' as const, 'female' as const)),
		email: maybeNull(fc.constantFrom('a.sample@example.org', 'b.sample@example.org')),
		phones: maybe(fc.array(phone, { maxLength: 4 })),
		addresses: maybe(fc.array(address, { maxLength: 3 })),
		emergencyContacts: maybe(fc.array(contact, { maxLength: 2 })),
		coverages: maybe(fc.array(coverage, { maxLength: 3 })),
		primaryProviderId: maybeNull(fc.constantFrom('3', '4')),
		sourceAt: maybeNull(instant),
	})
	.map(({ number, ...members }) => ({
		system: 'tebra' as const,
		practiceId: '1',
		id: String(number),
		externalIds: [externalId('patient', number)],
		...compact(members),
	}));
