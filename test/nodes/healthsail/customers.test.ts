import type { IDataObject } from 'n8n-workflow';

import { coverageItem, healthSailAt } from '../healthsail.support/run';
import { startSandbox, type RunningSandbox } from '../healthsail.support/sandbox';

/** Every operation once against the sandbox, which checks each request against the contract. */

let sandbox: RunningSandbox;
let hs: ReturnType<typeof healthSailAt>;
const practice = { system: 'tebra', practiceId: '1' };

beforeAll(async () => {
	sandbox = await startSandbox(4764);
	hs = healthSailAt(sandbox.healthSailUrl);
});
afterAll(async () => await sandbox.stop());

async function newCustomer(patientId: string): Promise<IDataObject> {
	return await hs.one('customer', 'create', {
		givenName: 'Jordan',
		familyName: 'Sample',
		birthDate: '1984-02-29',
		externalIds: { entries: [{ ...practice, type: 'patient', value: patientId }] },
		additionalFields: { email: 'jordan@example.org', contactByText: true },
	});
}

describe('customers', () => {
	it('are created, read with selected fields, and listed by filter', async () => {
		const created = await newCustomer('c1');
		expect(created).toMatchObject({
			status: 'active',
			demographics: { familyName: 'Sample', email: 'jordan@example.org' },
			contactPreferences: { text: true },
		});
		const customerId = String(created.id);
		const selected = await hs.one('customer', 'get', {
			customerId,
			options: { fields: 'status', purposeOfUse: 'TREAT' },
		});
		expect(selected).toEqual({ id: customerId, version: created.version, status: 'active' });
		const listed = await hs.items('customer', 'getMany', {
			returnAll: true,
			filters: { status: ['active', 'inactive'], updatedSince: '2020-01-01T00:00:00Z' },
			options: { fields: 'status', sort: 'updatedAt' },
		});
		expect(listed.map(({ id }) => id)).toContain(customerId);
	});

	it('keep what is absent and empty what is cleared', async () => {
		const { id, version } = await newCustomer('c2');
		const updated = await hs.one('customer', 'update', {
			customerId: String(id),
			version: String(version),
			updateFields: { givenName: 'Robin' },
			clearFields: ['email'],
		});
		expect(updated.demographics).toMatchObject({ givenName: 'Robin', familyName: 'Sample' });
		expect((updated.demographics as IDataObject).email ?? null).toBeNull();
	});

	it('refuse a change for an old version, with the kind and what to do', async () => {
		const { id, version } = await newCustomer('c3');
		const change = {
			customerId: String(id),
			version: String(version),
			updateFields: { givenName: 'Robin' },
		};
		await hs.one('customer', 'update', change);
		const { error } = await hs.run('customer', 'update', change);
		expect(error?.message).toMatch(/^The HealthSail record changed since it was read\. /);
		expect(error?.context?.failure).toMatchObject({
			kind: 'conflict',
			vendorCode: 'version_mismatch',
			itemIndex: 0,
		});
	});

	it('are looked up by external id, matched and found as candidates', async () => {
		const { id } = await newCustomer('c4');
		const found = await hs.items(
			'customer',
			'lookUp',
			{ ...practice, externalIdType: 'patient', externalId: '={{ $json.id }}' },
			[{ id: 'c4' }, { id: 'nobody' }],
		);
		expect(found).toMatchObject([{ customerId: id, known: true }, { known: false }]);
		const { matches } = await hs.one('customer', 'match', {
			givenName: 'Jordan',
			familyName: 'Sample',
			birthDate: '1984-02-29',
		});
		expect((matches as IDataObject[]).map(({ customerId }) => customerId)).toContain(id);
		const { candidates } = await hs.one('customer', 'findCandidates', {
			searchBy: 'keys',
			keys: { entries: [{ type: 'birth_date', value: '1984-02-29' }] },
		});
		expect((candidates as IDataObject[]).map(({ customerId }) => customerId)).toContain(id);
	});

	it('are merged and unmerged', async () => {
		const kept = await newCustomer('c5');
		const gone = await newCustomer('c6');
		const merged = await hs.one('customer', 'merge', {
			customerId: String(gone.id),
			version: String(gone.version),
			intoCustomerId: String(kept.id),
		});
		expect(merged).toMatchObject({ status: 'merged', mergedIntoId: kept.id });
		const back = await hs.one('customer', 'unmerge', {
			customerId: String(gone.id),
			version: String(merged.version),
		});
		expect(back.status).toBe('active');
	});

	it('carry external ids, addresses and phones of their own', async () => {
		const { id } = await newCustomer('c7');
		const customerId = String(id);
		let customer = await hs.one('externalId', 'add', {
			customerId,
			...practice,
			externalIdType: 'chart',
			externalId: 'chart-7',
		});
		const chart = (customer.externalIds as IDataObject[]).find(({ type }) => type === 'chart');
		customer = await hs.one('externalId', 'remove', {
			customerId,
			version: String(customer.version),
			externalIdKey: String(chart?.key),
		});
		expect(customer.externalIds).toHaveLength(1);
		customer = await hs.one('address', 'set', {
			customerId,
			version: String(customer.version),
			addressId: 'adr_test1',
			use: 'mailing',
			additionalFields: { line1: '1 Example Way', isDefault: true },
		});
		expect(customer.addresses).toMatchObject([{ id: 'adr_test1', line1: '1 Example Way' }]);
		const address = await hs.one('address', 'delete', {
			customerId,
			version: String(customer.version),
			addressId: 'adr_test1',
		});
		expect(address).toMatchObject({ deleted: true, customerId });
		customer = await hs.one('phone', 'set', {
			customerId,
			version: String(address.version),
			phoneId: 'ph_test1',
			use: 'work',
			number: '+12175550199',
			additionalFields: { preferred: true },
		});
		expect(customer.demographics).toMatchObject({ phones: [{ id: 'ph_test1' }] });
		const phone = await hs.one('phone', 'delete', {
			customerId,
			version: String(customer.version),
			phoneId: 'ph_test1',
		});
		expect(phone).toMatchObject({ deleted: true });
	});
});

