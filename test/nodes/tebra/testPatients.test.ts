import type { IDataObject } from 'n8n-workflow';

import { operationOf, patientXml, soapAnswer } from '../../support/fakeSystems';
import { runNode } from '../../support/nodes';
import { serve } from './vanishedStage';

test('a test patient is left out of a page, and stripped where HealthSail knows it', async () => {
	const names: Record<string, Record<string, string>> = {
		1: { FirstName: 'Testa' },
		2: { FirstName: 'Test' },
		3: { LastName: 'ZZTest' },
	};
	const { baseUrls } = await serve(
		(request) => {
			const operation = operationOf(request);
			const id = /PatientID>(\d+)</.exec(request.body)?.[1] ?? '';
			if (operation === 'GetPatient') {
				return soapAnswer(operation, `<Patient>${patientXml(id, names[id])}</Patient>`);
			}
			const rows = Object.keys(names).map(
				(row) => `<PatientBatchData><ID>${row}</ID></PatientBatchData>`,
			);
			return soapAnswer(operation, `<Patients>${rows.join('')}</Patients>`);
		},
		{ 3: { customerId: 'cus_3', version: 1, syncState: 'included' } },
	);
	const readPage = async (practiceProfile: string) =>
		await runNode({
			nodeType: 'tebra',
			parameters: { resource: 'patient', operation: 'getAll' },
			baseUrls,
			credentials: { tebraSoapApi: { practiceProfile } },
		});
	const { json } = await readPage('');
	expect(json(0).map(({ id, syncState }) => [id, syncState])).toEqual([
		['1', 'included'],
		['3', 'excluded'],
	]);
	expect(json(0)[1]).toMatchObject({ reason: 'test_patient' });
	expect(json(0)[1]).not.toHaveProperty('familyName');
	expect((json(1)[0] as IDataObject).counts).toMatchObject({ read: 3, excluded: 1, leaving: 1 });
	const kept = await readPage('{"version":1,"testPatients":"keep"}');
	expect(kept.json(0).map(({ syncState }) => syncState)).toEqual([
		'included',
		'included',
		'included',
	]);
});
