import type { FhirStage, Values } from '../common/fhirStage';
import { failureOf, openFhirStage } from '../common/fhirStage';
import { describeSecond, itemsOf, secondOf, verify } from '../common/fhirSecond';
import { clientSecret, vendor } from './fhirSupport';
import { profile } from './support';

/** CareCloud's FHIR interface beside REST v2 (sheet 1, 2, 3, 4.6). All people are synthetic. */

let stage: FhirStage;

beforeAll(async () => {
	stage = await openFhirStage(5640, vendor);
});

afterAll(async () => {
	await stage?.close();
});

const year = { from: '2025-11-23', to: '2026-11-22', returnAll: true };

describe('Find Second', () => {
	describeSecond({
		stage: () => stage,
		vendor,
		profile: (settings) => profile(settings),
		pointedAt: (url) => ({ baseUrl: `${url}/R4/DCM`, accessTokenUrl: `${url}/token` }),
		sheet: '4.6',
		isTenant: true,
	});

	test('the practice is a part of the address: another code is refused, and none is too (sheet 2)', async () => {
		const [{ vendorId: patientId }] = stage.patients;
		const at = async (path: string) =>
			failureOf(
				await stage.run('patient.findSecond', { patientId }, { baseUrl: `${stage.url}${path}` }),
			);
		expect(await at('/api/fhir/R4/ELM')).toMatchObject({
			kind: 'configuration',
			vendorCode: '404',
		});
		expect(await at('/api/fhir/R4/')).toMatchObject({
			kind: 'configuration',
			fields: ['baseUrl'],
		});
	});

	test('an address of talkEHR is refused with its name (sheet 1)', async () => {
		const [{ vendorId: patientId }] = stage.patients;
		const baseUrl = 'https://fhir.talkehr.example/R4/DCM';
		const result = await stage.run('patient.findSecond', { patientId }, { baseUrl });
		expect(failureOf(result)).toMatchObject({ kind: 'unsupported', vendorCode: 'TalkEhr' });
	});

	test('a token endpoint that stumbles is asked again; one that is down, and a withdrawn consent, stop the run', async () => {
		const [{ vendorId: patientId }] = stage.patients;
		await stage.control('carecloud/fhir', { expire: true });
		await stage.fault({ operation: 'token', kind: 'status', status: 503 });
		expect((await secondOf(stage, patientId)).candidates.length).toBeGreaterThan(0);
		await stage.fault({ operation: 'token', kind: 'status', status: 503, count: 0 });
		const down = await stage.run('patient.findSecond', { patientId });
		await stage.control('faults', undefined, 'DELETE');
		expect(failureOf(down)).toMatchObject({ kind: 'unavailable', system: 'carecloud' });
		const result = await stage.run(
			'patient.findSecond',
			{ patientId },
			{ oauthTokenData: { access_token: 'dead', refresh_token: 'dead', token_type: 'Bearer' } },
		);
		expect(failureOf(result)).toMatchObject({ kind: 'authentication' });
	}, 60_000);
});

describe('a sign-in (sheet 3)', () => {
	const redirect = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';

	async function signIn(scope: string, over: Record<string, string> = {}): Promise<URL> {
		const address = new URL(`${stage.url}/fhir-oauth/authorize`);
		const query = {
			client_id: 'cc-fhir-client',
			response_type: 'code',
			redirect_uri: redirect,
			state: 'abc',
			aud: `${stage.url}/api/fhir/R4/DCM`,
			scope,
			consent: 'yes',
			...over,
		};
		for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
		const answer = await fetch(address, { redirect: 'manual' });
		return new URL(answer.headers.get('location') ?? `http://status/${answer.status}`);
	}

	async function tokenOf(code: string): Promise<Values> {
		const answer = await fetch(`${stage.url}/fhir-oauth/token`, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				Authorization: `Basic ${Buffer.from(`cc-fhir-client:${clientSecret}`).toString('base64')}`,
			},
			body: new URLSearchParams({
				grant_type: 'authorization_code',
				code,
				redirect_uri: redirect,
			}),
		});
		return (await answer.json()) as Values;
	}

	test('with the scope of one patient gives a token that the node refuses', async () => {
		const back = await signIn('openid launch/patient user/*.read');
		const oauthTokenData = await tokenOf(back.searchParams.get('code') ?? '');
		expect(oauthTokenData).toHaveProperty('patient');
		const [, { vendorId: patientId }] = stage.patients;
		const result = await stage.run('patient.findSecond', { patientId }, { oauthTokenData });
		expect(failureOf(result)).toMatchObject({ kind: 'configuration', vendorCode: 'OnePatient' });
	});

	test('with a scope for patients alone reads patients, and visits are refused', async () => {
		const back = await signIn('openid user/Patient.read');
		const oauthTokenData = await tokenOf(back.searchParams.get('code') ?? '');
		const [person] = stage.patients;
		await verify(stage, 'carecloud', '1', person);
		const visits = { ...year, patientId: person.vendorId };
		const result = await stage.run('encounter.getMany', visits, { oauthTokenData });
		expect(failureOf(result)).toMatchObject({ kind: 'permission', vendorCode: '403' });
		delete stage.verified[person.id];
	});

	test('with a scope that was not registered, or for another server, gives no code', async () => {
		const refused = await signIn('system/*.read');
		expect(refused.searchParams.get('error')).toBe('invalid_scope');
		expect((await signIn('openid', { aud: 'http://elsewhere.invalid' })).pathname).toBe('/400');
	});
});

