import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import type { Encounter } from '../../../lib/canonical/encounter';
import { defaultIdentitySettings } from '../../../lib/identity/defaults';
import { recordFromPatient } from '../../../lib/identity/fromPatient';
import { matchAgainst } from '../../../lib/identity/match';
import type { Patient } from '../../../lib/canonical/patient';
import { joinEncounters } from '../../../nodes/common/fhir/joinEncounters';
import { operationOf, practiceOf, startFakes } from '../../support/fakeSystems';
import type { SeenRequest } from '../../support/localServer';
import { startServer } from '../../support/localServer';
import { runNode } from '../../support/nodes';
import type { SandboxStage } from './sandboxStage';
import { openSandboxStage } from './sandboxStage';

/** Tebra's FHIR interface as the second one beside SOAP (sheet 3.2, 4.10). All people are synthetic. */

const verified: Record<string, { externalIds: object[] }> = {};
let stage: SandboxStage;

beforeAll(async () => {
	stage = await openSandboxStage(5520, ['--second-practice', '6'], {}, verified);
});

afterAll(async () => {
	await stage?.close();
});

function fhirCredential(over: IDataObject = {}): ICredentialDataDecryptedObject {
	const origin = new URL(stage.sandbox.tebra).origin;
	return {
		grantType: 'clientCredentials',
		clientId: 'tebra-fhir-client',
		clientSecret: ['tebra', 'fhir', 'secret'].join('-'),
		accessTokenUrl: `${origin}/smartauth/oauth/token`,
		scope: 'system/*.read',
		authentication: 'body',
		baseUrl: `${origin}/fhir-request`,
		...over,
	} as ICredentialDataDecryptedObject;
}

const run = async (
	operation: string,
	parameters: Record<string, string | boolean>,
	over: IDataObject = {},
) =>
	await stage.run(operation, parameters, {
		credentials: { tebraFhirOAuth2Api: fhirCredential(over) as IDataObject },
	});

const failureOf = ({ error }: { error: unknown }) =>
	(error as { context?: { failure?: IDataObject } } | undefined)?.context?.failure;

type WithCandidates = Patient & { candidates: Patient[] };

async function secondOf(patientId: string): Promise<WithCandidates> {
	const { json, error } = await run('patient.findSecond', { patientId });
	expect(error).toBeUndefined();
	return json()[0] as unknown as WithCandidates;
}

test('a patient is found under another id, which the matcher links by more than name and birth date (sheet 4.10)', async () => {
	const patient = await secondOf('5');
	expect(patient.candidates.length).toBeGreaterThan(0);
	for (const candidate of patient.candidates) {
		expect(candidate.birthDate).toBe(patient.birthDate);
		expect(candidate.externalIds[0]).toEqual({
			system: 'tebra',
			practiceId: '1',
			type: 'fhir',
			value: candidate.id,
		});
		expect(candidate.externalIds.map(({ type }) => type)).not.toContain('patient');
		expect(candidate.id).not.toBe('5');
	}
	const decide = (candidates: readonly Patient[]) =>
		matchAgainst(
			recordFromPatient(patient),
			candidates.map((one) => recordFromPatient(one)),
			{ settings: { ...defaultIdentitySettings, linkAt: 'certain' }, today: '2026-11-22' },
		);
	expect(decide(patient.candidates)).toMatchObject({
		band: 'link',
		best: { grade: 'certain', ref: patient.candidates[0].id },
	});
	const bare = patient.candidates.map(
		({ system, practiceId, id, externalIds, givenName, familyName, birthDate }): Patient => ({
			...{ system, practiceId, id, externalIds, givenName, familyName, birthDate },
		}),
	);
	expect(decide(bare).band).not.toBe('link');
});

