import type { SandboxProcess } from '../../support/sandboxProcess';
import { openContext } from '../../support/nodes';
import { startServer } from '../../support/localServer';
import { openCareCloud } from '../../../nodes/CareCloud/port';
import {
	callsSince,
	control,
	credential,
	lastCall,
	openPort,
	profile,
	start,
	truthOf,
	type,
	readAll,
} from './support';

/** The grant and its tokens (sheet 3), statuses (sheet 6), and what n8n does about a 401. */

let sandbox: SandboxProcess;
let url: string;
let patientId: string;

beforeAll(async () => {
	sandbox = await start(5230, '--patients', '20');
	url = sandbox.url('carecloud');
	patientId = (await truthOf(sandbox, 'included'))[0].vendorId;
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await control(sandbox, 'faults', undefined, 'DELETE');
});

const fault = async (what: object) =>
	await control(sandbox, 'faults', { system: 'carecloud', ...what });

const failure = async (work: Promise<unknown>) => {
	const error = await work.then(
		() => undefined,
		(thrown: { details?: object }) => thrown,
	);
	return error?.details as Record<string, unknown> | undefined;
};

test('a dead token is renewed within the call, and the new one is stored', async () => {
	await control(sandbox, 'carecloud/tokens', { expire: true });
	const port = await openPort(url);
	const before = await lastCall(sandbox);
	expect((await port.patients.get(patientId))?.patient.id).toBe(patientId);
	await port.patients.get(patientId);
	const calls = await callsSince(sandbox, before);
	expect(calls.filter(({ operation }) => operation === 'accessToken')).toHaveLength(1);
});

test('a token that dies within a page is renewed there, and nobody is lost or read twice', async () => {
	const port = await openPort(url);
	const idsOf = async () =>
		(await readAll(port, 500)).flatMap(({ patients, failed }) => {
			expect(failed).toEqual([]);
			return patients.map(({ patient }) => patient.id);
		});
	const whole = await idsOf();
	expect(whole.length).toBeGreaterThan(3);
	const before = await lastCall(sandbox);
	await control(sandbox, 'faults', {
		...{ system: 'carecloud', operation: 'getInsurances', kind: 'expiredSession' },
	});
	expect((await idsOf()).sort()).toEqual([...whole].sort());
	const calls = await callsSince(sandbox, before);
	expect(calls.some(({ status }) => status === 401)).toBe(true);
	expect(calls.filter(({ operation }) => operation === 'accessToken').length).toBeGreaterThan(0);
});

test('twenty executions that meet one dead token sign in at most twice (design 7)', async () => {
	await control(sandbox, 'carecloud/tokens', { expire: true });
	// Executions share n8n's store of credentials; in the harness that is the store of a context.
	const context = openContext({ nodeType: 'careCloud', credentials: { [type]: credential(url) } });
	const before = await lastCall(sandbox);
	const read = await Promise.all(
		Array.from(
			{ length: 20 },
			async () => await (await openCareCloud(context)).patients.get(patientId),
		),
	);
	expect(read.every((source) => source?.patient.id === patientId)).toBe(true);
	const calls = await callsSince(sandbox, before);
	const logins = calls.filter(({ operation }) => operation === 'accessToken');
	expect(logins.length).toBeGreaterThan(0);
	expect(logins.length).toBeLessThanOrEqual(2);
});

test('a refresh token that rotates is taken over for the next renewal (sheet 3)', async () => {
	await control(sandbox, 'carecloud/tokens', { expire: true, rotates: true });
	const port = await openPort(url);
	expect(await port.patients.get(patientId)).toBeDefined();
	await control(sandbox, 'carecloud/tokens', { expire: true });
	expect(await port.patients.get(patientId)).toBeDefined();
	await control(sandbox, 'carecloud/tokens', { rotates: false });
});

describe('with a sandbox of its own', () => {
	let own: SandboxProcess;
	beforeAll(async () => {
		own = await start(5240, '--patients', '20');
	});
	afterAll(async () => {
		await own?.stop();
	});
	afterEach(async () => {
		await control(own, 'faults', undefined, 'DELETE');
	});

	test('the consent page sends a code, which is exchanged once with Basic (sheet 3)', async () => {
		const base = own.url('carecloud');
		const redirect = 'http://127.0.0.1:9/callback?name=a%7Cb';
		const page = `${base}/oauth2/authorize?client_id=sandbox-client&response_type=code&state=s1&redirect_uri=${encodeURIComponent(redirect)}`;
		expect(await (await fetch(page)).text()).toContain('Allow');
		const sent = await fetch(`${page}&consent=yes`, { redirect: 'manual' });
		const target = new URL(sent.headers.get('location') as string);
		expect(target.searchParams.get('state')).toBe('s1');
		const exchange = async () =>
			await fetch(`${base}/oauth2/access_token`, {
				method: 'POST',
				headers: {
					Authorization: `Basic ${Buffer.from('sandbox-client:sandbox-secret').toString('base64')}`,
					'Content-Type': 'application/x-www-form-urlencoded',
				},
				body: new URLSearchParams({
					grant_type: 'authorization_code',
					code: target.searchParams.get('code') as string,
					redirect_uri: redirect,
				}).toString(),
			});
		expect((await exchange()).status).toBe(200);
		expect((await exchange()).status).toBe(400);
	});

	test('a grant that was withdrawn is an authentication error', async () => {
		await control(own, 'carecloud/tokens', { expire: true, revoke: true });
		const port = await openPort(own.url('carecloud'));
		expect(await failure(port.patients.get(patientId))).toMatchObject({ kind: 'authentication' });
	});
});

