import fc from 'fast-check';

import type { Patient } from '../../../lib/canonical/patient';
import { applyScope, dataScopes, narrowableFields, scopeFields } from '../../../lib/privacy/scopes';
import { patient } from '../arbitraries';

const marker = 'ZzMarkerValue';

/** Puts a stray member holding the marker into the object and, at random, into all below it. */
function pollute(value: unknown, name: string): unknown {
	if (Array.isArray(value)) return value.map((entry) => pollute(entry, name));
	if (typeof value !== 'object' || value === null) return value;
	const members = Object.entries(value).map(([key, member]) => [key, pollute(member, name)]);
	return { ...Object.fromEntries(members), [name]: marker };
}

const strayName = fc.constantFrom('ssn', 'SSN', 'notes', 'diagnosis', 'balance', 'constructor');

describe('data scopes', () => {
	it('never lets a member through that the scope does not list, at any depth', () => {
		fc.assert(
			fc.property(patient, strayName, fc.constantFrom(...dataScopes), (record, name, scope) => {
				const scoped = applyScope(pollute(record, name) as Patient, scope);
				expect(JSON.stringify(scoped)).not.toContain(marker);
				const allowed = new Set<string>(scopeFields(scope));
				expect(Object.keys(scoped).filter((key) => !allowed.has(key))).toEqual([]);
			}),
		);
	});

	it('keeps what the demographics scope lists exactly as it was', () => {
		fc.assert(
			fc.property(patient, (record) => {
				expect(applyScope(record, 'demographics')).toEqual(record);
			}),
		);
	});

	it('lets a profile take fields out of a scope but never put any in', () => {
		fc.assert(
			fc.property(patient, fc.subarray([...narrowableFields]), (record, kept) => {
				const scoped = applyScope(record, 'scheduling', kept);
				expect(scoped.coverages).toBeUndefined();
				for (const field of narrowableFields) {
					if (!kept.includes(field)) expect(scoped).not.toHaveProperty(field);
				}
				expect(scoped.externalIds).toEqual(record.externalIds);
			}),
		);
	});

	it('does not pass an object that hides where a plain value belongs', () => {
		const record = { givenName: { secret: marker }, system: 'tebra' } as unknown as Patient;
		expect(applyScope(record, 'demographics')).toEqual({ system: 'tebra' });
	});

	it('keeps absent absent and null null', () => {
		const record = { system: 'tebra', practiceId: '1', id: '5', externalIds: [], email: null };
		const scoped = applyScope(record as unknown as Patient, 'demographics');
		expect(scoped.email).toBeNull();
		expect('phones' in scoped).toBe(false);
	});

	it('names its fields in one order for the audit record', () => {
		expect(scopeFields('coverage')).toEqual([...scopeFields('coverage')].sort());
		expect(scopeFields('coverage')).not.toContain('addresses');
		expect(scopeFields('demographics')).toContain('emergencyContacts');
	});
});
