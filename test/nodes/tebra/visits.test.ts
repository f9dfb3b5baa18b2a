import type { IDataObject } from 'n8n-workflow';
import { DateTime } from 'luxon';

import type { FakeSystems } from '../../support/fakeSystems';
import { operationOf, patientXml, soapAnswer, startFakes } from '../../support/fakeSystems';
import type { Reply, SeenRequest } from '../../support/localServer';
import { runNode } from '../../support/nodes';

let fakes: FakeSystems | undefined;

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

/** Last visits by patient id, as Tebra writes them in lists. */
const visits: Readonly<Record<string, string>> = {
	1: visitDaysAgo(400),
	2: visitDaysAgo(40),
	3: visitDaysAgo(3),
	4: visitDaysAgo(29),
};

function visitDaysAgo(days: number): string {
	return DateTime.utc().minus({ days }).toFormat("M/d/yyyy '12:00:00 AM'");
}

/** Lists every patient in every span, as if Tebra had dropped the filter without a word. */
function practice(request: SeenRequest): Reply {
	const operation = operationOf(request);
	const row = (id: string, tag: string) =>
		`<${tag}><ID>${id}</ID><PracticeId>1</PracticeId><LastEncounterDate>${visits[id]}</LastEncounterDate></${tag}>`;
	const rows = (tag: string) =>
		`<Patients>${Object.keys(visits)
			.map((id) => row(id, tag))
			.join('')}</Patients>`;
	if (operation === 'GetPatients') return soapAnswer(operation, rows('PatientData'));
	if (operation === 'GetAllPatients') return soapAnswer(operation, rows('PatientBatchData'));
	const id = /PatientID>(\d+)</.exec(request.body)?.[1] ?? '';
	const record = patientXml(id, { LastEncounterDate: visits[id] });
	return soapAnswer(operation, `<Patient>${record}</Patient>`);
}

async function readWholePractice(cohortVisitsOnly: boolean, cohort: object) {
	fakes = await startFakes(practice);
	const ids: unknown[] = [];
	let read = 0;
	let cursor: string | null = '';
	for (let page = 0; cursor !== null && page < 40; page++) {
		const { json, error } = await runNode({
			nodeType: 'tebra',
			parameters: {
				resource: 'patient',
				operation: 'getAll',
				cohortVisitsOnly,
				cursor: '={{ $json.cursor }}',
				pageSize: 1,
			},
			items: [{ cursor }],
			baseUrls: fakes.baseUrls,
			credentials: { tebraSoapApi: { practiceProfile: JSON.stringify({ version: 1, cohort }) } },
		});
		expect(error).toBeUndefined();
		ids.push(...json(0).map(({ id }) => id));
		const summary = json(1)[0] as IDataObject & { counts: { read: number } };
		read += summary.counts.read;
		cursor = summary.nextCursor as string | null;
	}
	expect(cursor).toBeNull();
	return { ids: ids.sort(), read, operations: fakes.tebra.requests.map(operationOf) };
}

const lastThreeMonths = { rule: 'visitWithin', months: 3 };

test('a first load asks only for patients seen within the months of the cohort, each once', async () => {
	const { ids, read, operations } = await readWholePractice(true, lastThreeMonths);
	expect(ids).toEqual(['2', '3', '4']);
	expect(read).toBe(3);
	expect(operations).not.toContain('GetAllPatients');
	expect(operations.filter((operation) => operation === 'GetPatient')).toHaveLength(3);
});

test('a compare reads everybody, so that it sees who left the cohort', async () => {
	const { ids, read, operations } = await readWholePractice(false, lastThreeMonths);
	expect(ids).toEqual(['2', '3', '4']);
	expect(read).toBe(4);
	expect(operations).not.toContain('GetPatients');
});

test('without a cohort of recent visits the choice changes nothing', async () => {
	const { ids, operations } = await readWholePractice(true, { rule: 'all' });
	expect(ids).toEqual(['1', '2', '3', '4']);
	expect(operations).not.toContain('GetPatients');
});
