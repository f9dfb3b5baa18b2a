import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { describe, it } from 'node:test';
import pLimit from 'p-limit';
import { mapCareCloudPatient, unwrapRows } from '../../bench/sync/vendors/careCloud/mapping.mjs';
import { careCloudPages } from '../../bench/sync/vendors/careCloud/script.mjs';
import { patientsMet, spansAround } from '../../bench/sync/vendors/careCloud/wire.mjs';
import { createCareCloudSystem } from '../../sandbox/carecloud/system.mjs';
import { newServer, startServer } from '../../sandbox/core/server.mjs';
import { createWorld } from '../../sandbox/core/world.mjs';

/** What the benchmark's own forms read of CareCloud; all people are made up. */

const settings = { practiceId: '1', today: '2026-11-22' };

const wire = {
	id: 'ca4ec10d-0000-4000-8000-000000000001',
	first_name: ' Ann ',
	middle_initial: null,
	last_name: 'Sample',
	suffix: 'Jr.',
	dob: '1980-02-03',
	gender: 'F',
	status: 'Inactive',
	chart_number: 'MR1',
	business_entity_id: 1,
	email_address: 'Ann@Example.org',
	addresses: [
		{ line1: '9 Old Road', city: 'Elmside', state: 'IL', zip: '62701', is_primary: false },
		{
			line1: '1 Main St',
			line2: 'n/a',
			city: 'Oakfield',
			state: 'IL',
			zip: '627011234',
			is_primary: true,
		},
	],
	phones: [
		{ phone_number: '2175550101', phone_type: 'Cell', phone_ext: null },
		{ phone_number: '0000000000', phone_type_code: 'H', extension: null },
		{ phone_number: '2175550103', phone_type_code: 'B', extension: '42' },
	],
};

const policy = {
	policy_priority: 1,
	member_number: 'M1',
	effective_from: '2024-01-01',
	effective_to: null,
	co_payment: '40.50',
	type: 'medicare_hmo',
	insured: {
		relation_to_patient: 'spouse',
		first_name: 'Bob',
		last_name: 'Sample',
		dob: '1979-01-01',
	},
	payer: { id: 11, name: 'Prairie Mutual' },
};

describe('CareCloud in the benchmark of first loads', () => {
	it('looks at each day from three years back to one ahead once, the last days first', () => {
		const spans = spansAround('2026-11-22');
		assert.equal(spans[0].to, '2027-11-22');
		assert.equal(spans[spans.length - 1].from, '2023-11-23');
		for (const [index, span] of spans.entries()) {
			const days = (Date.parse(span.to) - Date.parse(span.from)) / 86_400_000 + 1;
			assert.ok(days >= 1 && days <= 30);
			if (index === 0) continue;
			const gap = Date.parse(spans[index - 1].from) - Date.parse(span.to);
			assert.equal(gap, 86_400_000);
		}
	});

	it('meets each patient once, and none of another practice or of blocked time', () => {
		const row = (id: string, practice: number | null) => ({
			appointment: { patient: { id }, business_entity_id: practice },
		});
		const rows = [row('a', 1), row('b', 2), row('a', 1), row('c', null)];
		assert.deepEqual(patientsMet([...rows, { appointment: { business_entity_id: 1 } }], '1'), [
			'a',
		]);
	});

	it('reads names, the primary address and telephones under each of their names', () => {
		const { customer, wanted } = mapCareCloudPatient(wire, [], settings);
		assert.equal(wanted, true);
		assert.equal(customer.status, 'inactive');
		assert.deepEqual(customer.demographics, {
			givenName: 'Ann',
			familyName: 'Sample',
			suffix: 'Jr.',
			birthDate: '1980-02-03',
			administrativeSex: 'female',
			email: 'ann@example.org',
			phones: [
				{ use: 'mobile', number: '+12175550101' },
				{ use: 'work', number: '+12175550103', extension: '42' },
			],
		});
		assert.deepEqual(customer.addresses, [
			{ use: 'home', line1: '1 Main St', city: 'Oakfield', region: 'IL', postalCode: '62701-1234' },
		]);
	});

	it('numbers policies by profile and rank, the default profile first', () => {
		const profiles = [
			{ id: 8, default: false, insurance_policies: [{ ...policy, effective_to: '2026-11-21' }] },
			{ id: 7, default: true, insurance_policies: [policy] },
		];
		const { coverages } = mapCareCloudPatient(wire, profiles, settings);
		assert.deepEqual(
			coverages.map(({ status }) => status),
			['unverified', 'terminated'],
		);
		assert.deepEqual(coverages[0], {
			externalIds: [{ system: 'carecloud', practiceId: '1', type: 'policy', value: '7-1' }],
			priority: 'primary',
			status: 'unverified',
			payer: {
				name: 'Prairie Mutual',
				externalIds: [{ system: 'carecloud', practiceId: '1', type: 'carrier', value: '11' }],
			},
			plan: { type: 'medicare_advantage' },
			memberId: 'M1',
			subscriber: {
				relationship: 'spouse',
				givenName: 'Bob',
				familyName: 'Sample',
				birthDate: '1979-01-01',
			},
			effectiveFrom: '2024-01-01',
			copay: { amount: 4050, currency: 'USD' },
		});
	});

	it('leaves out who is marked, of another practice, or of none', () => {
		for (const change of [
			{ status: 'Do Not Share' },
			{ status: 'Confidential' },
			{ business_entity_id: 2 },
			{ business_entity_id: null },
		])
			assert.equal(mapCareCloudPatient({ ...wire, ...change }, [], settings).wanted, false);
	});

	it('takes insurance as a list, in an envelope, or as one profile', () => {
		const profile = { id: 7, insurance_policies: [policy] };
		for (const answer of [[profile], { insurance_profiles: [profile] }, profile])
			assert.deepEqual(unwrapRows(answer, 'insurance_profiles'), [profile]);
		assert.deepEqual(unwrapRows([], 'insurance_profiles'), []);
	});

	it('reads over the wire everybody whom the interface reaches, and nobody else', async () => {
		const world = createWorld({ limits: false, seed: 5 });
		const size = { patients: 180, secondPracticePatients: 20, optedOutPatients: 0 };
		const system = createCareCloudSystem(world, size);
		const [app, controls] = [newServer(), newServer()];
		await system.register(app);
		system.control?.(controls);
		const httpAgent = new Agent();
		try {
			const [baseUrl, controlUrl] = [await startServer(app, 0), await startServer(controls, 0)];
			const tools = { httpAgent, limit: pLimit(4) };
			const ids: string[] = [];
			const login = {
				baseUrl,
				clientId: 'sandbox-client',
				clientSecret: 'sandbox-secret',
				refreshToken: 'cc-refresh-sandbox',
				practiceId: '1',
			};
			for await (const page of careCloudPages(login, tools)) ids.push(...page.map(({ id }) => id));
			const answer = await fetch(`${controlUrl}/control/carecloud/reach`);
			const reach = (await answer.json()) as { patients: number; strays: number };
			assert.equal(new Set(ids).size, ids.length);
			assert.equal(ids.length, reach.patients);
			assert.ok(reach.strays > 0);
		} finally {
			httpAgent.destroy();
			await app.close();
			await controls.close();
		}
	});
});
