import addFormats from 'ajv-formats';
import { OpenAPIBackend, type Document, type Request } from 'openapi-backend';

import type { Appointment } from '../../lib/canonical/appointment';
import type { Patient } from '../../lib/canonical/patient';
import { appointmentIdOf, toAppointmentUpsert } from '../../lib/sync/toAppointment';
import {
	toCoverageUpserts,
	toCustomerStrip,
	toCustomerUpsert,
	toStamp,
} from '../../lib/sync/toCustomer';
import { contract, errorsOf, example } from './healthsail.support';

// The backend's file reader is an ES module, which jest cannot load on older Node; the contract is
// handed over as an object, so nothing is to be read.
jest.mock('openapi-backend/refparser', () => ({
	parse: (document: unknown) => Promise.resolve(document),
}));

// `quick` skips the backend's own check of the document, which knows OpenAPI 3.0 only.
const backend = new OpenAPIBackend({
	definition: contract as unknown as Document,
	quick: true,
	strict: true,
	validate: true,
	ajvOpts: { strict: false, allErrors: true },
	customizeAjv: (ajv) => {
		addFormats(ajv);
		return ajv;
	},
});

beforeAll(async () => {
	await backend.init();
});

const headers = { 'content-type': 'application/json' };

/** `pointer keyword missing-member` of what is wrong with a request; empty when nothing is. */
function wrongWith(request: Partial<Request> & { method: string; path: string }): string[] {
	const { errors } = backend.validator.validateRequest({ headers, ...request } as Request);
	return (errors ?? []).map(({ instancePath, keyword, params }) =>
		[instancePath, keyword, (params as { missingProperty?: string }).missingProperty ?? '']
			.join(' ')
			.trim(),
	);
}

const hash = 'ab'.repeat(32);
const externalId = { system: 'tebra', practiceId: '990001', type: 'patient', value: '4412' };
const patient: Patient = {
	system: 'tebra',
	practiceId: '990001',
	id: '4412',
	externalIds: [{ system: 'tebra', practiceId: '990001', type: 'patient', value: '4412' }],
	active: true,
	givenName: 'Jordan',
	middleName: null,
	familyName: 'Sample',
	birthDate: '1984-02-29',
	administrativeSex: 'female',
	email: 'jordan.sample@example.org',
	phones: [{ use: 'mobile', number: '+12175550123', extension: '12', preferred: true }],
	addresses: [{ use: 'home', line1: '100 Example St', city: 'Springfield', postalCode: '62701' }],
	emergencyContacts: [{ name: 'Alex Example', phones: [{ use: 'home', number: '+12175550124' }] }],
	coverages: [
		{
			id: '71',
			externalIds: [{ system: 'tebra', practiceId: '990001', type: 'policy', value: '71' }],
			priority: 'primary',
			status: 'unverified',
			payer: { id: 'car9', name: 'Example Health Plan' },
			plan: { name: 'Example PPO', type: 'commercial', groupNumber: null },
			memberId: 'EX000123',
			subscriber: { relationship: 'self' },
			effectiveFrom: '2026-01-01',
			effectiveTo: null,
			copay: { amount: 2500, currency: 'USD' },
		},
	],
	sourceAt: '2026-03-04T16:55:00Z',
};
const hashes = { contentHash: hash, fieldHashes: { name: hash } };

