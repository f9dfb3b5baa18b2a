import type { IDataObject } from 'n8n-workflow';

import {
	envelope,
	operationOf,
	patientXml,
	soapAnswer,
	soapFault,
	soapSecurity,
} from '../../support/fakeSystems';
import type { Reply } from '../../support/localServer';
import { runNode } from '../../support/nodes';
import { customer, knownAs, numbers, page, serve } from './vanishedStage';

/** Answers that say nothing: nobody leaves the sync, and nobody is taken for gone. All people are synthetic. */

const blank = (row: string) => `<${row}><ID/><FirstName/><LastName/><PracticeId/></${row}>`;
const batchRow = (id: string) =>
	`<PatientBatchData><ID>${id}</ID><PracticeId>1</PracticeId></PatientBatchData>`;

const included = { customerId: 'cus_1', version: 1, syncState: 'included' } as const;
const known = Object.fromEntries(numbers(1, 20).map((id) => [id, included]));

/** A practice of patients 1 to 20 whose list of all is answered like this; the single reads are good. */
async function run(operation: string, list: (operation: string) => Reply) {
	const { baseUrls } = await serve(
		(request) => {
			const asked = operationOf(request);
			if (asked !== 'GetPatient') return list(asked);
			const id = /PatientID>(\d+)</.exec(request.body)?.[1] ?? '';
			return soapAnswer(asked, `<Patient>${patientXml(id)}</Patient>`);
		},
		known,
		({ url }) => {
			if (url.includes('/match-reviews?')) return page([]);
			return url.includes('/customers?') ? page(knownAs(numbers(1, 20))) : undefined;
		},
	);
	return await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'patient', operation, since: '2026-11-01T00:00:00Z' },
		baseUrls,
	});
}

/** Answers to a list that are no list. */
const silences: Record<string, (operation: string) => Reply> = {
	'a page that is cut off (sheet 6)': (operation) => ({
		body: soapAnswer(operation, `<Patients>${batchRow('1')}`).body?.slice(0, 420),
	}),
	'an empty body in HTTP 200 (sheet 6)': () => ({ body: '' }),
	'an envelope without a result (sheet 6)': () => ({ body: envelope('') }),
	'a refused login in HTTP 200 with nil data (sheet 3.1)': (operation) =>
		soapSecurity(operation, { Authenticated: 'false', Authorized: 'false' }),
	'an internal fault (sheet 6 e)': () => soapFault('InternalServiceFault', 'internal error'),
};

describe.each(Object.entries(silences))('%s', (_name, silence) => {
	test.each(['getAll', 'getChanged', 'findVanished'])(
		'ends %s with an error; nobody is handed on, stripped or taken for gone',
		async (operation) => {
			const { outputs, error } = await run(operation, silence);
			expect(error?.context?.failure).toBeDefined();
			expect(outputs.flat()).toEqual([]);
		},
	);
});

describe('the blank row that stands for no rows (sheet 3.3 rule 7, 6 g)', () => {
	const blankList = (operation: string) => {
		const row = operation === 'GetPatients' ? 'PatientData' : 'PatientBatchData';
		return soapAnswer(
			operation,
			`<Patients>${blank(row)}</Patients><Key><nextStartKey>0</nextStartKey></Key>`,
		);
	};

	test.each(['getAll', 'getChanged'])('is no patient to %s, and no failure', async (operation) => {
		const { json, error } = await run(operation, blankList);
		expect(error).toBeUndefined();
		expect(json(0)).toEqual([]);
		expect((json(1)[0] as IDataObject).counts).toMatchObject({ read: 0, failed: 0, leaving: 0 });
	});

	test('is no practice that lost all its patients to findVanished', async () => {
		const { outputs, error } = await run('findVanished', blankList);
		expect(error?.context?.failure).toMatchObject({ vendorCode: 'ReadIncomplete' });
		expect(outputs.flat()).toEqual([]);
	});

	test('is left out beside good rows', async () => {
		const { json, error } = await run('getAll', (operation) =>
			soapAnswer(
				operation,
				`<Patients>${batchRow('1')}${blank('PatientBatchData')}${batchRow('2')}</Patients><Key><nextStartKey/></Key>`,
			),
		);
		expect(error).toBeUndefined();
		expect(json(0).map(({ id }) => id)).toEqual(['1', '2']);
		expect((json(1)[0] as IDataObject).counts).toMatchObject({ read: 2, failed: 0 });
	});
});

