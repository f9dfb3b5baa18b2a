import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { describe, it } from 'node:test';
import pLimit from 'p-limit';
import {
	groupByPatient,
	mapFhirPatient,
	readLines,
} from '../../bench/sync/vendors/greenway/mapping.mjs';
import { greenwayPages } from '../../bench/sync/vendors/greenway/script.mjs';
import { newServer, startServer } from '../../sandbox/core/server.mjs';
import { createWorld } from '../../sandbox/core/world.mjs';
import { sandboxPrivateKey } from '../../sandbox/fhir/tokens.mjs';
import {
	createGreenwayIntergySystem,
	createGreenwayPrimeSuiteSystem,
} from '../../sandbox/greenway/system.mjs';

/** What the benchmark's own forms read of Greenway's export; all people are made up. */

const settings = { system: 'greenway_intergy', practiceId: '1', today: '2026-11-22' };
const concept = (code: string) => ({ coding: [{ code }] });

const wire = {
	resourceType: 'Patient',
	id: 'pt-3001',
	meta: { lastUpdated: '2026-03-17T03:27:28.000Z', security: [{ code: 'N' }] },
	identifier: [{ value: '900000001' }, { type: concept('MR'), value: '100001' }],
	active: true,
	name: [{ use: 'official', family: 'Sample', given: ['Ann', 'Lee'], suffix: ['Jr.'] }],
	telecom: [
		{ system: 'phone', use: 'work', value: '2175550103 x42' },
		{ system: 'phone', use: 'home', value: 'n/a' },
		{ system: 'email', value: 'Ann@Example.org' },
	],
	gender: 'female',
	birthDate: '1980-02-03',
	address: [
		{
			use: 'home',
			line: ['1 Main St', 'Apt 2'],
			city: 'Oakfield',
			state: 'IL',
			postalCode: '62701',
		},
	],
	contact: [
		{
			relationship: [concept('C')],
			name: { text: 'Pat Sample' },
			telecom: [{ system: 'phone', use: 'home', value: '2175550104' }],
		},
		{ relationship: [concept('E')], name: { text: 'Acorn Works LLC' } },
	],
	managingOrganization: { reference: 'Organization/1' },
};

const coverage = {
	resourceType: 'Coverage',
	id: 'cov-1',
	type: { text: 'Medicare Advantage' },
	subscriberId: 'M1',
	subscriber: { display: 'Bob van Sample' },
	beneficiary: { reference: 'Patient/pt-3001' },
	relationship: concept('spouse'),
	period: { start: '2024-01-01', end: '2026-11-21' },
	payor: [{ reference: 'Organization/payer-11', display: 'Prairie Mutual' }],
	class: [
		{ type: concept('group'), value: 'G1' },
		{ type: concept('plan'), value: '112', name: 'Prairie HMO' },
	],
	order: 2,
	costToBeneficiary: [{ type: concept('copay'), valueMoney: { value: 40.5, currency: 'USD' } }],
};

describe('Greenway in the benchmark of first loads', () => {
	it('reads names, telephones with extension, address and emergency contact', () => {
		const { customer, wanted } = mapFhirPatient(wire, [], settings);
		assert.equal(wanted, true);
		assert.equal(customer.status, 'active');
		assert.deepEqual(customer.demographics, {
			givenName: 'Ann',
			middleName: 'Lee',
			familyName: 'Sample',
			suffix: 'Jr.',
			birthDate: '1980-02-03',
			administrativeSex: 'female',
			email: 'ann@example.org',
			phones: [{ use: 'work', number: '+12175550103', extension: '42' }],
		});
		assert.deepEqual(customer.addresses, [
			{
				use: 'home',
				line1: '1 Main St',
				line2: 'Apt 2',
				city: 'Oakfield',
				region: 'IL',
				postalCode: '62701',
			},
		]);
		assert.deepEqual(customer.emergencyContacts, [
			{ name: 'Pat Sample', phones: [{ use: 'home', number: '+12175550104' }] },
		]);
		assert.deepEqual(
			(customer.externalIds as Array<{ value: string }>).map(({ value }) => value),
			['pt-3001', '100001'],
		);
	});

	it('reads a coverage with rank, plan, subscriber and copay', () => {
		const { coverages } = mapFhirPatient(wire, [coverage], settings);
		const link = { system: 'greenway_intergy', practiceId: '1' };
		assert.deepEqual(coverages, [
			{
				externalIds: [{ ...link, type: 'policy', value: 'cov-1' }],
				priority: 'secondary',
				status: 'terminated',
				payer: {
					name: 'Prairie Mutual',
					externalIds: [{ ...link, type: 'carrier', value: 'payer-11' }],
				},
				plan: { name: 'Prairie HMO', type: 'medicare_advantage', groupNumber: 'G1' },
				memberId: 'M1',
				subscriber: { relationship: 'spouse', givenName: 'Bob van', familyName: 'Sample' },
				effectiveFrom: '2024-01-01',
				effectiveTo: '2026-11-21',
				copay: { amount: 4050, currency: 'USD' },
			},
		]);
	});

	it('leaves out who is restricted, of another practice, or of none', () => {
		for (const change of [
			{ meta: { security: [{ code: 'R' }] } },
			{ managingOrganization: { reference: 'Organization/2' } },
			{ managingOrganization: undefined },
		])
			assert.equal(mapFhirPatient({ ...wire, ...change }, [], settings).wanted, false);
	});

	it('joins the lines of a file of coverages to their patients', () => {
		const text = `${JSON.stringify(coverage)}\n${JSON.stringify(wire)}\n`;
		const found = readLines(text, 'Coverage');
		assert.deepEqual(groupByPatient(found), { 'pt-3001': [coverage] });
	});

	for (const [title, create] of [
		['Intergy', createGreenwayIntergySystem],
		['Prime Suite', createGreenwayPrimeSuiteSystem],
	] as const)
		it(`reads the whole practice over the wire from ${title}, several files of it`, async () => {
			const world = createWorld({ limits: false, seed: 5, speed: 60 });
			const size = { patients: 300, secondPracticePatients: 20, optedOutPatients: 0 };
			const system = create(world, size);
			const app = newServer();
			await system.register(app);
			const httpAgent = new Agent();
			try {
				const origin = await startServer(app, 0);
				const tools = { httpAgent, limit: pLimit(4) };
				const login = {
					baseUrl: origin + String(system.basePath),
					system: system.key,
					clientId: 'hs-sandbox-client',
					keyId: 'hs-sandbox-1',
					privateKey: sandboxPrivateKey(),
					scopes: 'system/Patient.read system/Coverage.read system/Group.read',
					clockSpeed: '60',
					practiceId: '1',
				};
				const pages: number[] = [];
				const ids = new Set<string>();
				for await (const page of greenwayPages(login, tools)) {
					pages.push(page.length);
					for (const { id } of page) ids.add(id);
				}
				assert.equal(ids.size, 300);
				assert.equal(pages.length, 2);
			} finally {
				httpAgent.destroy();
				await app.close();
			}
		});
});