describe('consents and coverages', () => {
	it('record consent, check it and take it back', async () => {
		const { id } = await newCustomer('n1');
		const customerId = String(id);
		const consent = await hs.one('consent', 'grant', {
			customerId,
			consentPurpose: 'billing_share',
			documentVersion: 'billing-share-2026-01',
		});
		const check = { customerId, consentPurpose: 'billing_share' };
		expect(await hs.one('consent', 'check', check)).toMatchObject({ allowed: true });
		expect(
			await hs.items('consent', 'getMany', { customerId, filters: { status: ['granted'] } }),
		).toMatchObject([{ id: consent.id }]);
		const revoked = await hs.one('consent', 'revoke', {
			consentId: String(consent.id),
			version: String(consent.version),
		});
		expect(revoked.status).toBe('revoked');
		expect(await hs.one('consent', 'check', check)).toMatchObject({ allowed: false });
	});

	it('create, update, list and bulk-write coverages', async () => {
		const { id } = await newCustomer('n2');
		const customerId = String(id);
		const created = await hs.one('coverage', 'create', {
			customerId,
			payer: '{"name":"Example Health Plan"}',
			plan: '{"type":"commercial"}',
			subscriber: '{"relationship":"self"}',
			additionalFields: { memberId: 'EX1', copay: '{"amount":2500,"currency":"USD"}' },
		});
		const updated = await hs.one('coverage', 'update', {
			coverageId: String(created.id),
			version: String(created.version),
			updateFields: { status: 'active' },
			clearFields: ['copay'],
		});
		expect(updated).toMatchObject({ status: 'active', copay: null, memberId: 'EX1' });
		const written = await hs.items(
			'coverage',
			'createOrUpdate',
			{ customerId, ...practice, coverage: '={{ $json }}' },
			[coverageItem('p1'), { id: '' }],
		);
		expect(written).toMatchObject([
			{ result: 'created' },
			{ result: 'failed', error: { kind: 'validation' } },
		]);
		const listed = await hs.items('coverage', 'getMany', { customerId, returnAll: true });
		expect(listed).toHaveLength(2);
	});
});
