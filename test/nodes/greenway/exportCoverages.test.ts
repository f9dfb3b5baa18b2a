import type { Answering } from '../../contract/greenway.support';
import { coverageJson, fhirPath, lines } from '../../contract/greenway.support';
import { exportStage, first, manifest, pathOf } from './exportStage';

/** The insurance of the patients of an export, in files of its own (sheet 5). */

const { open, close } = exportStage();
afterEach(close);

test('an export that holds no insurance leaves coverages untold instead of empty', async () => {
	const port = await open((request, url) =>
		pathOf(url) === 'jobs/1'
			? manifest(request.headers.host ?? '', {
					output: [
						{
							type: 'Patient',
							url: `http://${request.headers.host}${fhirPath}/files/patients`,
						},
					],
				})
			: undefined,
	);
	const page = await first(port);
	for (const { patient } of page.patients) expect(patient).not.toHaveProperty('coverages');
});

const coverageFile =
	(coverages: readonly object[]): Answering =>
	(_request, url) =>
		pathOf(url) === 'files/coverages' ? lines(coverages) : undefined;

test('a Coverage that cannot be read fails its patient alone, and one of somebody else nobody', async () => {
	const port = await open(
		coverageFile([
			coverageJson('cov-1', 'pt-1', { payor: 'Not a list' }),
			coverageJson('cov-2', 'pt-2'),
			coverageJson('cov-3', 'pt-99', { payor: 'Not a list' }),
		]),
	);
	const page = await first(port);
	expect(page.patients.map(({ patient }) => [patient.id, patient.coverages?.length])).toEqual([
		['pt-2', 1],
	]);
	expect(page.failed).toMatchObject([{ id: 'pt-1', error: { kind: 'wireShape' } }]);
	expect(JSON.stringify(page.failed)).not.toContain('Not a list');
});

test.each([
	['no beneficiary', { beneficiary: undefined }],
	['a beneficiary without a reference', { beneficiary: { display: 'Somebody' } }],
])('a Coverage of %s leaves all coverages untold instead of empty', async (_name, over) => {
	const port = await open(
		coverageFile([coverageJson('cov-1', 'pt-1'), coverageJson('cov-2', 'pt-1', over)]),
	);
	const page = await first(port);
	expect(page.patients).toHaveLength(2);
	for (const { patient } of page.patients) expect(patient).not.toHaveProperty('coverages');
});

test('the policies of a patient keep the order of the files, however many there are', async () => {
	const port = await open((request, url) => {
		const file = (name: string) => `http://${request.headers.host}${fhirPath}/files/${name}`;
		if (pathOf(url) === 'jobs/1') {
			const names = ['c1', 'c2', 'c3', 'c4', 'c5'];
			return manifest(request.headers.host ?? '', {
				output: [
					{ type: 'Patient', url: file('patients') },
					...names.map((name) => ({ type: 'Coverage', url: file(name) })),
				],
			});
		}
		const name = /^files\/(c\d)$/.exec(pathOf(url))?.[1];
		if (name === undefined) return undefined;
		// The first file comes last.
		return { ...lines([coverageJson(name, 'pt-1')]), delayMs: name === 'c1' ? 60 : 0 };
	});
	const { patients } = await first(port);
	expect(patients[0].patient.coverages?.map(({ id }) => id)).toEqual([
		'c1',
		'c2',
		'c3',
		'c4',
		'c5',
	]);
});
