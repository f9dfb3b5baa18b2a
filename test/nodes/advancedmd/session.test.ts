import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import type { openAdvancedMd } from '../../../nodes/AdvancedMd/port';
import { openAdvancedMd as open } from '../../../nodes/AdvancedMd/port';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { allPages, callsOf, contextOf, control, lastCall, openPort, profile } from './support';

/** The session of a credential: logging in, sharing, dying, being refused (sheet 3). */

let sandbox: SandboxProcess;
let loginUrl: string;
let patientId: string;

beforeAll(async () => {
	sandbox = await startSandbox(5010, [
		...[
			'--systems',
			'advancedmd',
			'--patients',
			'10',
			'--seed',
			'7',
			'--speed',
			'60',
			'--no-limits',
		],
	]);
	loginUrl = sandbox.url('advancedmd');
	const { patients } = await control<{ patients: Array<{ vendorId: string }> }>(
		sandbox,
		'advancedmd/state',
	);
	patientId = patients[0].vendorId;
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await fetch(`${sandbox.status}/control/faults`, { method: 'DELETE' });
});

const arm = async (fault: object) =>
	await control(sandbox, 'faults', { system: 'advancedmd', ...fault });

async function stored(context: IExecuteFunctions): Promise<ICredentialDataDecryptedObject> {
	return await context.getCredentials('advancedMdApi');
}

/** Logins since a call: each is two calls, the first of which names the server. */
async function loginsSince(after: number): Promise<number> {
	return (await callsOf(sandbox, after)).filter((operation) => operation === 'login').length / 2;
}

test('the first call logs in by two steps and stores token and server with the credential (sheet 3.1, 9.1)', async () => {
	const context = contextOf(loginUrl);
	const before = await lastCall(sandbox);
	const port = await open(context);
	expect((await port.patients.get(patientId))?.patient.id).toBe(patientId);
	expect(await callsOf(sandbox, before)).toEqual([
		'login',
		'login',
		'lookupzipcode',
		'getdemographic',
	]);
	const { sessionToken, webServer, officeName } = await stored(context);
	expect(sessionToken).toMatch(/^990001[0-9a-f]{40}$/);
	expect(webServer).toMatch(/^http:\/\/127\.0\.0\.1:5013\/processrequest\/api-123\/HEALTHSAIL$/);
	expect(officeName).toBe('OAK CLINIC');
});

test('another execution takes the stored session and does not log in', async () => {
	const context = contextOf(loginUrl);
	await (await open(context)).patients.get(patientId);
	const before = await lastCall(sandbox);
	await (await open(context)).patients.get(patientId);
	expect(await callsOf(sandbox, before)).toEqual(['getdemographic']);
});

test.each<Record<string, string>>([
	{ practiceId: '990002' },
	{ user: 'SOMEBODY' },
	{ appName: 'OTHERAPP' },
])(
	'a stored session is not used after the credential was changed to %j: it would open the old office',
	async (changed) => {
		const context = contextOf(loginUrl);
		await (await open(context)).patients.get(patientId);
		const session = await stored(context);
		const before = await lastCall(sandbox);
		const after = await open(contextOf(loginUrl, { ...session, ...changed }));
		await expect(after.patients.get(patientId)).rejects.toMatchObject({ kind: 'authentication' });
		expect(await callsOf(sandbox, before)).toEqual(['login']);
	},
);

test('a session that AdvancedMD ended is renewed once, and the call done (sheet 3.3)', async () => {
	const context = contextOf(loginUrl);
	const port = await open(context);
	await port.patients.get(patientId);
	const { sessionToken } = await stored(context);
	await arm({ kind: 'expiredSession', operation: 'getdemographic' });
	const before = await lastCall(sandbox);
	expect((await port.patients.get(patientId))?.patient.id).toBe(patientId);
	expect(await loginsSince(before)).toBe(1);
	expect((await stored(context)).sessionToken).not.toBe(sessionToken);
});

test('a session that ends within a page is renewed there, and nobody is lost or read twice', async () => {
	const port = await openPort(loginUrl);
	const idsOf = async () =>
		(await allPages(port, { read: 'all', pageSize: 500 })).flatMap(({ patients, failed }) => {
			expect(failed).toEqual([]);
			return patients.map(({ patient }) => patient.id);
		});
	const whole = await idsOf();
	expect(whole.length).toBeGreaterThan(5);
	await arm({ kind: 'expiredSession', operation: 'getdemographic' });
	const before = await lastCall(sandbox);
	expect((await idsOf()).sort()).toEqual([...whole].sort());
	expect(await loginsSince(before)).toBeGreaterThan(0);
	expect(await loginsSince(before)).toBeLessThanOrEqual(2);
});

test('REST says a dead session by 401, which is renewed in the same way', async () => {
	const port = await openPort(loginUrl);
	await port.patients.get(patientId);
	await arm({ kind: 'expiredSession', operation: 'getAppointment' });
	const before = await lastCall(sandbox);
	expect(await port.appointments?.get?.('1')).toBeUndefined();
	expect(await loginsSince(before)).toBe(1);
});

test('a session that dies again right after the login ends the call instead of going round', async () => {
	const port = await openPort(loginUrl);
	await port.patients.get(patientId);
	await arm({ kind: 'expiredSession', operation: 'getdemographic', count: 0 });
	const before = await lastCall(sandbox);
	await expect(port.patients.get(patientId)).rejects.toMatchObject({ kind: 'authentication' });
	expect(await loginsSince(before)).toBe(1);
});

