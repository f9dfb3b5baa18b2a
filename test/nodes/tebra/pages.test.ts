import type { IDataObject } from 'n8n-workflow';

import type { FakeSystems, KnownCustomer } from '../../support/fakeSystems';
import {
	operationOf,
	patientXml,
	practiceOf,
	soapAnswer,
	soapFault,
	startFakes,
} from '../../support/fakeSystems';
import type { Reply, SeenRequest } from '../../support/localServer';
import { runNode } from '../../support/nodes';

let fakes: FakeSystems | undefined;

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

const getAll = { resource: 'patient', operation: 'getAll', pageSize: 100 };

/** 1 included, 2 of another practice by its record, 3 by the list, 4 opted out, 5 flagged, 6 told of nobody. */
function mixed(request: SeenRequest): Reply {
	const operation = operationOf(request);
	if (operation === 'GetAllPatients') {
		const row = (id: string, practice = '1') =>
			`<PatientBatchData><ID>${id}</ID><PracticeId>${practice}</PracticeId></PatientBatchData>`;
		return soapAnswer(
			operation,
			`<Patients>${row('1')}${row('2')}${row('3', '2')}${row('4')}${row('5')}${row('6')}${row('7')}<PatientBatchData><ID/></PatientBatchData></Patients>`,
		);
	}
	const id = /PatientID>(\d+)</.exec(request.body)?.[1] ?? '';
	const over: Record<string, Record<string, string>> = {
		2: { PracticeId: '2', PracticeName: 'Elm Clinic' },
		5: { AlertMessage: 'Do  not share, lawyer' },
		6: { PracticeId: '', PracticeName: '' },
	};
	if (id === '7') return soapFault('InternalServiceFault', 'boom');
	return soapAnswer(operation, `<Patient>${patientXml(id, over[id])}</Patient>`);
}

const known: Record<string, KnownCustomer> = {
	4: {
		customerId: 'cus_4',
		version: 2,
		contentHash: 'h4',
		syncState: 'included',
		cohort: [{ list: 'opted_out' }],
	},
	5: { customerId: 'cus_5', version: 9, syncState: 'excluded' },
};

test('a page fences, leaves out, strips and counts before anything becomes an item', async () => {
	fakes = await startFakes(mixed, known);
	const { json, error } = await runNode({
		nodeType: 'tebra',
		parameters: getAll,
		baseUrls: fakes.baseUrls,
	});
	expect(error).toBeUndefined();
	expect(json(0)).toHaveLength(2);
	expect(json(0)[0]).toMatchObject({ id: '1', syncState: 'included', healthsail: null });
	expect(json(0)[1]).toEqual({
		system: 'tebra',
		practiceId: '1',
		id: '4',
		externalIds: [{ system: 'tebra', practiceId: '1', type: 'patient', value: '4' }],
		syncState: 'excluded',
		reason: 'opted_out',
		healthsail: { customerId: 'cus_4', version: 2, contentHash: 'h4', syncState: 'included' },
	});
	expect(json(1)).toEqual([
		{
			nextCursor: null,
			done: true,
			readStartedAt: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
			counts: { read: 7, fenced: 3, excluded: 1, leaving: 1, failed: 1 },
			calls: { vendor: 8, healthSail: 2 },
			failures: [
				{
					kind: 'unavailable',
					vendorCode: 'InternalServiceFault',
					correlationId: expect.any(String) as unknown,
					count: 1,
				},
			],
		},
	]);
});

test('patients of another practice are asked of nobody, and read no further than the list', async () => {
	fakes = await startFakes(mixed, known);
	await runNode({ nodeType: 'tebra', parameters: getAll, baseUrls: fakes.baseUrls });
	const looked = fakes.lookups().flatMap((body) => body.externalIds.map(({ value }) => value));
	expect(looked).toEqual(['1', '4', '5']);
	const read = fakes.tebra.requests.map(({ body }) => /PatientID>(\d+)</.exec(body)?.[1]);
	expect(read).not.toContain('3');
});

