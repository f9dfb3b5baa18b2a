import type { IDataObject } from 'n8n-workflow';

import type { Patient } from '../../../lib/canonical/patient';
import { defaultIdentitySettings } from '../../../lib/identity/defaults';
import { recordFromPatient } from '../../../lib/identity/fromPatient';
import { matchAgainst } from '../../../lib/identity/match';
import type { FhirStage, FhirTruth, FhirVendorStage, Values } from './fhirStage';
import { failureOf } from './fhirStage';
import { fhirPerson, serverWith } from './fhirServer';

/** What holds for every vendor whose FHIR interface stands beside the main one. All synthetic. */

export type WithCandidates = Patient & { candidates: Patient[] };

/** The answer of Find Second. */
export async function secondOf(
	stage: FhirStage,
	patientId: string,
	fhir: Values = {},
	main: Values = {},
): Promise<WithCandidates> {
	const { json, error } = await stage.run('patient.findSecond', { patientId }, fhir, main);
	expect(error).toBeUndefined();
	return json()[0] as unknown as WithCandidates;
}

const decide = (patient: Patient, candidates: readonly Patient[]) =>
	matchAgainst(
		recordFromPatient(patient),
		candidates.map((one) => recordFromPatient(one)),
		{ settings: { ...defaultIdentitySettings, linkAt: 'certain' }, today: '2026-11-22' },
	);

/** Name and birth date, and nothing else that could tell two people apart. */
const bare = ({ system, practiceId, id, externalIds, ...rest }: Patient): Patient => ({
	...{ system, practiceId, id, externalIds },
	...{ givenName: rest.givenName, familyName: rest.familyName, birthDate: rest.birthDate },
});

export interface SecondCase {
	readonly stage: () => FhirStage;
	readonly vendor: FhirVendorStage;
	/** Settings of the vendor's profile, as the main credential holds them. */
	readonly profile: (settings: object) => Values;
	/** A FHIR server of a test's own. */
	readonly pointedAt: (url: string) => Values;
	/** What Find Second reads before FHIR, by number of the record. */
	readonly sheet: string;
	/** Whether the address of the server names the practice. */
	readonly isTenant: boolean;
}