test('visits get recommendations through the linked id, and without it only what SOAP tells (sheet 4.7)', async () => {
	const year = { from: '2025-11-23', to: '2026-11-22', returnAll: true };
	const { json } = await stage.run('appointment.getMany', year);
	const completed = json().find(({ status }) => status === 'completed') as IDataObject;
	const patientId = String(completed.patientId);
	const { candidates } = await secondOf(patientId);
	const fhirId = candidates[0].id;

	const before = (await run('encounter.getMany', { ...year, patientId })).json();
	expect(before.length).toBeGreaterThan(0);
	expect(before.some(({ recommendations }) => recommendations !== undefined)).toBe(false);

	const typed = await run('encounter.getMany', { ...year, patientId, fhirId });
	expect(failureOf(typed)).toMatchObject({ kind: 'permission', fields: ['fhirId'] });

	verified[`cus_${patientId}`] = {
		externalIds: [
			{
				...{ system: 'tebra', practiceId: '1', type: 'fhir', value: fhirId },
				verification: 'verified',
			},
		],
	};
	const after = (await run('encounter.getMany', { ...year, patientId })).json();
	expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
	const visit = after.find(({ appointmentId }) => appointmentId === completed.id) as IDataObject;
	expect(visit.externalIds).toMatchObject([{ type: 'fhir' }]);
	expect(visit.recommendations).toMatchObject([{ kind: 'plan' }]);
	expect(String(visit.startsAt).slice(0, 10)).toBe(String(completed.startsAt).slice(0, 10));

	// Without the FHIR credential the node goes on with SOAP alone.
	const soapOnly = await stage.run('encounter.getMany', { ...year, patientId });
	expect(soapOnly.json().map(({ id }) => id)).toEqual(before.map(({ id }) => id));
	delete verified[`cus_${patientId}`];
});

test('Find Second without a FHIR credential says so', async () => {
	const result = await stage.run('patient.findSecond', { patientId: '5' });
	expect(failureOf(result)).toMatchObject({
		kind: 'configuration',
		fields: ['tebraFhirOAuth2Api'],
	});
});

test('a wrong path, which answers 200 and nothing, is an error and not "no patients" (sheet 2, 6)', async () => {
	const origin = new URL(stage.sandbox.tebra).origin;
	const result = await run(
		'patient.findSecond',
		{ patientId: '5' },
		{ baseUrl: `${origin}/fhir/request` },
	);
	expect(failureOf(result)).toMatchObject({ kind: 'configuration', vendorCode: 'EmptyAnswer' });
});

test.each([
	['an unknown client', { clientSecret: 'wrong' }],
	['a scope that was not registered (sheet 3.2)', { scope: 'patient/*.write' }],
])('%s is told as a refused sign-in', async (_case, over) => {
	const result = await run('patient.findSecond', { patientId: '5' }, over);
	expect(failureOf(result)).toMatchObject({ kind: 'authentication', system: 'tebra' });
});

test('a token that ended is renewed within the call (sheet 3.2)', async () => {
	await stage.fault({ system: 'tebra', operation: 'fhir.Patient', kind: 'expiredSession' });
	expect((await secondOf('5')).candidates.length).toBeGreaterThan(0);
});

test('a missing right and a busy server are told as that', async () => {
	await stage.fault({
		...{ system: 'tebra', operation: 'fhir.Patient', kind: 'status' },
		...{ status: 403, count: 1 },
	});
	const refused = await run('patient.findSecond', { patientId: '5' });
	expect(failureOf(refused)).toMatchObject({ kind: 'permission', vendorCode: '403' });
});

