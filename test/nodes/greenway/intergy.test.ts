import type { PracticeSystem } from '../../../nodes/common/practice/port';
import { openPoller, runNode, testCredential } from '../../support/nodes';
import type { GreenwaySandbox } from './support';
import {
	credentialsOf,
	errorOf,
	openPort,
	profileOf,
	readAll,
	staffInbox,
	startGreenway,
} from './support';

/** Intergy's GAPI with its sessions, the node and the trigger, against the sandbox (sheet 3.3, 4.3). */

let sandbox: GreenwaySandbox;

beforeAll(async () => {
	sandbox = await startGreenway(5330, 'intergy', [
		...['--patients', '20', '--seed', '5', '--speed', '60'],
		...['--second-practice', '4', '--opted-out', '2', '--flagged', '2'],
	]);
});

afterAll(async () => {
	await sandbox?.stop();
});

const withReader = {
	greenwayFhirApi: { practiceProfile: profileOf({ intergy: { toUserId: 4012 } }) },
};
const notice = (reference: string) => ({
	patientId: 'pt-3001',
	subject: 'Demographic change proposed',
	body: 'Mobile phone changed.',
	reference,
});
const drops = async () => await staffInbox(sandbox);
const tasksOf = async (reference: string) =>
	(await drops()).filter(({ subject }) => subject.startsWith(`[HS-${reference}]`)).length;
const operations = async () =>
	(await sandbox.calls()).map(({ operation }) => operation).filter((name) => !name.includes('.'));
const openSessions = async () => {
	const { counts } = await sandbox.control<{ counts: Record<string, number> }>('state?limit=1');
	return counts['open sessions'];
};

test('a run has one session, which is logged off at its end (sheet 3.3)', async () => {
	const port = await openPort(sandbox, withReader);
	const before = (await operations()).length;
	await port.staff?.notice?.(notice('ONE'));
	await port.staff?.notice?.(notice('TWO'));
	expect(await openSessions()).toBe(1);
	await port.close?.();
	expect(await openSessions()).toBe(0);
	const made = (await operations()).slice(before);
	expect(made.filter((name) => name === 'AuthenticateUser')).toHaveLength(1);
	expect(made[made.length - 1]).toBe('LogoffUser');
	expect([await tasksOf('ONE'), await tasksOf('TWO')]).toEqual([1, 1]);
});

test('a run that needed no session logs nobody on and nobody off', async () => {
	const before = (await operations()).filter((name) => /Authenticate|Logoff/.test(name)).length;
	const port = await openPort(sandbox);
	await port.patients.get('pt-3001');
	await port.close?.();
	expect((await operations()).filter((name) => /Authenticate|Logoff/.test(name))).toHaveLength(
		before,
	);
});

test('ErrorCode 10 brings a new session and the task once, with the new session in it (sheet 3.3, 7)', async () => {
	const port = await openPort(sandbox, withReader);
	await port.staff?.notice?.(notice('BEFORE'));
	await sandbox.fault({ kind: 'expiredSession', operation: 'NotificationTaskCreate' });
	await port.staff?.notice?.(notice('AFTER'));
	expect(await tasksOf('AFTER')).toBe(1);
	await port.close?.();
	expect(await openSessions()).toBe(0);
});

test('a session that dies every time is given up after three logons', async () => {
	const port = await openPort(sandbox, withReader);
	await sandbox.fault({ kind: 'expiredSession', operation: 'NotificationTaskCreate', count: 0 });
	const before = (await operations()).filter((name) => name === 'AuthenticateUser').length;
	try {
		const error = await errorOf(async () => await port.staff?.notice?.(notice('NEVER')));
		expect(error).toMatchObject({
			kind: 'authentication',
			details: { vendorCode: 'SessionEnded' },
		});
		const logons =
			(await operations()).filter((name) => name === 'AuthenticateUser').length - before;
		expect(logons).toBe(3);
		expect(await tasksOf('NEVER')).toBe(0);
	} finally {
		await fetch(`${sandbox.status}/control/faults`, { method: 'DELETE' });
		await port.close?.();
	}
});

test('calls made at the same time go one after the other on one session', async () => {
	const port = await openPort(sandbox, withReader);
	const references = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'];
	const before = (await operations()).filter((name) => name === 'AuthenticateUser').length;
	await Promise.all(
		references.map(async (reference) => await port.staff?.notice?.(notice(reference))),
	);
	await port.close?.();
	expect((await operations()).filter((name) => name === 'AuthenticateUser').length - before).toBe(
		1,
	);
	for (const reference of references) expect(await tasksOf(reference)).toBe(1);
});

test('a task whose answer is lost is not made twice (sheet 7)', async () => {
	const port = await openPort(sandbox, withReader);
	await sandbox.fault({ kind: 'dropAfterWrite', operation: 'NotificationTaskCreate' });
	const error = await errorOf(async () => await port.staff?.notice?.(notice('LOST')));
	expect(error.kind).toBe('outcomeUnknown');
	expect(await tasksOf('LOST')).toBe(1);
	await port.close?.();
});

test('a task is refused while the profile names nobody to do it', async () => {
	const port = await openPort(sandbox);
	const error = await errorOf(async () => await port.staff?.notice?.(notice('NOBODY')));
	expect(error.kind).toBe('configuration');
	expect(error.details?.nextStep).toContain('greenway.intergy.toUserId');
});

