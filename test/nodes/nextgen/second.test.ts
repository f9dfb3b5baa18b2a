import type { IDataObject } from 'n8n-workflow';

import type { Encounter } from '../../../lib/canonical/encounter';
import { withOrders } from '../../../nodes/NextGen/orders';
import { NextGenFhirOAuth2Api } from '../../../credentials/NextGenFhirOAuth2Api.credentials';
import { registerCredentials } from '../../support/nodesCredentials';
import type { FhirStage, FhirVendorStage } from '../common/fhirStage';
import { failureOf, openFhirStage } from '../common/fhirStage';
import { startServer } from '../../support/localServer';
import { describeSecond, itemsOf, secondOf, verify } from '../common/fhirSecond';
import { nextGenCredential, profileWith, siteId } from './support';

/** NextGen's FHIR interface beside the Enterprise API (sheet 1.3, 2, 3). All people are synthetic. */

registerCredentials(new NextGenFhirOAuth2Api());

const vendor: FhirVendorStage = {
	key: 'nextgen',
	nodeType: 'nextGen',
	fhirType: 'nextGenFhirOAuth2Api',
	credentials: (url, over = {}) => ({ nextGenOAuth2Api: nextGenCredential(url, over as never) }),
	fhirCredential: (url) => ({
		grantType: 'clientCredentials',
		accessTokenUrl: url.replace(/nge-api\/api$/, 'nge-oauth/token'),
		clientId: 'ng-sandbox-client',
		clientSecret: ['ng', 'sandbox', 'secret'].join('-'),
		siteId,
		additionalBodyProperties: JSON.stringify({ site_id: siteId }),
		scope: 'user/*.*',
		authentication: 'body',
		baseUrl: url.replace(/nge-api\/api$/, 'fhir-api-r4/fhir/R4'),
	}),
};

let stage: FhirStage;

beforeAll(async () => {
	stage = await openFhirStage(5660, vendor);
});

afterAll(async () => {
	await stage?.close();
});

const year = { from: '2025-11-23', to: '2026-11-22', returnAll: true };

describe('Find Second', () => {
	describeSecond({
		stage: () => stage,
		vendor,
		profile: (settings) => ({ practiceProfile: profileWith(settings) }),
		pointedAt: (url) => ({ baseUrl: `${url}/R4`, accessTokenUrl: `${url}/token` }),
		sheet: '1.3',
		isTenant: false,
	});

	test('another site is refused: it would be another database (sheet 2)', async () => {
		const [{ vendorId: patientId }] = stage.patients;
		const other = '3f0c2b1e-0000-4000-8000-0000000000ff';
		const result = await stage.run('patient.findSecond', { patientId }, { siteId: other });
		expect(failureOf(result)).toMatchObject({ kind: 'configuration', vendorCode: 'OtherSite' });
	});

	test('without a practice name in the credential no record that names a practice is taken', async () => {
		const [{ vendorId }] = stage.patients;
		expect((await secondOf(stage, vendorId)).candidates.length).toBeGreaterThan(0);
		expect((await secondOf(stage, vendorId, {}, { practiceName: '' })).candidates).toEqual([]);
	});

	test('an answer of 200 and nothing may be the spent daily quota, or else a wrong address (sheet 5)', async () => {
		const [{ vendorId: patientId }] = stage.patients;
		const server = await startServer(({ url }) =>
			url.includes('/token')
				? {
						headers: { 'Content-Type': 'application/json' },
						body: JSON.stringify({ access_token: 'a', token_type: 'Bearer', expires_in: 3600 }),
					}
				: {},
		);
		const over = { baseUrl: `${server.url}/R4`, accessTokenUrl: `${server.url}/token` };
		const result = await stage.run('patient.findSecond', { patientId }, over);
		await server.close();
		expect(failureOf(result)).toMatchObject({
			...{ kind: 'throttled', vendorCode: 'QuotaSpent' },
			message: expect.stringContaining('may be used up') as string,
			nextStep: expect.stringContaining('Set the FHIR Base URL') as string,
		});
	});

	test('an address of NextGen Office is refused with its name (sheet 1.6)', async () => {
		const [{ vendorId: patientId }] = stage.patients;
		const baseUrl = 'https://fhir.meditouchehr.com/api/fhir/r4';
		const result = await stage.run('patient.findSecond', { patientId }, { baseUrl });
		expect(failureOf(result)).toMatchObject({ kind: 'unsupported', vendorCode: 'NextGenOffice' });
	});

	test.each([
		['a scope that was not approved', { scope: 'system/*.read' }, 'authentication'],
		['an unknown client', { clientSecret: 'wrong' }, 'authentication'],
		['a token of the Enterprise API, which has no scope', { scope: '' }, 'permission'],
	])('%s is told as what it is (sheet 3)', async (_case, over, kind) => {
		const [{ vendorId: patientId }] = stage.patients;
		const result = await stage.run('patient.findSecond', { patientId }, over);
		expect(failureOf(result)).toMatchObject({ kind, system: 'nextgen' });
	});
});

/** Encounters of patients who have some, read without and with the linked id. */
async function visited(): Promise<Array<{ bare: IDataObject[]; full: IDataObject[] }>> {
	const found = [];
	for (const person of stage.patients.slice(0, 25)) {
		const visits = { ...year, patientId: person.vendorId };
		const bare = itemsOf(await stage.run('encounter.getMany', visits));
		if (bare.length === 0) continue;
		await verify(stage, 'nextgen', '0001', person);
		const full = itemsOf(await stage.run('encounter.getMany', visits));
		delete stage.verified[person.id];
		found.push({ bare, full });
	}
	return found;
}