/** The tests of Find Second. */
export function describeSecond({
	stage,
	vendor,
	profile,
	pointedAt,
	sheet,
	isTenant,
}: SecondCase): void {
	const { key, fhirType } = vendor;
	const first = () => stage().patients[0].vendorId;

	test(`a patient is found under another id, which the matcher links by more than name and birth date (sheet ${sheet})`, async () => {
		let linked = 0;
		for (const { vendorId } of stage().patients.slice(0, 6)) {
			const patient = await secondOf(stage(), vendorId);
			expect(patient.candidates.length).toBeGreaterThan(0);
			for (const candidate of patient.candidates) {
				expect(candidate.birthDate).toBe(patient.birthDate);
				expect(candidate.externalIds[0]).toMatchObject({
					...{ system: key, type: 'fhir', value: candidate.id },
				});
				expect(candidate.externalIds.map(({ type }) => type)).not.toContain('patient');
				expect(candidate.id).not.toBe(vendorId);
			}
			const decision = decide(patient, patient.candidates);
			if (decision.band === 'link') {
				linked += 1;
				expect(decision.best?.grade).toBe('certain');
			}
			expect(decide(bare(patient), patient.candidates.map(bare)).band).not.toBe('link');
		}
		expect(linked).toBeGreaterThan(3);
	});

	test('the patient ID is told only where the practice named its identifier system', async () => {
		const [{ candidates }] = [await secondOf(stage(), first())];
		expect(candidates[0].externalIds.map(({ type }) => type)).not.toContain('patient');
		const server = await serverWith([
			fhirPerson(candidates[0], 'f-1', {
				identifier: [
					{ system: 'urn:synthetic:own', value: first() },
					{ system: 'urn:synthetic:other', value: '999' },
				],
			}),
		]);
		const named = await secondOf(
			stage(),
			first(),
			pointedAt(server.url),
			profile({ fhirPatientIdSystems: ['urn:synthetic:own'] }),
		);
		await server.close();
		expect(named.candidates[0].externalIds).toContainEqual(
			expect.objectContaining({ type: 'patient', value: first() }),
		);
		expect(JSON.stringify(named.candidates)).not.toContain('999');
	});

	test.each([
		['a twin alone', false],
		['a twin beside the patient', true],
	])('%s is never linked by what twins share', async (_case, isBoth) => {
		const patient = await secondOf(stage(), first());
		const twin = fhirPerson(patient, 'f-twin', {
			name: [{ use: 'official', family: patient.familyName, given: ['Othername'] }],
		});
		const own = fhirPerson(patient, 'f-own');
		const server = await serverWith(isBoth ? [twin, own] : [twin]);
		const { candidates } = await secondOf(stage(), first(), pointedAt(server.url));
		await server.close();
		expect(candidates.map(({ id }) => id)).toEqual(isBoth ? ['f-twin', 'f-own'] : ['f-twin']);
		const decision = decide(patient, candidates);
		if (decision.band === 'link') expect(decision.best?.ref).toBe('f-own');
		if (!isBoth) expect(decision.band).not.toBe('link');
	});

	test('two records that tell the same are left to a person', async () => {
		const patient = await secondOf(stage(), first());
		const server = await serverWith([fhirPerson(patient, 'f-1'), fhirPerson(patient, 'f-2')]);
		const { candidates } = await secondOf(stage(), first(), pointedAt(server.url));
		await server.close();
		expect(decide(patient, candidates).band).toBe('review');
	});

	test('what the server found by another birth date is left out: it may drop a parameter', async () => {
		const patient = await secondOf(stage(), first());
		const server = await serverWith([fhirPerson(patient, 'f-1', { birthDate: '1901-01-01' })]);
		const { candidates } = await secondOf(stage(), first(), pointedAt(server.url));
		await server.close();
		expect(candidates).toEqual([]);
	});

	test('a record of another practice is left out, unless the profile says that it is this one', async () => {
		const patient = await secondOf(stage(), first());
		const server = await serverWith([
			fhirPerson(patient, 'f-own', { managingOrganization: { display: 'OAK clinic' } }),
			fhirPerson(patient, 'f-other', {
				managingOrganization: { reference: 'Organization/2', display: 'Elm Clinic' },
			}),
			fhirPerson(patient, 'f-number', { managingOrganization: { reference: 'Organization/3' } }),
		]);
		const ids = async (main: Values = {}) =>
			(await secondOf(stage(), first(), pointedAt(server.url), main)).candidates.map(
				({ id }) => id,
			);
		expect(await ids()).toEqual(['f-own']);
		expect(await ids(profile({ fhirOrganizationIds: ['2'] }))).toEqual(['f-other']);
		await server.close();
	});

	test('a record that names no practice is taken only where the profile says that the server holds this one alone', async () => {
		const patient = await secondOf(stage(), first());
		const server = await serverWith([
			fhirPerson(patient, 'f-none', { managingOrganization: undefined }),
			fhirPerson(patient, 'f-number', { managingOrganization: { reference: 'Organization/3' } }),
		]);
		const ids = async (main: Values) =>
			(await secondOf(stage(), first(), pointedAt(server.url), main)).candidates.map(
				({ id }) => id,
			);
		expect(await ids(profile({ fhirTenantIsPractice: true }))).toEqual(['f-none']);
		expect(await ids(profile({ fhirTenantIsPractice: false }))).toEqual([]);
		expect(await ids({})).toEqual(isTenant ? ['f-none'] : []);
		await server.close();
	});

	test('strays of the second practice are among what the server finds, and never get out', async () => {
		const strays = (await stage().truth('secondPractice')).filter(({ birthDate }) => birthDate);
		const names = new Set(strays.map(({ firstName, birthDate }) => `${firstName} ${birthDate}`));
		for (const { vendorId } of stage().patients.slice(0, 10)) {
			const { candidates } = await secondOf(stage(), vendorId);
			for (const { givenName, birthDate } of candidates) {
				expect(names).not.toContain(`${givenName} ${birthDate}`);
			}
		}
	});

	test('without a FHIR credential it says which one is missing', async () => {
		const result = await stage().run('patient.findSecond', { patientId: first() }, null);
		expect(failureOf(result)).toMatchObject({ kind: 'configuration', fields: [fhirType] });
	});

	test('a token that was launched for one patient is refused before anything is asked', async () => {
		const result = await stage().run(
			'patient.findSecond',
			{ patientId: first() },
			{ oauthTokenData: { access_token: 'x', token_type: 'Bearer', patient: 'somebody' } },
		);
		expect(failureOf(result)).toMatchObject({ kind: 'configuration', vendorCode: 'OnePatient' });
		expect(JSON.stringify(failureOf(result))).not.toContain('somebody');
	});

	test('an address of another company is refused, for the server and for the sign-in', async () => {
		for (const [field, address] of [
			['baseUrl', 'https://fhir.elsewhere.example/R4/DCM'],
			['accessTokenUrl', 'https://login.elsewhere.example/token'],
		]) {
			const over = { [field]: address };
			const patientId = first();
			const main = { sandboxSpeed: 1 };
			const result = await stage().run('patient.findSecond', { patientId }, over, main);
			expect(failureOf(result)).toMatchObject({
				...{ kind: 'configuration', fields: [field] },
				nextStep: expect.stringContaining('Allowed Hosts of the') as string,
			});
		}
	});

	test('a missing right is told as that, and comes back when it is given', async () => {
		const right = { operation: 'Patient.search' };
		await stage().control(`${key}/permission`, { ...right, granted: false });
		const result = await stage().run('patient.findSecond', { patientId: first() });
		expect(failureOf(result)).toMatchObject({ kind: 'permission', vendorCode: '403' });
		await stage().control(`${key}/permission`, { ...right, granted: true });
		expect((await secondOf(stage(), first())).candidates.length).toBeGreaterThan(0);
	});

	test('a busy server is asked again, and a truncated answer is an error and not "nobody"', async () => {
		await stage().fault({ operation: 'Patient.search', kind: 'status', status: 503 });
		expect((await secondOf(stage(), first())).candidates.length).toBeGreaterThan(0);
		await stage().fault({ operation: 'Patient.search', kind: 'truncate' });
		const result = await stage().run('patient.findSecond', { patientId: first() });
		expect(failureOf(result)).toMatchObject({ kind: 'wireShape' });
	});

	test('a token that ended is renewed within the call', async () => {
		await stage().fault({ operation: 'Patient.search', kind: 'expiredSession' });
		expect((await secondOf(stage(), first())).candidates.length).toBeGreaterThan(0);
	});
}

/** A patient of the practice with a visit, as a test needs one. */
export async function verify(
	stage: FhirStage,
	system: string,
	practiceId: string,
	{ id, vendorId }: Pick<FhirTruth, 'id' | 'vendorId'>,
): Promise<string> {
	const { candidates } = await secondOf(stage, vendorId);
	const [{ id: value }] = candidates;
	link(stage, id, { system, practiceId, value });
	return value;
}

/** HealthSail holds this FHIR id of the record as verified. */
export function link(
	{ verified }: FhirStage,
	id: string,
	held: { readonly system: string; readonly practiceId: string; readonly value: string },
): void {
	verified[id] = { externalIds: [{ ...held, type: 'fhir', verification: 'verified' }] };
}

/** Items of a run that must have gone well. */
export function itemsOf({ json, error }: { json: () => IDataObject[]; error: unknown }) {
	expect(error).toBeUndefined();
	return json();
}
