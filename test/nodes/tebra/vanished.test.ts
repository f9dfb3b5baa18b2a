import {
	operationOf,
	patientXml,
	soapAnswer,
	soapError,
	soapFault,
} from '../../support/fakeSystems';
import { runNode } from '../../support/nodes';
import {
	customer,
	findVanished,
	knownAs,
	numbers,
	patientId,
	serve,
	systems,
} from './vanishedStage';

/** Find Vanished over HTTP: what is listed, what is known, and what a single read says. Synthetic. */

test('a known patient whom neither the list nor a single read tells is handed on, with nothing but ids', async () => {
	const { json, error } = await findVanished(
		{ batches: [numbers(1, 3), numbers(4, 6)] },
		knownAs(['1', '4', '7', '6']),
	);
	expect(error).toBeUndefined();
	expect(json(0)).toEqual([
		{
			system: 'tebra',
			practiceId: '1',
			id: '7',
			externalIds: [{ system: 'tebra', practiceId: '1', type: 'patient', value: '7' }],
			state: 'vanished',
			healthsail: { customerId: 'cus_7', version: 7 },
		},
	]);
	expect(json(1)).toEqual([
		{
			counts: { listed: 6, known: 4, missing: 1, vanished: 1, accepted: 0, failed: 0 },
			calls: { vendor: 3, healthSail: 5 },
			failures: [],
		},
	]);
});

test('a patient that only the list lacks is still there', async () => {
	const there = (operation: string) =>
		soapAnswer(operation, `<Patient>${patientXml('7')}</Patient>`);
	const { json } = await findVanished(
		{ batches: [['1']], single: { 7: there } },
		knownAs(['1', '7', '8']),
	);
	expect(json(0).map(({ id }) => id)).toEqual(['8']);
	expect(json(1)[0].counts).toMatchObject({ missing: 2, vanished: 1 });
});

test('a record that cannot be read singly is not taken for gone, and is counted', async () => {
	const { json } = await findVanished(
		{
			batches: [['1']],
			single: { 7: (operation) => soapError(operation, 'Patient data is corrupt') },
		},
		knownAs(['1', '7', '8']),
	);
	expect(json(0).map(({ id }) => id)).toEqual(['8']);
	expect(json(1)[0]).toMatchObject({
		counts: { vanished: 1, failed: 1 },
		failures: [{ count: 1 }],
	});
});

test('a patient whose link a person let stay is counted, and asked about no more', async () => {
	const review = (patient: string, customerId: string) => ({
		id: `mrv_${patient}`,
		version: 2,
		pair: { externalId: patientId(patient), customerId },
	});
	const { json } = await findVanished(
		{ batches: [['1']] },
		knownAs(['1', '7', '8', '9']),
		{},
		undefined,
		[review('7', 'cus_7'), review('8', 'cus_1')],
	);
	// The decision on 8 was about another customer.
	expect(json(0).map(({ id }) => id)).toEqual(['8', '9']);
	expect(json(1)[0].counts).toMatchObject({ vanished: 2, accepted: 1 });
	const asked = systems().healthSail.requests.find(({ url }) => url.includes('/match-reviews?'));
	const query = new URL(asked?.url ?? '', 'http://127.0.0.1').searchParams;
	expect(Object.fromEntries(query)).toMatchObject({
		state: 'decided',
		decision: 'link',
		kind: 'vanished',
		pmSystem: 'tebra',
		practiceId: '1',
	});
});

test('an outage in a single read hands nothing on', async () => {
	const { outputs, error } = await findVanished(
		{
			batches: [['1']],
			single: { 8: () => soapFault('InternalServiceFault', 'boom') },
		},
		knownAs(['1', '7', '8']),
	);
	expect(error?.context?.failure).toMatchObject({ kind: 'unavailable' });
	expect(outputs.flat()).toEqual([]);
});

test.each<[string, readonly object[]]>([
	['of another practice', [patientId('7', { practiceId: '2' })]],
	['of another system', [patientId('7', { system: 'nextgen' })]],
	['of another type', [patientId('7', { type: 'chart' })]],
	['that is not verified', [patientId('7', { verification: 'rejected' })]],
])('an ID %s is nobody’s that could vanish', async (_name, externalIds) => {
	const { json } = await findVanished({ batches: [['1']] }, [
		...knownAs(['1']),
		customer(2, externalIds),
	]);
	expect(json(0)).toEqual([]);
	expect(json(1)[0].counts).toMatchObject({ known: 1, missing: 0 });
});

test.each<[string, object]>([
	['merged', { status: 'merged' }],
	['stripped', { syncState: 'left' }],
	['kept out', { syncState: 'excluded' }],
])('a customer that was %s is left alone', async (_name, more) => {
	const { json } = await findVanished({ batches: [['1']] }, [
		...knownAs(['1']),
		customer(7, [patientId('7')], more),
	]);
	expect(json(1)[0].counts).toMatchObject({ known: 1, missing: 0 });
});