test('a write that met a dead session is sent again once, since nothing was done', async () => {
	const port = await openPort(loginUrl);
	await port.patients.get(patientId);
	await arm({ kind: 'expiredSession', operation: 'savememo' });
	const before = await lastCall(sandbox);
	await port.staff?.notice?.({ patientId, subject: 'Look', body: 'Look', reference: 'AB12' });
	expect((await callsOf(sandbox, before)).filter((name) => name === 'savememo')).toHaveLength(2);
	const { memos } = await control<{ memos: Array<{ list: Array<{ text: string }> }> }>(
		sandbox,
		'advancedmd/written',
	);
	expect(
		memos.flatMap(({ list }) => list).filter(({ text }) => text.includes('AB12')),
	).toHaveLength(1);
});

test('twenty executions that meet one dead token make one login', async () => {
	const context = contextOf(loginUrl);
	const ports = await Promise.all(Array.from({ length: 20 }, async () => await open(context)));
	await ports[0].patients.get(patientId);
	const again = await Promise.all(Array.from({ length: 20 }, async () => await open(context)));
	await arm({ kind: 'expiredSession', operation: 'getdemographic' });
	const before = await lastCall(sandbox);
	const found = await Promise.all(again.map(async (port) => await port.patients.get(patientId)));
	expect(found.every((entry) => entry?.patient.id === patientId)).toBe(true);
	expect(await loginsSince(before)).toBe(1);
});

test('four workers that share nothing but the credential make at most two logins', async () => {
	const tier = { peak: 1000, offPeak: 1000 };
	const context = contextOf(loginUrl, {
		// A real clock: workers wait up to 1.5 seconds for each other.
		sandboxSpeed: 1,
		practiceProfile: profile({ limits: { tier1: tier, tier2: tier, tier3: tier } }),
	});
	await (await open(context)).patients.get(patientId);
	const workers: Array<typeof openAdvancedMd> = [];
	for (let worker = 0; worker < 4; worker++) {
		await jest.isolateModulesAsync(async () => {
			workers.push((await import('../../../nodes/AdvancedMd/port')).openAdvancedMd);
		});
	}
	const slow = await open(context);
	const ports = await Promise.all(
		workers.flatMap((openPort_) => Array.from({ length: 5 }, async () => await openPort_(context))),
	);
	await arm({ kind: 'expiredSession', operation: 'getdemographic' });
	const before = await lastCall(sandbox);
	await slow.patients.get(patientId);
	const found = await Promise.all(ports.map(async (port) => await port.patients.get(patientId)));
	expect(found.every((entry) => entry?.patient.id === patientId)).toBe(true);
	expect(await loginsSince(before)).toBeLessThanOrEqual(2);
});

test('a refused login is not tried again: wrong logins could lock the user (sheet 3.1)', async () => {
	const context = contextOf(loginUrl, { password: 'wrong-1' });
	const before = await lastCall(sandbox);
	for (let run = 0; run < 5; run++) {
		const port = await open(context);
		const failing = port.patients.get(patientId);
		await expect(failing).rejects.toMatchObject({ kind: 'authentication' });
		await expect(failing).rejects.not.toThrow(/wrong-1/);
	}
	expect(await callsOf(sandbox, before)).toEqual(['login']);
});

test.each([
	[{ appName: 'OTHERAPP' }, 'authentication'],
	[{ practiceId: '990002' }, 'authentication'],
	[{ practiceId: 'Oak' }, 'configuration'],
	[{ appName: '../x' }, 'configuration'],
	[{ loginUrl: 'https://login.example.com/x' }, 'configuration'],
	[{ loginUrl: 'http://partnerlogin.advancedmd.com/x' }, 'configuration'],
])('a credential with %j is told as %s', async (over, kind) => {
	const failing = (async () => await (await openPort(loginUrl, over)).patients.get(patientId))();
	await expect(failing).rejects.toMatchObject({ kind });
});

test('a login service that is down is told as not available, and the next run tries again', async () => {
	await arm({ kind: 'status', status: 503, operation: 'login' });
	const context = contextOf(loginUrl, { user: 'HSAPI ' });
	await expect((await open(context)).patients.get(patientId)).rejects.toMatchObject({
		kind: 'unavailable',
		details: { operation: 'login' },
	});
	expect((await (await open(context)).patients.get(patientId))?.patient.id).toBe(patientId);
});

test.each([
	['cut off', 'truncate'],
	['a page of a gateway', 'malformed'],
])('a login answer that is %s ends the run', async (_words, kind) => {
	await arm({ kind, operation: 'login' });
	await expect((await openPort(loginUrl)).patients.get(patientId)).rejects.toMatchObject({
		kind: 'wireShape',
	});
});

test('the session can stand in the body, before all other members (sheet 3.2)', async () => {
	const port = await openPort(loginUrl, { sessionPlace: 'body' });
	expect((await port.patients.get(patientId))?.patient.id).toBe(patientId);
});

test('a login that comes too early waits for its minute, on the clock of the sandbox', async () => {
	const limited = await startSandbox(5020, [
		...['--systems', 'advancedmd', '--patients', '3', '--seed', '7', '--speed', '60'],
	]);
	try {
		const url = limited.url('advancedmd');
		const { patients } = await control<{ patients: Array<{ vendorId: string }> }>(
			limited,
			'advancedmd/state',
		);
		const id = patients[0].vendorId;
		for (let run = 0; run < 2; run++) {
			// Two credentials that know nothing of each other log in one after the other.
			const port = await openPort(url, { sandboxSpeed: 60 });
			expect((await port.patients.get(id))?.patient.id).toBe(id);
		}
		const { calls } = await control<{ calls: Array<{ operation: string; status: number }> }>(
			limited,
			'calls?after=0',
		);
		const logins = calls.filter(({ operation }) => operation === 'login');
		expect(logins.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
		expect(logins.filter(({ status }) => status === 200)).toHaveLength(4);
	} finally {
		await limited.stop();
	}
});
