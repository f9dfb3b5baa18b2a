import { coverageJson, json, patientJson } from '../../contract/greenway.support';
import { exportStage, pathOf } from './exportStage';
import { errorOf } from './support';

/** One patient with coverages, read and searched for, from answers as the sheet has them (4.1, 6). */

const { open, close } = exportStage();
afterEach(close);

test('a next page of a search on another server is not followed with our token (sheet 5)', async () => {
	const port = await open((_request, url) =>
		pathOf(url) === 'Coverage'
			? json({
					resourceType: 'Bundle',
					link: [{ relation: 'next', url: 'https://elsewhere.example/fhir?page=2' }],
					entry: [{ resource: coverageJson('cov-9', 'pt-1') }],
				})
			: undefined,
	);
	const error = await errorOf(async () => await port.patients.get('pt-1'));
	expect(error).toMatchObject({ kind: 'wireShape', details: { vendorCode: 'OtherHost' } });
});

test('a warning among the entries of a search is no record (sheet 6)', async () => {
	const port = await open((_request, url) =>
		pathOf(url) === 'Coverage'
			? json({
					resourceType: 'Bundle',
					entry: [
						{ resource: coverageJson('cov-9', 'pt-1'), search: { mode: 'match' } },
						{
							resource: { resourceType: 'OperationOutcome', issue: [] },
							search: { mode: 'outcome' },
						},
					],
				})
			: undefined,
	);
	const found = await port.patients.get('pt-1');
	expect(found?.patient.coverages?.map(({ id }) => id)).toEqual(['cov-9']);
});

test('a patient with another id than the one asked for is refused', async () => {
	const port = await open((_request, url) =>
		pathOf(url) === 'Patient/pt-9' ? json(patientJson('pt-1')) : undefined,
	);
	const error = await errorOf(async () => await port.patients.get('pt-9'));
	expect(error).toMatchObject({ details: { vendorCode: 'OtherPatient' } });
});

test('the sheet’s own patient and coverage come out as the sheet means them (sheet 4.1)', async () => {
	const port = await open((_request, url) =>
		pathOf(url) === 'Coverage'
			? json({
					resourceType: 'Bundle',
					entry: [{ resource: coverageJson('cov-9', 'pt-1') }],
				})
			: undefined,
	);
	const found = await port.patients.get('pt-1');
	expect(found?.patient).toEqual({
		system: 'greenway_intergy',
		practiceId: 'org-1',
		id: 'pt-1',
		externalIds: [
			{ system: 'greenway_intergy', practiceId: 'org-1', type: 'patient', value: 'pt-1' },
			{ system: 'greenway_intergy', practiceId: 'org-1', type: 'chart', value: '100234' },
		],
		active: true,
		givenName: 'Lena',
		middleName: 'M',
		familyName: 'Okafor',
		suffix: null,
		birthDate: '1984-03-09',
		administrativeSex: 'female',
		email: 'lena@example.org',
		phones: [{ use: 'mobile', number: '+18135550122' }],
		addresses: [
			{
				use: 'home',
				line1: '12 Elm St',
				city: 'Tampa',
				region: 'FL',
				postalCode: '33601',
				country: 'US',
			},
		],
		primaryProviderId: null,
		sourceAt: '2026-09-14T18:22:05Z',
		coverages: [
			{
				id: 'cov-9',
				externalIds: [
					{ system: 'greenway_intergy', practiceId: 'org-1', type: 'policy', value: 'cov-9' },
				],
				priority: 'primary',
				status: 'unverified',
				payer: { id: 'org-77', name: 'Example Health Plan' },
				plan: { id: 'PPO-1', name: null, type: 'other', groupNumber: 'G-4411' },
				memberId: 'XQ99812',
				subscriber: { relationship: 'self' },
				effectiveFrom: '2026-01-01',
				effectiveTo: null,
			},
		],
	});
});

test.each([
	['one that has ended', { period: { start: '2020-01-01', end: '2020-12-31' } }, 'terminated'],
	['a cancelled one', { status: 'cancelled' }, 'terminated'],
	['one of an unknown state', { status: 'kaleidoscope' }, 'unverified'],
])('the coverage of %s is %s', async (_name, over, status) => {
	const port = await open((_request, url) =>
		pathOf(url) === 'Coverage'
			? json({
					resourceType: 'Bundle',
					entry: [{ resource: coverageJson('cov-9', 'pt-1', over) }],
				})
			: undefined,
	);
	const found = await port.patients.get('pt-1');
	expect(found?.patient.coverages?.[0].status).toBe(status);
});

test('a coverage made in error is left out, and unknown words become other and unknown', async () => {
	const strange = { coding: [{ code: 'kaleidoscope' }] };
	const port = await open((_request, url) => {
		if (pathOf(url) === 'Patient/pt-1')
			return json(patientJson('pt-1', { gender: 'kaleidoscope' }));
		if (pathOf(url) !== 'Coverage') return undefined;
		return json({
			resourceType: 'Bundle',
			entry: [
				{ resource: coverageJson('cov-1', 'pt-1', { status: 'entered-in-error' }) },
				{ resource: coverageJson('cov-2', 'pt-1', { relationship: strange, type: strange }) },
			],
		});
	});
	const found = await port.patients.get('pt-1');
	expect(found?.patient.administrativeSex).toBe('unknown');
	expect(found?.patient.coverages).toMatchObject([
		{ id: 'cov-2', subscriber: { relationship: 'other' }, plan: { type: 'other' } },
	]);
});