describe('requests of the demographic sync', () => {
	test('a patient becomes a customer upsert that the contract takes', () => {
		const body = { matchOn: 'externalIds', items: [toCustomerUpsert(patient, hashes)] };
		expect(wrongWith({ method: 'POST', path: '/customers/bulk-upsert', body })).toEqual([]);
	});

	test('a patient who left becomes a strip that the contract takes', () => {
		const item = toCustomerStrip(patient.externalIds, 'excluded', 'opted out');
		const body = { matchOn: 'externalIds', items: [item] };
		expect(wrongWith({ method: 'POST', path: '/customers/bulk-upsert', body })).toEqual([]);
	});

	test('its policies and its stamp become a coverage upsert that the contract takes', () => {
		const body = {
			matchOn: 'externalIds',
			items: toCoverageUpserts(patient, 'cus_0001'),
			stamps: [toStamp(patient, 'cus_0001', hashes)],
		};
		expect(body.items).toHaveLength(1);
		expect(wrongWith({ method: 'POST', path: '/coverages/bulk-upsert', body })).toEqual([]);
		const stampsOnly = { ...body, items: [] };
		expect(wrongWith({ method: 'POST', path: '/coverages/bulk-upsert', body: stampsOnly })).toEqual(
			[],
		);
	});

	test('a bad item is told by its place, so that the others can go on', () => {
		const good = toCustomerUpsert(patient);
		const bad = { ...good, demographics: { ...good.demographics, birthDate: '29.02.1984' } };
		const body = { matchOn: 'externalIds', items: [good, bad] };
		const wrong = wrongWith({ method: 'POST', path: '/customers/bulk-upsert', body });
		expect(wrong).toContain('/requestBody/items/1/demographics/birthDate format');
		expect(wrong.filter((one) => !one.startsWith('/requestBody/items/1/'))).toEqual([]);
	});

	test('101 customers in one call are refused, 100 are taken', () => {
		const items = Array.from({ length: 101 }, () => toCustomerUpsert(patient));
		const send = (count: number) =>
			wrongWith({
				method: 'POST',
				path: '/customers/bulk-upsert',
				body: { matchOn: 'externalIds', items: items.slice(0, count) },
			});
		expect(send(100)).toEqual([]);
		expect(send(101)).toEqual(['/requestBody/items maxItems']);
	});

	test('an audit event takes 1,000 subjects, and none, but not 1,001', () => {
		const send = (count: number) =>
			wrongWith({
				method: 'POST',
				path: '/audit-events',
				body: {
					class: 'integration',
					action: 'read',
					subjects: Array.from({ length: count }, () => ({ type: 'patient', keyedHash: hash })),
					count,
					fields: ['/demographics'],
					purposeOfUse: 'HOPERAT',
					outcome: 'success',
					flow: 'demographic-sync',
				},
			});
		expect(send(0)).toEqual([]);
		expect(send(1000)).toEqual([]);
		expect(send(1001)).toEqual(['/requestBody/subjects maxItems']);
	});

	test('a lease keeps a cursor of up to 16 KiB', () => {
		const send = (length: number) =>
			wrongWith({
				method: 'PATCH',
				path: `/leases/${hash}`,
				body: { owner: 'run-1', cursor: 'x'.repeat(length) },
			});
		expect(send(16_384)).toEqual([]);
		expect(send(16_385)).toEqual(['/requestBody/cursor maxLength']);
	});
});

describe('requests of appointments', () => {
	const practice = { system: 'tebra', practiceId: '990001' } as const;
	const appointment: Appointment = {
		...practice,
		id: '88121',
		externalIds: [{ ...practice, type: 'appointment', value: '88121' }],
		patientId: '4412',
		providerId: '17',
		locationId: '31',
		type: { id: '12', name: 'Office visit' },
		startsAt: '2026-03-04T15:30:00Z',
		endsAt: '2026-03-04T16:00:00Z',
		timeZone: 'America/Chicago',
		status: 'no_show',
		modality: 'telehealth',
		sourceAt: '2026-03-04T16:35:00Z',
	};
	const bare: Appointment = { ...appointment, endsAt: null, type: {}, modality: null };
	const none = { customerId: 'cus_0001', providerId: null, locationId: null };
	const all = { customerId: 'cus_0001', providerId: 'prv_01', locationId: 'loc_01' };
	const upsert = (one: Appointment, references: typeof all | typeof none) =>
		toAppointmentUpsert(one, references, '2026-03-04T16:40:00Z', () => hash);
	const send = (items: unknown[]) =>
		wrongWith({
			method: 'POST',
			path: '/appointments/bulk-upsert',
			body: { matchOn: 'externalIds', items },
		});

	test('an appointment becomes an upsert that the contract takes, whole or with the least', () => {
		expect(send([upsert(appointment, all), upsert(bare, none)])).toEqual([]);
	});

	test('a visit reason, a missing customer and a foreign word are refused', () => {
		const good = upsert(appointment, all);
		expect(send([{ ...good, reason: 'synthetic' }])).toEqual([
			'/requestBody/items/0 additionalProperties',
		]);
		expect(send([{ ...good, customerId: null }])).toEqual(['/requestBody/items/0/customerId type']);
		expect(send([{ ...good, modality: 'phone' }])).toEqual(['/requestBody/items/0/modality enum']);
	});

	test('100 appointments are written or looked up in one call, 101 are refused', () => {
		const lookUp = (count: number) =>
			wrongWith({
				method: 'POST',
				path: '/appointments/lookup',
				body: { externalIds: Array.from({ length: count }, () => appointmentIdOf(appointment)) },
			});
		const item = upsert(appointment, all);
		expect(send(Array.from({ length: 100 }, () => item))).toEqual([]);
		expect(send(Array.from({ length: 101 }, () => item))).toEqual(['/requestBody/items maxItems']);
		expect(lookUp(100)).toEqual([]);
		expect(lookUp(101)).toEqual(['/requestBody/externalIds maxItems']);
		expect(lookUp(0)).toEqual(['/requestBody/externalIds minItems']);
	});
});

