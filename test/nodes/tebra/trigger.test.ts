import type { FakeSystems } from '../../support/fakeSystems';
import {
	operationOf,
	patientXml,
	practiceOf,
	soapAnswer,
	startFakes,
} from '../../support/fakeSystems';
import type { Reply, SeenRequest } from '../../support/localServer';
import { openPoller } from '../../support/nodes';

let fakes: FakeSystems | undefined;

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

/** A practice whose patients a test can change; times are in the practice's zone (Chicago). */
function changing(records: Record<string, Record<string, string>>) {
	return (request: SeenRequest): Reply => {
		const operation = operationOf(request);
		const id = /PatientID>(\d+)</.exec(request.body)?.[1] ?? '';
		return operation === 'GetPatient'
			? soapAnswer(operation, `<Patient>${patientXml(id, records[id])}</Patient>`)
			: practiceOf(Object.keys(records))(request);
	};
}

const later = '1/1/2090 9:00:00 AM';
const earlier = '1/1/2020 9:00:00 AM';

function open(parameters: Record<string, boolean> = {}) {
	return openPoller({
		nodeType: 'tebraTrigger',
		parameters,
		baseUrls: (fakes as FakeSystems).baseUrls,
	});
}

test('the first poll marks the start, the next ones tell each change once and thinly', async () => {
	const records: Record<string, Record<string, string>> = {
		1: { LastModifiedDate: earlier },
		2: { LastModifiedDate: later },
	};
	fakes = await startFakes(changing(records));
	const trigger = open();
	expect(await trigger.poll()).toBeNull();
	expect(fakes.tebra.requests).toEqual([]);

	const first = await trigger.poll();
	expect(first?.map(({ json }) => json)).toEqual([
		{
			recordId: '2',
			kind: 'patient',
			version: expect.stringMatching(/^[0-9a-f]{20}$/) as unknown,
			at: '2090-01-01T15:00:00Z',
			syncState: 'included',
		},
	]);
	expect(await trigger.poll()).toBeNull();

	records[1] = { LastModifiedDate: earlier, City: 'Elko' };
	const second = await trigger.poll();
	expect(second?.map(({ json }) => json.recordId)).toEqual(['1']);
	expect(fakes.audits().map(({ fields, count }) => ({ fields, count }))).toEqual([
		{ fields: ['id'], count: 1 },
		{ fields: ['id'], count: 1 },
	]);
});

test('nothing of a patient is kept between polls', async () => {
	fakes = await startFakes(changing({ 2: { LastModifiedDate: later, LastName: 'MARKERRIVERA' } }));
	const trigger = open();
	await trigger.poll();
	const items = await trigger.poll();
	expect(items).toHaveLength(1);
	expect(JSON.stringify([items, trigger.staticData])).not.toContain('MARKERRIVERA');
	expect(Object.keys(trigger.staticData).sort()).toEqual(['seen', 'since', 'watchingFrom']);
});

test('with Include Record the item holds the patient', async () => {
	fakes = await startFakes(changing({ 2: { LastModifiedDate: later } }));
	const trigger = open({ includeRecord: true });
	await trigger.poll();
	const items = await trigger.poll();
	expect(items?.[0].json.record).toMatchObject({ id: '2', familyName: 'Synthetic2' });
	expect(fakes.audits()[0].fields).toContain('familyName');
});

test('a manual poll shows one patient and leaves the cursor alone', async () => {
	fakes = await startFakes(practiceOf(['1', '2', '3']));
	const trigger = open();
	const items = await trigger.poll('manual');
	expect(items?.map(({ json }) => json.recordId)).toEqual(['1']);
	expect(trigger.staticData).toEqual({});
});

test('a manual poll of an empty practice says so', async () => {
	fakes = await startFakes(practiceOf([]));
	await expect(open().poll('manual')).rejects.toThrow('There is no patient to show as an example.');
});

test('a poll that fails leaves the cursor and tells no change as done', async () => {
	let broken = false;
	const good = changing({ 2: { LastModifiedDate: later } });
	fakes = await startFakes((request) => (broken ? { status: 503 } : good(request)));
	const trigger = open();
	await trigger.poll();
	const before = JSON.stringify(trigger.staticData);
	broken = true;
	await expect(trigger.poll()).rejects.toThrow('Tebra is not available at the moment.');
	expect(JSON.stringify(trigger.staticData)).toBe(before);
	broken = false;
	expect(await trigger.poll()).toHaveLength(1);
});

test('a patient of another practice or one who opted out is not told', async () => {
	fakes = await startFakes(
		changing({
			2: { LastModifiedDate: later, PracticeId: '2' },
			3: { LastModifiedDate: later },
			4: { LastModifiedDate: later },
		}),
		{ 3: { cohort: [{ list: 'opted_out' }] } },
	);
	const trigger = open();
	await trigger.poll();
	expect((await trigger.poll())?.map(({ json }) => json.recordId)).toEqual(['4']);
});

test('a record that cannot be read holds up no other, and is told once it can', async () => {
	const records: Record<string, Record<string, string>> = {
		2: { LastModifiedDate: later },
		3: { LastModifiedDate: later },
	};
	let hidden = true;
	const good = changing(records);
	fakes = await startFakes((request) =>
		hidden && request.body.includes('PatientID>3<')
			? soapAnswer('GetPatient', '<Patient i:nil="true"/>')
			: good(request),
	);
	const trigger = open();
	await trigger.poll();
	expect((await trigger.poll())?.map(({ json }) => json.recordId)).toEqual(['2']);
	hidden = false;
	expect((await trigger.poll())?.map(({ json }) => json.recordId)).toEqual(['3']);
});
