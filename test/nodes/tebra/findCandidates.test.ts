import type { IDataObject } from 'n8n-workflow';

import type { FakeSystems, KnownCustomer } from '../../support/fakeSystems';
import {
	operationOf,
	patientXml,
	soapAnswer,
	soapError,
	startFakes,
} from '../../support/fakeSystems';
import type { SeenRequest } from '../../support/localServer';
import { runNode } from '../../support/nodes';

/** Find Candidates over HTTP: patients of Tebra that may be a customer of HealthSail. Synthetic. */

let fakes: FakeSystems | undefined;

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

/** Who a list search gives, by the name that it asks for. */
interface Practice {
	readonly byFamilyName?: readonly string[];
	readonly byGivenName?: readonly string[];
	/** Members of single records that differ from those of the searched person. */
	readonly records?: Readonly<Record<string, Record<string, string>>>;
	readonly known?: Readonly<Record<string, KnownCustomer>>;
	/** Ids of records that cannot be read. */
	readonly corrupt?: readonly string[];
}

const searched = { LastName: 'Synthetic', FirstName: 'Testa', DOB: '2/24/1980 12:00:00 AM' };

const shopper = (demographics: IDataObject | null, id = 'cus_1'): IDataObject => ({
	id,
	version: 1,
	status: 'active',
	source: 'portal',
	externalIds: [],
	demographics,
});

const wanted = shopper({ givenName: 'Testa', familyName: 'Synthetic', birthDate: '1980-02-24' });

function tebraOf({ byFamilyName = [], byGivenName = [], records = {}, corrupt = [] }: Practice) {
	return (request: SeenRequest) => {
		const operation = operationOf(request);
		if (operation === 'GetPatients') {
			const isByFamilyName = /LastName>Synthetic</.test(request.body);
			const rows = (isByFamilyName ? byFamilyName : byGivenName).map(
				(id) => `<PatientData><ID>${id}</ID><PracticeId>1</PracticeId></PatientData>`,
			);
			return soapAnswer(operation, `<Patients>${rows.join('')}</Patients>`);
		}
		const id = /PatientID>(\d+)</.exec(request.body)?.[1] ?? '';
		if (corrupt.includes(id)) return soapError(operation, 'Patient data is corrupt');
		const record = patientXml(id, { ...searched, ...records[id] });
		return soapAnswer(operation, `<Patient>${record}</Patient>`);
	};
}

async function findCandidates(
	practice: Practice,
	items: readonly IDataObject[] = [wanted],
	more: { parameters?: Record<string, IDataObject>; onError?: 'continueErrorOutput' } = {},
) {
	fakes = await startFakes(tebraOf(practice), practice.known);
	const result = await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'patient', operation: 'findCandidates', ...more.parameters },
		items,
		baseUrls: fakes.baseUrls,
		...(more.onError && { onError: more.onError }),
	});
	const lists = fakes.tebra.requests.filter((request) => operationOf(request) === 'GetPatients');
	const candidates = result.json().map((item) => item.candidates as IDataObject[]);
	return { ...result, candidates, lists };
}

const ids = (candidates: readonly IDataObject[] | undefined) => candidates?.map(({ id }) => id);

test('it searches by family name and by given name, each with the birth date, and adds patients once', async () => {
	const { json, candidates, lists, error } = await findCandidates({
		byFamilyName: ['11', '12'],
		byGivenName: ['12', '13'],
		records: { 13: { LastName: 'Married' } },
	});
	expect(error).toBeUndefined();
	expect(lists).toHaveLength(2);
	const [byFamilyName, byGivenName] = lists.map(({ body }) => body);
	expect(byFamilyName).not.toMatch(/FirstName>Testa/);
	expect(byGivenName).toMatch(/FirstName>Testa</);
	expect(byGivenName).not.toMatch(/LastName>Synthetic/);
	for (const body of [byFamilyName, byGivenName]) {
		expect(body).toMatch(/FromDateOfBirth>1980-02-24/);
		expect(body).toMatch(/ToDateOfBirth>1980-02-25/);
	}
	expect(json()).toMatchObject([wanted]);
	expect(ids(candidates[0])).toEqual(['11', '12', '13']);
	expect(candidates[0][2]).toMatchObject({
		system: 'tebra',
		practiceId: '1',
		familyName: 'Married',
		birthDate: '1980-02-24',
		syncState: 'included',
		healthsail: null,
	});
});