test('a deceased or inactive customer is looked for like any other', async () => {
	const { json } = await findVanished({ batches: [['1']] }, [
		...knownAs(['1']),
		customer(7, [patientId('7')], { status: 'deceased' }),
		customer(8, [patientId('8')], { status: 'inactive', syncState: undefined }),
	]);
	expect(json(0).map(({ id }) => id)).toEqual(['7', '8']);
});

test.each([
	[{ batches: [numbers(1, 289)] }, 300, {}, undefined],
	[{ batches: [numbers(1, 284)] }, 300, {}, 'ReadIncomplete'],
	[{ batches: [numbers(1, 285)] }, 300, {}, undefined],
	[{ batches: [numbers(1, 285)] }, 300, { mostMissing: 4 }, 'ReadIncomplete'],
	[{ batches: [numbers(1, 200)] }, 300, { mostMissing: 34 }, undefined],
	[{ batches: [[]] }, 2, { mostMissing: 100 }, 'ReadIncomplete'],
])('a list of %j against %i known with %j ends with %s', async (practice, known, more, code) => {
	const { json, outputs, error } = await findVanished(practice, knownAs(numbers(1, known)), more);
	if (code === undefined) {
		expect(error).toBeUndefined();
		expect(json(0)).toHaveLength(known - practice.batches.flat().length);
		return;
	}
	expect(error?.message).toMatch(/^The read looks incomplete: /);
	expect(error?.context?.failure).toMatchObject({ kind: 'unavailable', vendorCode: code });
	expect(outputs.flat()).toEqual([]);
	expect(systems().tebra.requests.map(operationOf)).not.toContain('GetPatient');
});

test('the customers are read page by page, and only the members that it takes', async () => {
	const { json } = await findVanished({ batches: [numbers(1, 450)] }, knownAs(numbers(1, 451)));
	expect(json(0).map(({ id }) => id)).toEqual(['451']);
	const lists = systems()
		.healthSail.requests.filter(({ url }) => url.includes('/customers?'))
		.map(({ url }) => Object.fromEntries(new URL(url, 'http://127.0.0.1').searchParams));
	expect(lists).toEqual([
		{ limit: '200', fields: 'status,syncState,externalIds' },
		{ limit: '200', fields: 'status,syncState,externalIds', cursor: '200' },
		{ limit: '200', fields: 'status,syncState,externalIds', cursor: '400' },
	]);
});

test('each list and the single reads are reported, by hash, before anything is handed on', async () => {
	await findVanished({ batches: [['1', '2'], ['3']] }, knownAs(['1', '8', '9']), {
		options: { flow: 'patient-lifecycle', runId: 'run_1' },
	} as never);
	const audits = systems().audits();
	expect(audits.map(({ count }) => count)).toEqual([2, 1, 2]);
	for (const audit of audits) {
		expect(audit).toMatchObject({
			action: 'read',
			fields: ['id'],
			flow: 'patient-lifecycle',
			runId: 'run_1',
		});
	}
	// The patients of the other practice on the list are in no record.
	const hashes = audits.flatMap(({ subjects }) => subjects as Array<{ keyedHash: string }>);
	expect(new Set(hashes.map(({ keyedHash }) => keyedHash)).size).toBe(5);
});

test('when the audit is refused, nothing is handed on and nobody is read singly', async () => {
	const { outputs, error } = await findVanished(
		{ batches: [['1']] },
		knownAs(['1', '7']),
		{},
		(request) =>
			request.url.endsWith('/audit-events')
				? {
						status: 403,
						headers: { 'Content-Type': 'application/problem+json' },
						body: JSON.stringify({ code: 'scope_missing', status: 403, title: 'no' }),
					}
				: undefined,
	);
	expect(error?.context?.failure).toMatchObject({ kind: 'permission' });
	expect(outputs.flat()).toEqual([]);
	expect(systems().tebra.requests.map(operationOf)).toEqual(['GetAllPatients']);
});

test('a list that leads back to a batch it told before is refused', async () => {
	const { baseUrls } = await serve((request) => {
		const at = Number(/StartKey>(\d+)</.exec(request.body)?.[1] ?? '0');
		return soapAnswer(
			operationOf(request),
			`<Patients><PatientBatchData><ID>${at + 1}</ID></PatientBatchData></Patients><Key><nextStartKey>${at === 2 ? 1 : at + 1}</nextStartKey></Key>`,
		);
	});
	const { error } = await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'patient', operation: 'findVanished' },
		baseUrls,
	});
	expect(error?.context?.failure).toMatchObject({ kind: 'wireShape', vendorCode: 'KeyRepeated' });
});

test('a share that is no percentage is refused before any call', async () => {
	const { error } = await findVanished({ batches: [['1']] }, [], { mostMissing: 101 });
	expect(error?.context?.failure).toMatchObject({ kind: 'validation', fields: ['mostMissing'] });
	expect(systems().tebra.requests).toEqual([]);
});