describe('visits (sheet 4.6)', () => {
	/** Somebody with visits; the FHIR id is linked. */
	async function withVisits() {
		for (const person of stage.patients.slice(0, 12)) {
			await verify(stage, 'carecloud', '1', person);
			const visits = { ...year, patientId: person.vendorId };
			if (itemsOf(await stage.run('encounter.getMany', visits)).length > 0) return person;
			delete stage.verified[person.id];
		}
		throw new Error('Nobody has a visit.');
	}

	test('are read by FHIR through the linked id, with diagnoses, procedures and plans', async () => {
		let seen = 0;
		for (const person of stage.patients.slice(0, 12)) {
			const fhirId = await verify(stage, 'carecloud', '1', person);
			const visits = { ...year, patientId: person.vendorId };
			for (const visit of itemsOf(await stage.run('encounter.getMany', visits))) {
				seen += 1;
				expect(visit).toMatchObject({
					system: 'carecloud',
					practiceId: '1',
					patientId: person.vendorId,
					status: 'finished',
					isComplete: null,
					diagnoses: [{ system: 'icd10' }],
					recommendations: [{ kind: 'plan' }],
				});
				expect(String(visit.id)).toMatch(/^fhir-/);
				expect(visit.externalIds).toMatchObject([{ type: 'fhir' }]);
				expect((visit.procedures as object[]).length).toBeGreaterThan(0);
				expect(visit).not.toHaveProperty('providerId');
				expect(visit).not.toHaveProperty('appointmentId');
				expect(JSON.stringify(visit)).not.toContain(fhirId);
			}
			delete stage.verified[person.id];
		}
		expect(seen).toBeGreaterThan(3);
	});

	test('are not read for a patient who is not linked, or through an id that somebody types', async () => {
		const [{ vendorId: patientId }] = stage.patients;
		const { json } = await stage.run('patient.findSecond', { patientId });
		const [{ id: fhirId }] = (json()[0] as { candidates: Array<{ id: string }> }).candidates;
		const none = await stage.run('encounter.getMany', { ...year, patientId });
		expect(failureOf(none)).toMatchObject({ kind: 'notFound', vendorCode: 'NotLinked' });
		const typed = await stage.run('encounter.getMany', { ...year, patientId, fhirId });
		expect(failureOf(typed)).toMatchObject({ kind: 'permission', fields: ['fhirId'] });
		const bare = await stage.run('encounter.getMany', { ...year, patientId }, null);
		expect(failureOf(bare)).toMatchObject({
			kind: 'configuration',
			fields: ['careCloudFhirOAuth2Api'],
		});
	});

	test('what /metadata does not list is not asked for and stays untold; without visits it says so (sheet 4.6, 11.7)', async () => {
		const visited = await withVisits();
		const visits = { ...year, patientId: visited.vendorId };
		await stage.control('carecloud/fhir', { withheld: ['CarePlan', 'Procedure'] });
		const [visit] = itemsOf(await stage.run('encounter.getMany', visits));
		expect(visit).not.toHaveProperty('recommendations');
		expect(visit).not.toHaveProperty('procedures');
		expect(visit).toHaveProperty('diagnoses');
		await stage.control('carecloud/fhir', { withheld: ['Encounter'] });
		const refused = await stage.run('encounter.getMany', visits);
		expect(failureOf(refused)).toMatchObject({ kind: 'unsupported', vendorCode: 'NoEncounter' });
		await stage.control('carecloud/fhir', { withheld: [] });
		await stage.fault({ operation: 'metadata', kind: 'status', status: 404 });
		const all = itemsOf(await stage.run('encounter.getMany', visits));
		expect(all[0]).toHaveProperty('recommendations');
		delete stage.verified[visited.id];
	});

	test('of an organization that the server names by its number alone come only where the profile names that number', async () => {
		const visited = await withVisits();
		await stage.control('carecloud/fhir', { numberAlone: true });
		const read = async (main: Values) =>
			itemsOf(
				await stage.run('encounter.getMany', { ...year, patientId: visited.vendorId }, {}, main),
			);
		expect(await read({})).toEqual([]);
		expect(await read(profile({ fhirOrganizationIds: ['2'] }))).toEqual([]);
		expect((await read(profile({ fhirOrganizationIds: ['1'] }))).length).toBeGreaterThan(0);
		await stage.control('carecloud/fhir', { numberAlone: false });
		expect((await read({})).length).toBeGreaterThan(0);
		delete stage.verified[visited.id];
	});
});