test('the audit record names every own patient that was read, also one kept out, by hash, after the look-up', async () => {
	fakes = await startFakes(mixed, known);
	const parameters = { ...getAll, options: { flow: 'demographic-sync', runId: 'run_1' } };
	await runNode({ nodeType: 'tebra', parameters, baseUrls: fakes.baseUrls });
	expect(fakes.healthSail.requests.map(({ url }) => url)).toEqual([
		'/v1/customers/lookup',
		'/v1/audit-events',
	]);
	const [audit] = fakes.audits();
	// 1 goes on, 4 is stripped, 5 is left out: all three were read whole.
	expect(new Set(audit.subjects.map((subject) => JSON.stringify(subject))).size).toBe(3);
	expect(audit).toMatchObject({
		action: 'read',
		count: 3,
		flow: 'demographic-sync',
		runId: 'run_1',
		subjects: [
			{ type: 'patient', keyedHash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown },
			{ type: 'patient', keyedHash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown },
			{ type: 'patient', keyedHash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown },
		],
	});
	expect(audit.fields).toEqual(expect.arrayContaining(['birthDate', 'coverages']));
});

test.each(['/audit-events', '/customers/lookup'])(
	'when %s is refused, nothing of the page is handed on',
	async (path) => {
		fakes = await startFakes(mixed, known, (request) =>
			request.url.endsWith(path)
				? {
						status: 403,
						headers: { 'Content-Type': 'application/problem+json' },
						body: JSON.stringify({ code: 'scope_missing', status: 403, title: 'no' }),
					}
				: undefined,
		);
		const { outputs, error } = await runNode({
			nodeType: 'tebra',
			parameters: getAll,
			baseUrls: fakes.baseUrls,
		});
		expect(outputs.flat()).toEqual([]);
		expect(error?.context).toMatchObject({
			failure: { kind: 'permission', system: 'healthsail', itemIndex: 0 },
		});
	},
);

test('a look-up that leaves out a patient fails the page: who opted out is not known', async () => {
	fakes = await startFakes(mixed, known, (request) => {
		if (!request.url.endsWith('/customers/lookup')) return undefined;
		const { externalIds } = JSON.parse(request.body) as { externalIds: Array<{ value: string }> };
		const data = externalIds
			.filter(({ value }) => value !== '4')
			.map((externalId) => ({ externalId, cohort: [] }));
		// The same number in another practice is another patient.
		const other = { ...externalIds[0], practiceId: '2', value: '4' };
		return {
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ data: [...data, { externalId: other, cohort: [] }] }),
		};
	});
	const { outputs, error } = await runNode({
		nodeType: 'tebra',
		parameters: getAll,
		baseUrls: fakes.baseUrls,
	});
	expect(outputs.flat()).toEqual([]);
	expect(error?.context).toMatchObject({
		failure: { kind: 'wireShape', system: 'healthsail', operation: 'lookupCustomers' },
	});
	expect(fakes.audits()).toEqual([]);
});

test('policies that the profile keeps out of the scope are neither read nor handed on', async () => {
	fakes = await startFakes(practiceOf(['501']));
	const practiceProfile = JSON.stringify({ version: 1, scope: { fields: ['familyName'] } });
	const { outputs, error } = await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'coverage', operation: 'getMany', patientId: '501', returnAll: true },
		baseUrls: fakes.baseUrls,
		credentials: { tebraSoapApi: { practiceProfile } },
	});
	expect(outputs.flat()).toEqual([]);
	expect(error?.context).toMatchObject({
		failure: { kind: 'configuration', fields: ['coverages'] },
	});
	expect(fakes.tebra.requests).toEqual([]);
});

