import { openGreenway } from '../../../nodes/Greenway/port';
import { startSessions, tokensAsked } from './sessionStage';
import type { GreenwaySandbox } from './support';
import { contextOf, errorOf, openPort, profileOf, readAll } from './support';

/** What a dead token, a missing right or a busy server looks like (sheet 3.1, 6). */

let sandbox: GreenwaySandbox;

beforeAll(async () => {
	sandbox = await startSessions(5310);
});

afterAll(async () => {
	await sandbox?.stop();
});

test('twenty executions that meet one dead token sign in at most twice', async () => {
	const context = contextOf(sandbox);
	const first = await openGreenway(context);
	await first.patients.get('pt-3001');
	const before = await tokensAsked(sandbox);
	await sandbox.fault({ kind: 'expiredSession', operation: 'Patient.read' });
	const ports = await Promise.all(
		Array.from({ length: 20 }, async () => await openGreenway(context)),
	);
	const found = await Promise.all(ports.map(async (port) => await port.patients.get('pt-3001')));
	expect(found.every((entry) => entry?.patient.id === 'pt-3001')).toBe(true);
	expect((await tokensAsked(sandbox)) - before).toBeLessThanOrEqual(2);
});

test('two processes that share nothing but the credential sign in at most twice, and a late one not at all', async () => {
	// A real clock: workers wait up to 1.5 seconds for each other.
	const context = contextOf(sandbox, {
		greenwayFhirApi: {
			sandboxSpeed: 1,
			practiceProfile: profileOf({ fhir: { requestsPerMinute: 600 } }),
		},
	});
	await (await openGreenway(context)).patients.get('pt-3001');
	const workers: Array<typeof openGreenway> = [];
	for (let worker = 0; worker < 3; worker++) {
		await jest.isolateModulesAsync(async () => {
			workers.push((await import('../../../nodes/Greenway/port')).openGreenway);
		});
	}
	expect(workers[0]).not.toBe(workers[1]);
	const [one, two, late] = await Promise.all(
		workers.map(
			async (open) =>
				await Promise.all(Array.from({ length: 10 }, async () => await open(context))),
		),
	);
	const before = await tokensAsked(sandbox);
	await sandbox.fault({ kind: 'expiredSession', operation: 'Patient.read' });
	const read = async (ports: typeof one) =>
		await Promise.all(ports.map(async (port) => await port.patients.get('pt-3001')));
	const found = await Promise.all([read(one), read(two)]);
	expect(found.flat().every((entry) => entry?.patient.id === 'pt-3001')).toBe(true);
	const made = (await tokensAsked(sandbox)) - before;
	expect(made).toBeGreaterThanOrEqual(1);
	expect(made).toBeLessThanOrEqual(2);
	await read(late);
	expect((await tokensAsked(sandbox)) - before).toBe(made);
});

test('a token that another worker has stored is used without a sign-in', async () => {
	const context = contextOf(sandbox);
	const early = await openGreenway(context);
	const late = await openGreenway(context);
	await early.patients.get('pt-3001');
	const before = await tokensAsked(sandbox);
	await late.patients.get('pt-3001');
	expect(await tokensAsked(sandbox)).toBe(before);
});

test('a token that dies while an export is waited for is renewed, and the read goes on', async () => {
	const port = await openPort(sandbox);
	await sandbox.fault({ kind: 'expiredSession', operation: 'export.status' });
	await sandbox.fault({ kind: 'expiredSession', operation: 'export.file' });
	const patients = (await readAll(port, { read: 'all' })).flatMap((page) => page.patients);
	expect(patients.filter(({ recordPracticeId }) => recordPracticeId === '1')).toHaveLength(32);
	expect(new Set(patients.map(({ patient }) => patient.id)).size).toBe(patients.length);
});

test('a token that dies in the middle of a page of single reads loses nobody', async () => {
	const since = new Date(Date.now() - 60_000).toISOString();
	await sandbox.control('changes', { kind: 'email', count: 8, seed: 5 });
	const port = await openPort(sandbox);
	await sandbox.fault({ kind: 'expiredSession', operation: 'Coverage.search' });
	const pages = await readAll(port, { read: 'changed', since }, 5);
	const ids = pages.flatMap(({ patients }) => patients.map(({ patient }) => patient.id));
	expect(new Set(ids).size).toBe(8);
	expect(pages.flatMap(({ failed }) => failed)).toEqual([]);
});

test('a token endpoint that is down is an outage, not a wrong credential', async () => {
	const port = await openPort(sandbox);
	await sandbox.fault({ kind: 'status', status: 503, operation: 'token', count: 0 });
	try {
		const error = await errorOf(async () => await port.patients.get('pt-3001'));
		expect(error).toMatchObject({ kind: 'unavailable', details: { vendorCode: 'busy' } });
	} finally {
		await fetch(`${sandbox.status}/control/faults`, { method: 'DELETE' });
	}
});

test('a token endpoint that cannot be reached is an outage too', async () => {
	const port = await openPort(sandbox, {
		greenwayFhirApi: { tokenUrl: 'http://127.0.0.1:9/oauth2/as/token.oauth2' },
	});
	const error = await errorOf(async () => await port.patients.get('pt-3001'));
	expect(error.kind).toBe('unavailable');
});

test('a missing right names the call and not the patient', async () => {
	await sandbox.control('permission', { operation: 'Coverage.search', granted: false });
	try {
		const port = await openPort(sandbox);
		const error = await errorOf(async () => await port.patients.get('pt-3001'));
		expect(error).toMatchObject({
			kind: 'permission',
			details: { operation: 'Coverage search', vendorCode: 'forbidden' },
		});
		expect(JSON.stringify(error.details)).not.toContain('pt-3001');
	} finally {
		await sandbox.control('permission', { operation: 'Coverage.search', granted: true });
	}
});

test('calls that come too fast wait as the server says and go on', async () => {
	const port = await openPort(sandbox, { greenwayFhirApi: { sandboxSpeed: 60 } });
	await sandbox.fault({ kind: 'throttle', operation: 'Patient.read', retryAfterSeconds: 2 });
	expect((await port.patients.get('pt-3001'))?.patient.id).toBe('pt-3001');
});

test('the client keeps to the calls per minute of the profile', async () => {
	// Twice as fast as the sandbox allows would be refused again and again.
	const port = await openPort(sandbox, {
		greenwayFhirApi: {
			sandboxSpeed: 60,
			practiceProfile: profileOf({ fhir: { requestsPerMinute: 60 } }),
		},
	});
	const before = (await sandbox.calls()).length;
	for (let read = 0; read < 30; read++) await port.patients.get('pt-3001');
	const made = (await sandbox.calls()).slice(before);
	expect(made.filter(({ status }) => status === 429)).toEqual([]);
});

test('a server that is busy for a moment is asked again', async () => {
	const port = await openPort(sandbox);
	await sandbox.fault({ kind: 'status', status: 503, operation: 'Patient.read', count: 2 });
	expect((await port.patients.get('pt-3001'))?.patient.id).toBe('pt-3001');
});

test('an answer that breaks off is no patient who is gone', async () => {
	const port = await openPort(sandbox);
	await sandbox.fault({ kind: 'truncate', operation: 'Patient.read', count: 0 });
	try {
		const error = await errorOf(async () => await port.patients.get('pt-3001'));
		expect(error.kind).toBe('wireShape');
	} finally {
		await fetch(`${sandbox.status}/control/faults`, { method: 'DELETE' });
	}
});