test('a list of all that ends early takes nobody for gone whom a single read still shows (sheet 5)', async () => {
	const { json, error } = await run('findVanished', (operation) =>
		soapAnswer(
			operation,
			`<Patients>${numbers(1, 15).map(batchRow).join('')}</Patients><Key><nextStartKey/></Key>`,
		),
	);
	expect(error).toBeUndefined();
	expect(json(0)).toEqual([]);
	expect((json(1)[0] as IDataObject).counts).toMatchObject({ missing: 5, vanished: 0 });
});

test('changes are asked for with both dates, so that no default window hides any (sheet 3.3 rule 5)', async () => {
	const filters: string[] = [];
	const { baseUrls } = await serve((request) => {
		filters.push(/<Filter.*<\/Filter>/s.exec(request.body.replace(/k:/g, ''))?.[0] ?? '');
		return soapAnswer(operationOf(request), `<Patients>${blank('PatientData')}</Patients>`);
	});
	const { error } = await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'patient', operation: 'getChanged', since: '2026-11-01T00:00:00Z' },
		baseUrls,
	});
	expect(error).toBeUndefined();
	expect(filters.length).toBeGreaterThan(0);
	for (const filter of filters) {
		expect(filter).toMatch(/FromLastModifiedDate>\d{4}-\d{2}-\d{2}</);
		expect(filter).toMatch(/ToLastModifiedDate>\d{4}-\d{2}-\d{2}</);
	}
});

describe('a good answer', () => {
	const security = (success: string, practices: string) =>
		`<ErrorResponse><ErrorMessage/><IsError>false</IsError></ErrorResponse><SecurityResponse><Authenticated>true</Authenticated><Authorized>true</Authorized><CustomerKeyValid>true</CustomerKeyValid><PracticesAuthorized>${practices}</PracticesAuthorized><SecurityResultSuccess>${success}</SecurityResultSuccess></SecurityResponse>`;
	const get = async (answer: (operation: string) => Reply) => {
		const { baseUrls } = await serve((request) => answer(operationOf(request)), known);
		return await runNode({
			nodeType: 'tebra',
			parameters: { resource: 'patient', operation: 'get', patientId: '1' },
			baseUrls,
		});
	};
	const patient = `<Patient>${patientXml('1')}</Patient>`;

	test.each(['true', 'false'])(
		'is one whatever SecurityResultSuccess says: %s (sheet 3.1)',
		async (success) => {
			const { json, error } = await get((operation) =>
				soapAnswer(operation, patient, security(success, '<int>1</int>')),
			);
			expect(error).toBeUndefined();
			expect(json()).toMatchObject([{ id: '1' }]);
		},
	);

	test('names the practices of the login as int elements of another namespace (sheet 9)', async () => {
		const arrays = 'xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"';
		const seen = (id: string) =>
			security('false', `<a:int ${arrays}>7</a:int><a:int ${arrays}>${id}</a:int>`);
		const right = await get((operation) => soapAnswer(operation, patient, seen('1')));
		expect(right.error).toBeUndefined();
		const wrong = await get((operation) => soapAnswer(operation, patient, seen('8')));
		expect(wrong.error?.context?.failure).toMatchObject({ vendorCode: 'PracticeNotAuthorized' });
	});

	test('is read by local names, whatever prefix its members have (sheet 3.3 rule 4)', async () => {
		const { json, error } = await get((operation) => {
			const { body = '' } = soapAnswer(operation, patient);
			const inner = body.replace(/<(\/?)(?!s:)(\w)/g, '<$1zz:$2');
			return {
				body: inner.replace('<s:Body>', '<s:Body xmlns:zz="http://www.kareo.com/api/schemas">'),
			};
		});
		expect(error).toBeUndefined();
		expect(json()).toMatchObject([{ id: '1', birthDate: '1980-02-24' }]);
	});
});

test('a known customer without an ID of the practice is nobody who could be gone (sheet 5)', async () => {
	const { baseUrls } = await serve(
		(request) => soapAnswer(operationOf(request), `<Patients>${batchRow('1')}</Patients>`),
		{},
		({ url }) => {
			if (url.includes('/match-reviews?')) return page([]);
			return url.includes('/customers?') ? page([...knownAs(['1']), customer(2, [])]) : undefined;
		},
	);
	const { json } = await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'patient', operation: 'findVanished' },
		baseUrls,
	});
	expect(json(0)).toEqual([]);
});