describe('the contract in the validating back end', () => {
	test('a fixed path wins over a path with an id', () => {
		const match = (method: string, path: string) =>
			backend.router.matchOperation({ method, path, headers: {} })?.operationId;
		expect(match('POST', '/customers/lookup')).toBe('lookupCustomers');
		expect(match('GET', '/audit-events/verify')).toBe('verifyAuditEvents');
		expect(match('GET', '/billing-postings/summary')).toBe('summarizeBillingPostings');
		expect(match('GET', '/customers/cus_0001')).toBe('getCustomer');
	});

	test('a missing If-Match and a missing Idempotency-Key are told by name', () => {
		expect(
			wrongWith({ method: 'PATCH', path: '/customers/cus_0001', body: { demographics: null } }),
		).toEqual(['/header required if-match']);
		expect(wrongWith({ method: 'POST', path: '/payments/pay_0001/void' })).toEqual([
			'/header required if-match',
			'/header required idempotency-key',
		]);
	});

	test('filters with brackets and dots are plain names; others are refused', () => {
		const ask = (path: string, query: Record<string, string>) =>
			wrongWith({ method: 'GET', path, query });
		expect(ask('/customers', { 'updatedAt[gte]': '2026-03-04T00:00:00Z', limit: '200' })).toEqual(
			[],
		);
		expect(ask('/demographic-change-requests', { 'review.state': 'approved,rejected' })).toEqual(
			[],
		);
		expect(ask('/customers', { 'updatedAt[after]': '2026-03-04T00:00:00Z' })).toEqual([
			'/query additionalProperties',
		]);
		expect(ask('/customers', { limit: '201' })).toEqual(['/query/limit maximum']);
		expect(ask('/customers', { status: 'asleep' })).toEqual(['/query/status pattern']);
	});

	test('an answer may hold a selection of fields, never an unknown one', () => {
		const page = { nextCursor: null, hasMore: false };
		const answer = (row: unknown) =>
			backend.validator.validateResponse({ data: [row], page }, 'listCustomers', 200).errors ?? [];
		expect(answer({ id: 'cus_0001', version: 7, status: 'active' })).toEqual([]);
		expect(answer(example('customer'))).toEqual([]);
		expect(answer({ id: 'cus_0001', version: 7, ssn: '' })).toHaveLength(1);
		expect(answer({ id: 'cus_0001' })).toHaveLength(1);
	});

	test('a look-up tells the cohort of an unknown patient', () => {
		const row = { externalId, cohort: [{ list: 'opted_out' }] };
		expect(errorsOf('LookupResults', { data: [row] })).toEqual([]);
		expect(errorsOf('LookupResults', { data: [{ externalId }] })).toEqual(['/data/0 required']);
	});
});