test('the profile narrows the fields and chooses the cohort', async () => {
	fakes = await startFakes(practiceOf(['1', '2']), { 1: { cohort: [{ list: 'invited' }] } });
	const practiceProfile = JSON.stringify({
		version: 1,
		cohort: { rule: 'invited' },
		scope: { fields: ['givenName', 'familyName'] },
	});
	const { json } = await runNode({
		nodeType: 'tebra',
		parameters: getAll,
		baseUrls: fakes.baseUrls,
		credentials: { tebraSoapApi: { practiceProfile } },
	});
	expect(json(0)).toHaveLength(1);
	expect(Object.keys(json(0)[0]).sort()).toEqual(
		[
			'externalIds',
			'familyName',
			'givenName',
			'healthsail',
			'id',
			'practiceId',
			'sourceAt',
			'syncState',
			'system',
		].sort(),
	);
	expect(json(1)[0].counts).toMatchObject({ read: 2, excluded: 1, leaving: 0 });
});

/** Lists `ids` in every span; the record of each is fine. */
async function readChanged(ids: readonly string[], cursor: string | null, pageSize: number) {
	fakes = fakes ?? (await startFakes(practiceOf(ids)));
	const { json, error } = await runNode({
		nodeType: 'tebra',
		parameters: {
			resource: 'patient',
			operation: 'getChanged',
			since: '2026-01-10T12:00:00Z',
			cursor: '={{ $json.cursor }}',
			pageSize,
		},
		items: [{ cursor }],
		baseUrls: fakes.baseUrls,
	});
	expect(error).toBeUndefined();
	return { ids: json(0).map(({ id }) => id), page: json(1)[0] as IDataObject };
}

test('a span is paged by patient id in the order of numbers, and never gives one twice', async () => {
	const ids = ['9', '10', '100', '2', '33'];
	let cursor: string | null = '{"from":"2026-01-10","to":"2026-01-12","until":"2026-01-12"}';
	const seen: unknown[] = [];
	for (let page = 0; cursor !== null && page < 10; page++) {
		const result = await readChanged(ids, cursor, 2);
		seen.push(...result.ids);
		cursor = result.page.nextCursor as string | null;
		expect(result.page.done).toBe(cursor === null);
	}
	expect(seen).toEqual(['2', '9', '10', '33', '100']);
});

test('a long change read asks for spans of at most 30 days that meet without a gap', async () => {
	let cursor: string | null = null;
	for (let page = 0; page < 100; page++) {
		const result = await readChanged(['1'], cursor, 50);
		cursor = result.page.nextCursor as string | null;
		if (cursor === null) break;
	}
	expect(cursor).toBeNull();
	const day = (body: string, name: string) =>
		new RegExp(`${name}LastModifiedDate>([\\d-]+)<`).exec(body)?.[1] ?? '';
	const spans = (fakes as FakeSystems).tebra.requests
		.filter((request) => operationOf(request) === 'GetPatients')
		.map(({ body }) => [day(body, 'From'), day(body, 'To')]);
	expect(spans[0][0]).toBe('2026-01-10');
	expect(spans.length).toBeGreaterThan(5);
	for (const [index, [from, to]] of spans.entries()) {
		const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
		expect(days).toBeGreaterThanOrEqual(1);
		expect(days).toBeLessThanOrEqual(29);
		if (index > 0) expect(from).toBe(spans[index - 1][1]);
	}
	const tomorrow = new Date(Date.now() + 20 * 3_600_000).toISOString().slice(0, 10);
	expect(spans[spans.length - 1][1] >= tomorrow).toBe(true);
});

test('an outage ends the page instead of counting every patient as failed', async () => {
	const ids = Array.from({ length: 40 }, (_, index) => String(index + 1));
	const good = practiceOf(ids);
	fakes = await startFakes((request) =>
		operationOf(request) === 'GetPatient' ? { status: 503 } : good(request),
	);
	const { error } = await runNode({
		nodeType: 'tebra',
		parameters: getAll,
		baseUrls: fakes.baseUrls,
	});
	expect(error?.context).toMatchObject({ failure: { kind: 'unavailable', vendorCode: '503' } });
	expect(fakes.audits()).toEqual([]);
});
