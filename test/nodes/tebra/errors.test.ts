import type { IDataObject } from 'n8n-workflow';

import type { FakeSystems } from '../../support/fakeSystems';
import {
	operationOf,
	patientXml,
	practiceOf,
	soapAnswer,
	startFakes,
} from '../../support/fakeSystems';
import type { Reply, SeenRequest } from '../../support/localServer';
import { runNode } from '../../support/nodes';
import { cases, marker, operation } from './faultCases';

/** Every bad input and fault: kind, sentence, item, correlation id; and the other items go on. */

let fakes: FakeSystems | undefined;

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

/** Patients 501 and 503 are fine; the call for 502 gets the fault. */
function faulty(fault: Reply): (request: SeenRequest) => Reply {
	const good = practiceOf(['501', '502', '503']);
	return (request) => (request.body.includes('PatientID>502<') ? fault : good(request));
}

async function getThree(onError?: 'continueRegularOutput' | 'continueErrorOutput') {
	return await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'patient', operation: 'get', patientId: '={{ $json.id }}' },
		items: [{ id: '501' }, { id: '502' }, { id: '503' }],
		baseUrls: (fakes as FakeSystems).baseUrls,
		...(onError && { onError }),
	});
}

describe.each(Object.entries(cases))(
	'%s',
	(_name, { fault, kind, sentence, vendorCode, calls }) => {
		test('is told by kind, sentence, item and correlation id, without any of the answer', async () => {
			fakes = await startFakes(faulty(fault));
			const { error, run } = await getThree();
			expect(error?.message).toMatch(sentence);
			expect(error?.message).toContain(`kind: ${kind}`);
			expect(error?.context).toMatchObject({
				itemIndex: 1,
				failure: {
					kind,
					itemIndex: 1,
					system: 'tebra',
					operation,
					correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
					...(vendorCode !== undefined && { vendorCode }),
				},
			});
			expect(JSON.stringify(run)).not.toContain(marker);
			expect(error?.stack).not.toContain(marker);
			const tries = fakes.tebra.requests.filter(({ body }) => body.includes('PatientID>502<'));
			expect(tries).toHaveLength(calls);
			expect(tries.every(({ headers }) => headers['x-correlation-id'] !== undefined)).toBe(true);
		});

		test('leaves the other items alone when the node continues', async () => {
			fakes = await startFakes(faulty(fault));
			const { json, outputs, error } = await getThree('continueRegularOutput');
			expect(error).toBeUndefined();
			expect(json().map((item) => item.id ?? (item.details as IDataObject).kind)).toEqual([
				'501',
				kind,
				'503',
			]);
			expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 1 },
				{ item: 2 },
			]);
			expect(JSON.stringify(outputs)).not.toContain(marker);
		});
	},
);

test('with an error output the failed item goes there and the others do not', async () => {
	fakes = await startFakes(faulty(cases['a missing right (sheet 3.1)'].fault));
	const { json } = await getThree('continueErrorOutput');
	expect(json(0).map(({ id }) => id)).toEqual(['501', '503']);
	expect(json(1)).toHaveLength(1);
	expect(json(1)[0]).toMatchObject({
		details: { kind: 'permission', fields: ['Get Patient'], itemIndex: 1 },
	});
});

test('a patient who does not exist is not found, and so is one of another practice', async () => {
	fakes = await startFakes((request) =>
		operationOf(request) === 'GetPatient' && request.body.includes('>502<')
			? soapAnswer(
					operation,
					`<Patient><ID>502</ID><PracticeId>2</PracticeId><LastName>${marker}</LastName></Patient>`,
				)
			: practiceOf(['501'])(request),
	);
	const { json, outputs } = await getThree('continueRegularOutput');
	expect(json().map((item) => item.error ?? item.id)).toEqual([
		'501',
		'This practice has no patient with this ID, or its login may not see the patient.',
		'This practice has no patient with this ID, or its login may not see the patient.',
	]);
	expect(JSON.stringify(outputs)).not.toContain(marker);
	expect(fakes.lookups().flatMap((body) => body.externalIds.map(({ value }) => value))).toEqual([
		'501',
	]);
});

test.each([
	[
		'a patient ID that is no number',
		{ resource: 'patient', operation: 'get', patientId: 'abc' },
		/whole number/,
	],
	[
		'a cursor of another operation',
		{ resource: 'patient', operation: 'getAll', cursor: '{"from":"x"}' },
		/cursor is not one/,
	],
	[
		'a time that is none',
		{ resource: 'patient', operation: 'getChanged', since: 'soon' },
		/not a time/,
	],
	['a search for nothing', { resource: 'patient', operation: 'search' }, /nothing to search for/],
	[
		'a page size below zero',
		{ resource: 'patient', operation: 'getAll', pageSize: -1 },
		/whole number from 1/,
	],
	[
		'an external ID of 26 characters',
		{ resource: 'externalId', operation: 'set', patientId: '501', externalId: 'a'.repeat(26) },
		/1 to 25 characters; this one has 26/,
	],
])('%s is refused before anything is written', async (_name, parameters, sentence) => {
	fakes = await startFakes(practiceOf(['501']));
	const { error } = await runNode({ nodeType: 'tebra', parameters, baseUrls: fakes.baseUrls });
	expect(error?.message).toMatch(sentence);
	expect(error?.context).toMatchObject({ failure: { kind: 'validation' } });
	const writes = fakes.tebra.requests.filter((request) =>
		/^(Update|Register)/.test(operationOf(request)),
	);
	expect(writes).toEqual([]);
});

test('another patient than the one asked for is not taken for it', async () => {
	fakes = await startFakes((request) =>
		operationOf(request) === 'GetPatient'
			? soapAnswer(operation, `<Patient>${patientXml('777')}</Patient>`)
			: practiceOf(['501'])(request),
	);
	const { error, outputs } = await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'patient', operation: 'get', patientId: '501' },
		baseUrls: fakes.baseUrls,
	});
	expect(outputs.flat()).toEqual([]);
	expect(error?.context).toMatchObject({
		failure: { kind: 'wireShape', vendorCode: 'OtherPatient' },
	});
	expect(fakes.lookups()).toEqual([]);
});

test.each([
	[{ practiceId: 'one' }, 'practiceId'],
	[{ customerKey: '' }, 'customerKey'],
	[{ timeZone: 'Mars/North' }, 'timeZone'],
	[{ practiceProfile: '{"version":2}' }, 'version'],
	[{ endpoint: 'https://elsewhere.example/soap', sandboxSpeed: 1 }, 'baseUrl'],
	[{ endpoint: 'https://webservice.kareo.com/x', sandboxSpeed: 60 }, 'sandboxSpeed'],
])('a credential with %j is refused by name before any call', async (over, field) => {
	fakes = await startFakes(practiceOf(['501']));
	const { error } = await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'patient', operation: 'get', patientId: '501' },
		baseUrls: fakes.baseUrls,
		credentials: { tebraSoapApi: over },
	});
	expect(error?.context).toMatchObject({ failure: { kind: 'configuration', fields: [field] } });
	expect(fakes.tebra.requests).toEqual([]);
});
