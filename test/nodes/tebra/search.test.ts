import type { FakeSystems } from '../../support/fakeSystems';
import { operationOf, patientXml, soapAnswer, startFakes } from '../../support/fakeSystems';
import type { SeenRequest } from '../../support/localServer';
import { runNode } from '../../support/nodes';

let fakes: FakeSystems | undefined;

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

/** Rows by id: which practice the list names, and what the record then says. */
type Row = { list?: string; record?: Record<string, string> };

async function search(rows: ReadonlyArray<readonly [string, Row]>, limit: number) {
	const records = new Map(rows);
	fakes = await startFakes((request: SeenRequest) => {
		const operation = operationOf(request);
		if (operation === 'GetPatients') {
			const list = rows.map(
				([id, row]) =>
					`<PatientData><ID>${id}</ID><PracticeId>${row.list ?? '1'}</PracticeId></PatientData>`,
			);
			return soapAnswer(operation, `<Patients>${list.join('')}</Patients>`);
		}
		const id = /PatientID>(\d+)</.exec(request.body)?.[1] ?? '';
		return soapAnswer(operation, `<Patient>${patientXml(id, records.get(id)?.record)}</Patient>`);
	});
	const { json, error } = await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'patient', operation: 'search', familyName: 'Synthetic', limit },
		baseUrls: fakes.baseUrls,
	});
	const reads = fakes.tebra.requests.filter((request) => operationOf(request) === 'GetPatient');
	return { ids: json().map(({ id }) => id), error, reads: reads.length };
}

const unfit: Row = { record: { LastName: 'Otherwise' } };

test('patients of other practices do not use up the limit of a search', async () => {
	const { ids, reads } = await search(
		[
			['1', { list: '2' }],
			['2', { list: '2' }],
			['3', { list: '', record: { PracticeId: '2' } }],
			['4', {}],
			['5', {}],
			['6', {}],
		],
		2,
	);
	expect(ids).toEqual(['4', '5']);
	expect(reads).toBe(3);
});

test('patients who do not fit do not use up the limit of a search', async () => {
	const { ids, reads } = await search(
		[
			['1', unfit],
			['2', unfit],
			['3', {}],
			['4', unfit],
			['5', {}],
			['6', {}],
		],
		2,
	);
	expect(ids).toEqual(['3', '5']);
	expect(reads).toBe(5);
});
