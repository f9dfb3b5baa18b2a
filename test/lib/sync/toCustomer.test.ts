import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';

import contract from '../../../contract/healthsail.openapi.json';
import type { Patient } from '../../../lib/canonical/patient';
import { hashPatient } from '../../../lib/sync/customerHash';
import { createKeyedHasher } from '../../../lib/sync/keyedHash';
import {
	toCoverageUpserts,
	toCustomerLinking,
	toCustomerStrip,
	toCustomerUpsert,
	toStamp,
} from '../../../lib/sync/toCustomer';
import { patient } from '../arbitraries';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(contract, 'contract');
const validator = (name: string) => ajv.compile({ $ref: `contract#/components/schemas/${name}` });
const isCustomer = validator('CustomerUpsert');
const isCoverage = validator('CoverageUpsert');
const isStamp = validator('CoverageStamp');

/** Errors in words, so that a failure says what the contract refuses. */
const refused = (validate: typeof isCustomer, body: unknown) =>
	validate(JSON.parse(JSON.stringify(body))) ? [] : validate.errors;

const hasher = createKeyedHasher('synthetic-hash-key-0001');

describe('bodies sent to HealthSail', () => {
	it('are what the contract takes, for every patient', () => {
		fc.assert(
			fc.property(patient, (record) => {
				const hashes = hashPatient(record, hasher);
				expect(refused(isCustomer, toCustomerUpsert(record, hashes))).toEqual([]);
				expect(refused(isCustomer, toCustomerUpsert(record))).toEqual([]);
				for (const item of toCoverageUpserts(record, 'cus_1')) {
					expect(refused(isCoverage, item)).toEqual([]);
				}
				expect(refused(isStamp, toStamp(record, 'cus_1', hashes))).toEqual([]);
				expect(refused(isCustomer, toCustomerStrip(record.externalIds, 'left', 'x'))).toEqual([]);
			}),
		);
	});

	it('leave absent members out and send null for what is known to be empty', () => {
		const record: Patient = {
			system: 'tebra',
			practiceId: '1',
			id: '501',
			externalIds: [{ system: 'tebra', practiceId: '1', type: 'patient', value: '501' }],
			givenName: 'Sample',
			email: null,
			addresses: [],
		};
		const body = toCustomerUpsert(record);
		expect(body.demographics).toEqual({ givenName: 'Sample', email: null });
		expect(body.addresses).toEqual([]);
		expect(body).not.toHaveProperty('emergencyContacts');
		expect(body).not.toHaveProperty('status');
		expect(body.sync).toEqual([{ system: 'tebra', practiceId: '1' }]);
	});

	it('never hold a member that the canonical patient does not have', () => {
		fc.assert(
			fc.property(patient, (record) => {
				const marked = { ...record, ssn: 'ZzMarker', socialSecurityNumber: 'ZzMarker' } as Patient;
				const sent = [toCustomerUpsert(marked), ...toCoverageUpserts(marked, 'cus_1')];
				expect(JSON.stringify(sent)).not.toContain('ZzMarker');
			}),
		);
	});

	it('strip with ids, state and reason and nothing else', () => {
		const ids = [{ system: 'tebra', practiceId: '1', type: 'patient', value: '501' }] as const;
		expect(Object.keys(toCustomerStrip(ids, 'excluded', 'opted_out')).sort()).toEqual([
			'externalIds',
			'syncReason',
			'syncState',
		]);
	});

	it('say that the coverages are all there are only when they were read', () => {
		fc.assert(
			fc.property(patient, (record) => {
				const hashes = hashPatient(record, hasher);
				const stamp = toStamp(record, 'cus_1', hashes);
				expect(stamp.complete).toBe(record.coverages !== undefined);
				expect(toCoverageUpserts(record, 'cus_1')).toHaveLength(record.coverages?.length ?? 0);
				expect(stamp.contentHash).toBe(hashes.contentHash);
			}),
		);
	});

	it.each([
		[{ active: true }, 'active'],
		[{ active: false }, 'inactive'],
		[{ active: true, deceased: true }, 'deceased'],
		[{ deceased: false }, undefined],
		[{}, undefined],
	])('tell the status of %j as %s', (members, status) => {
		const record = { system: 'tebra', practiceId: '1', id: '1', externalIds: [], ...members };
		expect(toCustomerUpsert(record as unknown as Patient).status).toBe(status);
	});

	it('link to a customer by id and version, and leave where it came from alone', () => {
		fc.assert(
			fc.property(patient, (record) => {
				const body = toCustomerLinking(record, { customerId: 'cus_7', version: 4 });
				expect(body).toMatchObject({ id: 'cus_7', ifVersion: 4, syncState: 'included' });
				expect(body.externalIds?.[0]).toMatchObject({
					verification: 'verified',
					matchMethod: 'demographic',
				});
				expect(body).not.toHaveProperty('source');
				expect(body.demographics).toEqual(toCustomerUpsert(record).demographics);
			}),
			{ numRuns: 5 },
		);
	});

	it('name how a new customer came to be linked', () => {
		fc.assert(
			fc.property(patient, (record) => {
				const body = toCustomerUpsert(record, undefined, 'created_here');
				expect(body.externalIds?.[0]).toMatchObject({
					primary: true,
					verification: 'verified',
					matchMethod: 'created_here',
				});
				expect(body.syncState).toBe('included');
			}),
			{ numRuns: 5 },
		);
	});
});