test.each([
	['a wrong password', { userPassword: 'wrong' }, 'authentication', '1'],
	['a practice that the user may not enter', { practiceNumber: '9' }, 'configuration', undefined],
	['a wrong API key', { apiKey: 'unknown' }, 'configuration', 'ERR_403_DEVELOPER_INACTIVE'],
])('%s is told, and no session stays open', async (_name, over, kind, code) => {
	const port = await openPort(sandbox, { ...withReader, greenwayIntergyApi: over as never });
	const error = await errorOf(async () => await port.staff?.notice?.(notice('REFUSED')));
	expect(error.kind).toBe(kind);
	expect(error.details?.vendorCode).toBe(code);
	await port.close?.();
	expect(await openSessions()).toBe(0);
});

test('a missing right is told with Intergy’s own number', async () => {
	await sandbox.control('permission', { operation: 'NotificationTaskCreate', granted: false });
	const port = await openPort(sandbox, withReader);
	try {
		const error = await errorOf(async () => await port.staff?.notice?.(notice('NORIGHT')));
		expect(error).toMatchObject({
			kind: 'validation',
			details: { operation: 'NotificationTaskCreate', vendorCode: '7' },
		});
	} finally {
		await sandbox.control('permission', { operation: 'NotificationTaskCreate', granted: true });
		await port.close?.();
	}
});

test('the second interface shows the record under the number, and of this practice alone', async () => {
	const port = await openPort(sandbox);
	const sources = await ownPatients(port);
	const [record] = (await port.patients.second?.(sources[0])) ?? [];
	expect(record.id.type).toBe('gapi');
	// The internal id is another than the number that staff know (sheet 4.3).
	const number = sources[0].patient.externalIds.find(({ type }) => type === 'chart')?.value;
	expect(record.id.value).not.toBe(number);
	expect(record.patient).toMatchObject({
		givenName: sources[0].patient.givenName,
		familyName: sources[0].patient.familyName,
		birthDate: sources[0].patient.birthDate,
	});
	expect(record.patient.externalIds).toContainEqual({
		system: 'greenway_intergy',
		practiceId: '1',
		type: 'chart',
		value: number,
	});
	await port.close?.();
});

test('no match at Intergy is an empty list, with or without the member (sheet 4.3)', async () => {
	const port = await openPort(sandbox);
	const [source] = await ownPatients(port);
	const unknown = {
		...source,
		patient: {
			...source.patient,
			externalIds: source.patient.externalIds.map((id) => ({
				...id,
				...(id.type === 'chart' && { value: '999999' }),
			})),
		},
	};
	expect(await port.patients.second?.(unknown)).toEqual([]);
	const without = { ...source, patient: { ...source.patient, externalIds: [] } };
	expect(await port.patients.second?.(without)).toEqual([]);
	await port.close?.();
});

test('the test button of the Intergy credential logs on and off', async () => {
	const credentials = credentialsOf(sandbox);
	const run = async (over: Record<string, string> = {}) =>
		await testCredential('greenway', 'greenwayIntergyTest', 'greenwayIntergyApi', {
			...credentials.greenwayIntergyApi,
			...over,
		});
	expect(await run()).toEqual({ status: 'OK', message: 'Login and practice are right.' });
	expect(await openSessions()).toBe(0);
	expect(await run({ practiceNumber: '9' })).toMatchObject({ status: 'Error' });
	expect(await openSessions()).toBe(0);
});

const healthSail = () => ({ healthSail: sandbox.healthSail });

test('the node hands on the patients to be synced, page by page, and counts the others', async () => {
	const total = { read: 0, fenced: 0, excluded: 0, leaving: 0, failed: 0 };
	const ids: unknown[] = [];
	let cursor: string | null = '';
	for (let page = 0; cursor !== null && page < 20; page++) {
		const { json, error } = await runNode({
			nodeType: 'greenway',
			parameters: {
				product: 'intergy',
				resource: 'patient',
				operation: 'getAll',
				cursor,
				pageSize: 9,
			},
			baseUrls: healthSail(),
			credentials: credentialsOf(sandbox),
		});
		expect(error).toBeUndefined();
		const { counts, nextCursor } = json(1)[0] as {
			counts: typeof total;
			nextCursor: string | null;
		};
		for (const key of Object.keys(total) as Array<keyof typeof total>) total[key] += counts[key];
		ids.push(...json(0).map(({ id }) => id));
		cursor = nextCursor;
	}
	expect(cursor).toBeNull();
	expect(ids).toHaveLength(20);
	expect(new Set(ids).size).toBe(20);
	expect(total).toMatchObject({ excluded: 4, fenced: 7, leaving: 0, failed: 0 });
});

test('the trigger tells a change once, without patient data', async () => {
	const poller = openPoller({
		nodeType: 'greenwayTrigger',
		parameters: { product: 'intergy', event: 'patientChanged', includeRecord: false },
		baseUrls: healthSail(),
		credentials: { greenwayFhirApi: credentialsOf(sandbox).greenwayFhirApi },
	});
	expect(await poller.poll()).toBeNull();
	const [change] = await sandbox.control<Array<{ patientId: string }>>('changes', {
		kind: 'email',
		seed: 9,
	});
	const items = (await poller.poll()) ?? [];
	expect(items.map(({ json }) => json.recordId)).toEqual([`pt-${3000 + Number(change.patientId)}`]);
	expect(Object.keys(items[0].json).sort()).toEqual([
		'at',
		'kind',
		'recordId',
		'syncState',
		'version',
	]);
	expect(await poller.poll()).toBeNull();
});

async function ownPatients(port: PracticeSystem) {
	const patients = (await readAll(port, { read: 'all' })).flatMap((page) => page.patients);
	return patients.filter(({ recordPracticeId }) => recordPracticeId === '1');
}
