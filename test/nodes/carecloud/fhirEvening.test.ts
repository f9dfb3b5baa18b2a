import { startServer } from '../../support/localServer';
import { itemsOf, link } from '../common/fhirSecond';
import type { FhirStage } from '../common/fhirStage';
import { openFhirStage } from '../common/fhirStage';
import { vendor } from './fhirSupport';

/** Which visits of one evening CareCloud's node takes from a FHIR server (sheet 4.6). All synthetic. */

let stage: FhirStage;

beforeAll(async () => {
	stage = await openFhirStage(5690, vendor);
});

afterAll(async () => {
	await stage?.close();
});

describe('visits of an evening', () => {
	/** Ids and marks of the visits of one evening, read from a server of the test's own. */
	async function readEvening(visits: readonly object[], rest: object[] = []) {
		const json = (body: object) => ({
			headers: { 'Content-Type': 'application/fhir+json' },
			body: JSON.stringify(body),
		});
		const server = await startServer(({ url }) => {
			const { pathname, searchParams } = new URL(url, 'http://host');
			if (pathname.endsWith('/metadata')) {
				return json({ resourceType: 'CapabilityStatement', rest });
			}
			const [from, to] = searchParams.getAll('date').map((date) => date.slice(2));
			const found = visits
				.map((visit, index) => ({
					...{ resourceType: 'Encounter', id: `e-${index}`, status: 'finished' },
					...{
						subject: { reference: 'Patient/f-5' },
						period: undefined as { start: string } | undefined,
					},
					...visit,
				}))
				.filter(({ period }) => {
					const day = period?.start.slice(0, 10);
					return from === undefined || (day !== undefined && day >= from && day <= to);
				});
			const entry = pathname.endsWith('/Encounter') ? found : [];
			return json({ resourceType: 'Bundle', entry: entry.map((resource) => ({ resource })) });
		});
		const [person] = stage.patients;
		link(stage, person.id, { system: 'carecloud', practiceId: '1', value: 'f-5' });
		const evening = { from: '2026-01-06', to: '2026-01-06', returnAll: true };
		const result = await stage.run(
			'encounter.getMany',
			{ ...evening, patientId: person.vendorId },
			{ baseUrl: `${server.url}/R4/DCM` },
		);
		delete stage.verified[person.id];
		await server.close();
		return itemsOf(result).map(({ id, isSensitive }) => [id, isSensitive]);
	}
	const late = { period: { start: '2026-01-07T04:30:00Z' } };

	test('of other days are left out', async () => {
		const next = { period: { start: '2026-01-07T18:00:00Z' } };
		const past = { period: { start: '2026-01-05' } };
		expect(await readEvening([late, next, past])).toEqual([['fhir-e-0', false]]);
	});

	test('of an evening are found, though it is the next day on the clock of UTC', async () => {
		expect(await readEvening([late])).toEqual([['fhir-e-0', false]]);
	});

	const security = [
		{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' },
	];

	test('that are restricted come with their mark', async () => {
		const restricted = { ...late, meta: { security } };
		expect(await readEvening([restricted, late])).toEqual([
			['fhir-e-0', true],
			['fhir-e-1', false],
		]);
	});

	test('that tell no day are in no window, with a mark and without', async () => {
		expect(await readEvening([{ meta: { security } }, {}, late])).toEqual([['fhir-e-2', false]]);
	});

	test('are asked for when /metadata lists no type at all', async () => {
		expect(await readEvening([late], [{ mode: 'server' }])).toEqual([['fhir-e-0', false]]);
	});

	test('of an organization that is told by a number alone never get out', async () => {
		const other = { ...late, serviceProvider: { reference: 'Organization/2' } };
		const own = {
			...late,
			serviceProvider: { reference: 'Organization/9', display: 'OAK clinic' },
		};
		expect(await readEvening([other, own])).toEqual([['fhir-e-1', false]]);
	});
});