test('a sign-in server that is down is told, and the next run works', async () => {
	await control(sandbox, 'carecloud/tokens', { expire: true });
	await fault({ operation: 'accessToken', kind: 'status', status: 503, count: 0 });
	const stored = credential(url, {
		oauthTokenData: { access_token: 'dead', refresh_token: 'cc-refresh-1', token_type: 'Bearer' },
	});
	const port = await openPort(url, stored);
	const details = await failure(port.patients.get(patientId));
	expect(['authentication', 'unavailable']).toContain(details?.kind);
	expect(JSON.stringify(details)).not.toContain('cc-refresh');
});

describe('a token that lives', () => {
	let own: SandboxProcess;
	let base: string;
	beforeAll(async () => {
		own = await start(5250, '--patients', '20');
		base = own.url('carecloud');
	});
	afterAll(async () => {
		await own?.stop();
	});
	afterEach(async () => {
		await control(own, 'faults', undefined, 'DELETE');
	});
	const arm = async (what: object) =>
		await control(own, 'faults', { system: 'carecloud', ...what });

	test('a missing privilege names the call, and is not taken for a dead token (sheet 3)', async () => {
		await control(own, 'carecloud/permission', { operation: 'getInsurances', granted: false });
		const port = await openPort(base);
		const before = await lastCall(own);
		expect(await failure(port.patients.get(patientId))).toMatchObject({
			kind: 'permission',
			operation: 'getInsurances',
			vendorCode: '403',
		});
		const calls = await callsSince(own, before);
		expect(calls.map(({ operation }) => operation)).not.toContain('accessToken');
		const without = await openPort(base, profile({ insurance: 'off' }));
		const source = await without.patients.get(patientId);
		expect(source?.patient.coverages).toBeUndefined();
		await control(own, 'carecloud/permission', { operation: 'getInsurances', granted: true });
	});

	test.each([429, 502, 503, 504])('a read is repeated after a %i (sheet 5)', async (status) => {
		await arm({ operation: 'getPatient', kind: 'status', status, count: 2, retryAfterSeconds: 0 });
		const port = await openPort(base);
		expect(await port.patients.get(patientId)).toBeDefined();
	});

	test('a limit that does not pass is told as that, with the time to wait', async () => {
		await arm({ operation: 'getPatient', kind: 'throttle', count: 0, retryAfterSeconds: 2 });
		const port = await openPort(base);
		expect(await failure(port.patients.get(patientId))).toMatchObject({
			kind: 'throttled',
			vendorCode: '429',
			retryAfterMs: 2000,
		});
	});

	test('a 500 is never expected, so a read of it is not repeated (sheet 6)', async () => {
		await arm({ operation: 'getPatient', kind: 'status', status: 500, count: 1 });
		const port = await openPort(base);
		expect(await failure(port.patients.get(patientId))).toMatchObject({
			kind: 'unavailable',
			vendorCode: '500',
		});
		expect(await port.patients.get(patientId)).toBeDefined();
	});

	test.each(['truncate', 'malformed'])('an answer that is %sd once is read again', async (kind) => {
		await arm({ operation: 'getPatient', kind, count: 1 });
		expect(await (await openPort(base)).patients.get(patientId)).toBeDefined();
		await arm({ operation: 'getPatient', kind, count: 0 });
		expect(await failure((await openPort(base)).patients.get(patientId))).toMatchObject({
			kind: 'wireShape',
			vendorCode: 'NotReadable',
		});
	});

	test('a list of appointments that breaks off ends the page and hands nobody on', async () => {
		await arm({ operation: 'listAppointments', kind: 'truncate', count: 0 });
		const port = await openPort(base);
		expect(await failure(port.patients.page({ read: 'all', pageSize: 50 }))).toMatchObject({
			kind: 'wireShape',
		});
	});

	test('a credential of another practice is refused before anything is read (sheet 1)', async () => {
		const port = await openPort(base, { practiceId: '2' });
		const before = await lastCall(own);
		const details = await failure(port.patients.get(patientId));
		expect(details).toMatchObject({ kind: 'configuration', fields: ['practiceId'] });
		expect(details?.message).toContain('1 Oak Clinic');
		const calls = await callsSince(own, before);
		expect(calls.map(({ operation }) => operation)).toEqual(['getAuthorization']);
	});

	test('an empty practice ID is answered with the practice of the grant', async () => {
		const port = await openPort(base, { practiceId: '' });
		const details = await failure(port.connection.test());
		expect(details?.message).toContain('1 Oak Clinic');
	});

	test('the connection test answers the practice of the grant', async () => {
		const port = await openPort(base);
		expect(await port.connection.test()).toEqual({
			ok: true,
			practices: [{ id: '1', name: 'Oak Clinic' }],
		});
	});
});

test.each(['https://fhir.talkehr.com', 'https://api.mtbc.com/v2'])(
	'talkEHR at %s is refused with a clear text (sheet 1)',
	async (baseUrl) => {
		const details = await failure(openPort(url, { baseUrl }));
		expect(details).toMatchObject({ kind: 'unsupported', vendorCode: 'TalkEhr' });
		expect(details?.message).toContain('not talkEHR');
	},
);

test('a server that does not know the grant is taken for talkEHR (sheet 1)', async () => {
	const other = await startServer(() => ({ status: 404, body: '{"error":"not found"}' }));
	const port = await openPort(other.url);
	expect(await failure(port.patients.get(patientId))).toMatchObject({ vendorCode: 'TalkEhr' });
	await other.close();
});

test('a token goes to CareCloud’s own hosts only', async () => {
	const details = await failure(openPort(url, { baseUrl: 'https://carecloud.example.com' }));
	expect(details).toMatchObject({ kind: 'configuration' });
	const sign = await failure(openPort(url, { accessTokenUrl: 'https://evil.example/token' }));
	expect(sign).toMatchObject({ kind: 'configuration' });
});