test('the next link of a bundle is followed on the credential’s own host alone; who names no practice is taken only where the profile allows it (sheet 4.10)', async () => {
	const asked: string[] = [];
	const bundle = (entry: object[], next?: string) => ({
		headers: { 'Content-Type': 'application/fhir+json' },
		body: JSON.stringify({
			resourceType: 'Bundle',
			link: next === undefined ? [] : [{ relation: 'next', url: next }],
			entry: entry.map((resource) => ({ resource })),
		}),
	});
	const person = (id: string) => ({ resourceType: 'Patient', id, birthDate: '1980-02-24' });
	const server = await startServer((request: SeenRequest) => {
		if (request.url === '/token') {
			return {
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify({ access_token: 'a', token_type: 'Bearer', expires_in: 3600 }),
			};
		}
		asked.push(request.url);
		return request.url.includes('_getpages')
			? bundle([person('f-2')])
			: bundle([person('f-1')], 'http://elsewhere.invalid/fhir-request?_getpages=abc');
	});
	const fakes = await startFakes(practiceOf(['5']));
	const find = async (tebra: object) => {
		const { json, error } = await runNode({
			nodeType: 'tebra',
			parameters: { resource: 'patient', operation: 'findSecond', patientId: '5' },
			baseUrls: fakes.baseUrls,
			credentials: {
				tebraSoapApi: { practiceProfile: JSON.stringify({ version: 1, tebra }) },
				tebraFhirOAuth2Api: fhirCredential({
					accessTokenUrl: `${server.url}/token`,
					baseUrl: `${server.url}/fhir-request`,
				}),
			},
		});
		expect(error).toBeUndefined();
		const [{ candidates }] = json() as unknown as WithCandidates[];
		return candidates.map(({ id }) => id);
	};
	expect(await find({})).toEqual([]);
	asked.length = 0;
	expect(await find({ fhirTenantIsPractice: true })).toEqual(['f-1', 'f-2']);
	await server.close();
	expect(fakes.tebra.requests.map(operationOf)).toEqual(['GetPatient', 'GetPatient']);
	await fakes.close();
	// Two searches (family name, given name) of two pages each; no name is in an error or a log.
	expect(asked.map((url) => url.split('?')[0])).toEqual(
		Array(4)
			.fill(asked[0].split('?')[0])
			.map((path, index) => (index % 2 === 0 ? path : '/fhir-request')),
	);
});

describe('visits of both interfaces', () => {
	const visit = (id: string, startsAt: string, more: Partial<Encounter> = {}): Encounter => ({
		...{ system: 'tebra', practiceId: '1', patientId: '5', id, startsAt, externalIds: [] },
		...{ status: 'finished', isComplete: true, isSensitive: false },
		...more,
	});
	const zone = { timeZone: 'America/Chicago' };
	const source = (record: Encounter) => ({ record, recordPracticeId: '1' });
	const beside = (record: Encounter) => ({ record, recordPracticeId: undefined });

	it('are one where each has one visit on that day of the practice', () => {
		const joined = joinEncounters(
			[source(visit('31', '2026-01-06T06:00:00Z'))],
			[
				beside(
					visit('fhir-a', '2026-01-07T03:30:00Z', {
						recommendations: [{ kind: 'plan', text: 'Ice' }],
					}),
				),
			],
			zone,
		);
		expect(joined).toMatchObject([
			{
				record: {
					id: '31',
					startsAt: '2026-01-07T03:30:00Z',
					recommendations: [{ kind: 'plan', text: 'Ice' }],
				},
				recordPracticeId: '1',
			},
		]);
	});

	it('stay apart where a day has two, since nothing else tells which is which', () => {
		const joined = joinEncounters(
			[source(visit('31', '2026-01-06T06:00:00Z'))],
			[
				beside(visit('fhir-a', '2026-01-06T15:00:00Z')),
				beside(visit('fhir-b', '2026-01-06T20:00:00Z')),
			],
			zone,
		);
		expect(joined.map(({ record }) => record.id)).toEqual(['31', 'fhir-a', 'fhir-b']);
	});

	it('make a visit of the bill sensitive where a restricted one of that day may be the same', () => {
		const joined = joinEncounters(
			[source(visit('31', '2026-01-06T06:00:00Z')), source(visit('32', '2026-01-08T06:00:00Z'))],
			[
				beside(visit('fhir-a', '2026-01-06T15:00:00Z', { isSensitive: true })),
				beside(visit('fhir-b', '2026-01-06T20:00:00Z')),
			],
			zone,
		);
		expect(joined.map(({ record }) => [record.id, record.isSensitive])).toEqual([
			['31', true],
			['32', false],
			['fhir-a', true],
			['fhir-b', false],
		]);
	});

	it('keep a visit sensitive that either of them calls so', () => {
		const [{ record }] = joinEncounters(
			[source(visit('31', '2026-01-06T06:00:00Z'))],
			[beside(visit('fhir-a', '2026-01-06T15:00:00Z', { isSensitive: true }))],
			zone,
		);
		expect(record.isSensitive).toBe(true);
	});
});
