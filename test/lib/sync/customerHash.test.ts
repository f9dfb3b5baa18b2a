import fc from 'fast-check';

import type { Patient } from '../../../lib/canonical/patient';
import { changedFields, hashPatient, isEcho } from '../../../lib/sync/customerHash';
import { idempotencyKey } from '../../../lib/sync/idempotency';
import { createKeyedHasher } from '../../../lib/sync/keyedHash';
import { SafeError } from '../../../lib/privacy/errors';
import { instant, patient } from '../arbitraries';

const hasher = createKeyedHasher('synthetic-hash-key-0001');
const otherHasher = createKeyedHasher('synthetic-hash-key-0002');

/** The same content with every list and every object's members turned round. */
function turned<T>(value: T): T {
	if (Array.isArray(value)) return [...value].reverse().map(turned) as T;
	if (typeof value !== 'object' || value === null) return value;
	const members = Object.entries(value).reverse();
	return Object.fromEntries(members.map(([key, member]) => [key, turned(member)])) as T;
}

describe('hashes of a patient', () => {
	it('do not change when lists and members come in another order', () => {
		fc.assert(
			fc.property(patient, (record) => {
				expect(hashPatient(turned(record), hasher)).toEqual(hashPatient(record, hasher));
			}),
		);
	});

	it('do not change with the time of the last edit alone', () => {
		fc.assert(
			fc.property(patient, instant, (record, sourceAt) => {
				expect(hashPatient({ ...record, sourceAt }, hasher)).toEqual(hashPatient(record, hasher));
			}),
		);
	});

	it('tell absent from null and from empty', () => {
		fc.assert(
			fc.property(patient, (record) => {
				const absent = { ...record, email: undefined, phones: undefined };
				const known = { ...record, email: null, phones: [] };
				const [first, second] = [hashPatient(absent, hasher), hashPatient(known, hasher)];
				expect(first.contentHash).not.toBe(second.contentHash);
				expect(changedFields(first.fieldHashes, second.fieldHashes)).toEqual(['email', 'phones']);
				expect(first.fieldHashes).not.toHaveProperty('email');
			}),
		);
	});

	it.each<[string, Partial<Patient>]>([
		['name', { familyName: 'Changed' }],
		['birthDate', { birthDate: '1999-09-09' }],
		['administrativeSex', { administrativeSex: 'other' }],
		['email', { email: 'changed@example.org' }],
		['status', { active: false, deceased: true }],
		['phones', { phones: [{ use: 'work', number: '+12175550199' }] }],
		['addresses', { addresses: [{ use: 'billing', line1: 'Changed St' }] }],
		['emergencyContacts', { emergencyContacts: [{ name: 'Changed', phones: [] }] }],
		[
			'coverages',
			{
				coverages: [
					{
						id: '1',
						externalIds: [],
						priority: 'primary',
						status: 'active',
						payer: { name: 'Changed' },
						plan: { type: 'auto' },
						subscriber: { relationship: 'child' },
					},
				],
			},
		],
	])('show a change of %s in that field and in the whole', (field, change) => {
		fc.assert(
			fc.property(patient, (record) => {
				const start: Patient = { ...record, active: true, deceased: false };
				const before = hashPatient(start, hasher);
				const after = hashPatient({ ...start, ...change }, hasher);
				expect(changedFields(before.fieldHashes, after.fieldHashes)).toEqual([field]);
				expect(after.contentHash).not.toBe(before.contentHash);
			}),
			{ numRuns: 25 },
		);
	});

	it('do not change with what is never sent', () => {
		fc.assert(
			fc.property(patient, (record) => {
				const moved = {
					...record,
					primaryProviderId: '99',
					coverages: record.coverages?.map((entry) => ({ ...entry, caseName: 'Other case' })),
				};
				expect(hashPatient(moved, hasher)).toEqual(hashPatient(record, hasher));
			}),
		);
	});

	it('depend on the key, and equal values of two patients do not show as equal', () => {
		const record = { system: 'tebra', practiceId: '1', externalIds: [], birthDate: '1984-02-29' };
		const first = hashPatient({ ...record, id: '1' } as Patient, hasher);
		const second = hashPatient({ ...record, id: '2' } as Patient, hasher);
		expect(first.fieldHashes.birthDate).not.toBe(second.fieldHashes.birthDate);
		expect(hashPatient({ ...record, id: '1' } as Patient, otherHasher)).not.toEqual(first);
		expect(first.contentHash).toMatch(/^[0-9a-f]{64}$/);
	});
});

describe('echo suppression', () => {
	it('knows content that HealthSail already holds', () => {
		expect(isEcho({ contentHash: 'aa', syncState: 'included' }, 'aa')).toBe(true);
		expect(isEcho({ contentHash: 'aa' }, 'aa')).toBe(true);
	});

	it('sends what is new, changed, never stamped, or was stripped', () => {
		expect(isEcho(null, 'aa')).toBe(false);
		expect(isEcho({ contentHash: 'bb', syncState: 'included' }, 'aa')).toBe(false);
		expect(isEcho({ contentHash: null, syncState: 'included' }, 'aa')).toBe(false);
		expect(isEcho({ syncState: 'included' }, 'aa')).toBe(false);
		expect(isEcho({ contentHash: 'aa', syncState: 'left' }, 'aa')).toBe(false);
		expect(isEcho({ contentHash: 'aa', syncState: 'excluded' }, 'aa')).toBe(false);
	});
});

describe('keyed hashes', () => {
	it('refuse a key that could be guessed', () => {
		expect(() => createKeyedHasher('short')).toThrow(SafeError);
		expect(() => createKeyedHasher(' '.repeat(40))).toThrow(SafeError);
	});

	it('give one idempotency key per operation, source and version, and no other', () => {
		const parts = fc.tuple(fc.string(), fc.string(), fc.string());
		fc.assert(
			fc.property(parts, parts, (left, right) => {
				const same = left.every((part, index) => part === right[index]);
				expect(idempotencyKey(hasher, ...left) === idempotencyKey(hasher, ...right)).toBe(same);
			}),
		);
		expect(idempotencyKey(hasher, 'a', 'b|c', 'd')).not.toBe(
			idempotencyKey(hasher, 'a', 'b', 'c|d'),
		);
	});
});