test('a candidate who is a customer already says of whom', async () => {
	const { candidates } = await findCandidates({
		byFamilyName: ['11'],
		known: { 11: { customerId: 'cus_9', version: 4, syncState: 'included' } },
	});
	expect(candidates[0]).toMatchObject([
		{ id: '11', healthsail: { customerId: 'cus_9', version: 4 } },
	]);
});

test('patients of another practice and opted-out ones never come out, even when HealthSail knows them', async () => {
	const { json, candidates } = await findCandidates({
		byFamilyName: ['11', '12', '13', '14'],
		records: { 12: { PracticeId: '2', MiddleName: 'Fenced' } },
		known: {
			13: { cohort: [{ list: 'opted_out' }] },
			14: {
				customerId: 'cus_14',
				version: 2,
				syncState: 'included',
				cohort: [{ list: 'opted_out' }],
			},
		},
	});
	expect(ids(candidates[0])).toEqual(['11']);
	expect(JSON.stringify(json())).not.toMatch(/Fenced|cus_14/);
});

test('without a birth date the whole name is searched, and without a name nobody', async () => {
	const { candidates, lists } = await findCandidates({ byFamilyName: ['11'] }, [
		shopper({ givenName: 'Testa', familyName: 'Synthetic' }),
		shopper({ familyName: 'Synthetic' }, 'cus_2'),
		shopper(null, 'cus_3'),
	]);
	expect(candidates.map(ids)).toEqual([['11'], [], []]);
	expect(lists).toHaveLength(1);
	expect(lists[0].body).toMatch(/FirstName>Testa</);
	expect(lists[0].body).not.toMatch(/DateOfBirth>\d/);
});

test('each customer’s search is reported with the patients that were read', async () => {
	await findCandidates({ byFamilyName: ['11', '12'] }, [wanted], {
		parameters: { options: { flow: 'tebra/patient-lifecycle', runId: 'run_1' } },
	});
	const audits = fakes?.audits() ?? [];
	expect(audits).toMatchObject([
		{ action: 'read', count: 2, flow: 'tebra/patient-lifecycle', runId: 'run_1' },
	]);
	expect(audits[0].subjects).toHaveLength(2);
	expect(JSON.stringify(audits)).not.toMatch(/Testa|Synthetic|1980|cus_1/);
});

test('an item that is no customer is refused by the names of its members', async () => {
	const { error, lists } = await findCandidates({}, [
		{ demographics: { givenName: 17, familyName: 'Secretname' } },
	]);
	expect(error?.context?.failure).toMatchObject({
		kind: 'validation',
		fields: ['id', 'demographics.givenName'],
	});
	expect(JSON.stringify(error)).not.toMatch(/Secretname/);
	expect(lists).toHaveLength(0);
});

test('a customer whose candidates cannot be read goes to the error output, the others go on', async () => {
	const other = shopper({ givenName: 'Else', birthDate: '1980-02-24' }, 'cus_2');
	const { json } = await findCandidates(
		{ byFamilyName: ['11'], corrupt: ['11'], byGivenName: [] },
		[wanted, other],
		{ onError: 'continueErrorOutput' },
	);
	expect(json(0)).toEqual([{ ...other, candidates: [] }]);
	expect(json(1)).toHaveLength(1);
	expect(JSON.stringify(json(1))).not.toMatch(/Testa|Synthetic/);
});