const recommendationsOf = (visit: IDataObject) =>
	(visit.recommendations ?? []) as Array<{ kind: string; code?: { code: string } }>;

describe('orders (sheet 1.3)', () => {
	test('come to the encounter of their day through the linked id; nothing else changes', async () => {
		const all = await visited();
		const orders = [];
		for (const { bare, full } of all) {
			const added = full.slice(bare.length);
			expect(full.slice(0, bare.length).map(({ id }) => id)).toEqual(bare.map(({ id }) => id));
			for (const [index, visit] of bare.entries()) {
				const { recommendations, externalIds, isSensitive, ...rest } = full[index];
				expect(rest).toMatchObject({
					startsAt: visit.startsAt,
					diagnoses: visit.diagnoses,
					procedures: visit.procedures,
					isComplete: visit.isComplete,
				});
				expect(isSensitive).toBe(visit.isSensitive);
				void recommendations;
				void externalIds;
				expect(recommendationsOf(full[index])).toEqual(
					expect.arrayContaining(recommendationsOf(visit)),
				);
				orders.push(...recommendationsOf(full[index]).filter(({ kind }) => kind === 'order'));
			}
			// What could not be told apart comes along for its orders alone.
			for (const visit of added) {
				expect(String(visit.id)).toMatch(/^fhir-/);
				expect(recommendationsOf(visit).map(({ kind }) => kind)).toEqual(['order']);
				expect(visit).not.toHaveProperty('diagnoses');
			}
		}
		expect(orders.length).toBeGreaterThan(0);
		for (const { code } of orders) {
			expect(code).toMatchObject({ system: 'cpt' });
			expect(['73562', '83036', '72100']).toContain(code?.code);
		}
		const bare = all.flatMap(({ bare: list }) => list).flatMap(recommendationsOf);
		expect(bare.map(({ kind }) => kind)).not.toContain('order');
	});

	test('are not read through an id that somebody types', async () => {
		const [{ vendorId: patientId }] = stage.patients;
		const [{ id: fhirId }] = (await secondOf(stage, patientId)).candidates;
		const typed = await stage.run('encounter.getMany', { ...year, patientId, fhirId });
		expect(failureOf(typed)).toMatchObject({ kind: 'permission', fields: ['fhirId'] });
	});

	test('need the right for them, and without it nothing is told instead', async () => {
		for (const person of stage.patients.slice(0, 25)) {
			const visits = { ...year, patientId: person.vendorId };
			if (itemsOf(await stage.run('encounter.getMany', visits)).length === 0) continue;
			await verify(stage, 'nextgen', '0001', person);
			const right = { operation: 'ServiceRequest.search' };
			await stage.control('nextgen/permission', { ...right, granted: false });
			const result = await stage.run('encounter.getMany', visits);
			await stage.control('nextgen/permission', { ...right, granted: true });
			delete stage.verified[person.id];
			expect(failureOf(result)).toMatchObject({ kind: 'permission', vendorCode: '403' });
			expect(result.json()).toEqual([]);
			return;
		}
		throw new Error('Nobody has a visit.');
	});

	const visit = (id: string, day: string, more: Partial<Encounter> = {}) => ({
		record: {
			...{ system: 'nextgen' as const, practiceId: '0001', patientId: 'p', id, externalIds: [] },
			...{ status: 'finished' as const, isComplete: true, isSensitive: false },
			startsAt: `2026-01-${day}T15:00:00Z`,
			...more,
		},
		recordPracticeId: undefined,
	});
	const ordered = (id: string, day: string) =>
		visit(id, day, { recommendations: [{ kind: 'order', text: 'X-ray' }] });
	const row = (day: string, more: object = {}) => ({
		...{ id: `row-${day}`, timestamp: `2026-01-${day}T09:00:00` },
		...more,
	});
	const zone = { timeZone: 'America/Chicago' };
	const told = (
		list: ReadonlyArray<ReturnType<typeof visit>>,
		rows: ReadonlyArray<ReturnType<typeof row>>,
		main = [visit('31', '06')],
	) =>
		withOrders(main, list, rows as never, zone).map(
			({ record: { id, recommendations } }) => `${id} ${recommendations?.length ?? 0}`,
		);

	test.each(['isSensitive', 'suppressPortal', 'suppressOutreach'])(
		'of a day with an encounter that the practice keeps back (%s) are left out: FHIR knows nothing of it (sheet 4.4)',
		(member) => {
			const rows = [row('06'), row('08', { [member]: true })];
			expect(told([ordered('fhir-a', '06'), ordered('fhir-b', '08')], rows)).toEqual(['31 1']);
			const other = [row('06'), row('06', { [member]: true })];
			expect(told([ordered('fhir-a', '06')], other)).toEqual(['31 0']);
			const dayless = [row('06'), { ...row('06', { [member]: true }), timestamp: null as never }];
			expect(told([ordered('fhir-a', '06')], dayless)).toEqual(['31 0']);
		},
	);

	test('a restricted visit without a day closes every encounter, since it may be any of them', () => {
		const dayless = visit('fhir-a', '06', { startsAt: null, isSensitive: true });
		const [{ record }] = withOrders([visit('31', '06')], [dayless], [row('06')] as never, zone);
		expect([record.id, record.isSensitive]).toEqual(['31', true]);
	});

	test('stay beside the encounters where a day has two, and a visit without orders brings nothing', () => {
		const two = [visit('31', '06'), visit('32', '06')];
		const list = [ordered('fhir-a', '06'), visit('fhir-b', '06'), visit('fhir-c', '09')];
		expect(told(list, [row('06')], two)).toEqual(['31 0', '32 0', 'fhir-a 1']);
	});
});
