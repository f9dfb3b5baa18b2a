import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { newServer, startServer } from '../../sandbox/core/server.mjs';
import { createWorld } from '../../sandbox/core/world.mjs';
import { createHl7System } from '../../sandbox/hl7/system.mjs';

// The interface engine of the sandbox: its queue and its listener. All people are invented.

const world = createWorld({ limits: false });
const system = createHl7System(world, { patients: 20 });
const apps: FastifyInstance[] = [];
let url = '';
let controlUrl = '';

before(async () => {
	const [app, control] = [newServer(), newServer()];
	apps.push(app, control);
	await system.register(app);
	system.control?.(control);
	url = `${await startServer(app, 0)}/hl7`;
	controlUrl = `${await startServer(control, 0)}/control/hl7`;
});
after(async () => {
	await system.close?.();
	await Promise.all(apps.map((app) => app.close()));
});

async function control<T>(path: string, body?: object): Promise<T> {
	const response = await fetch(`${controlUrl}/${path}`, {
		...(body && {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	return (await response.json()) as T;
}

interface Message {
	controlId: string;
	event: string;
	patientId: string;
	text: string;
	state: string;
	attempts: number;
	acknowledgement?: string;
}

/** A receiver whose answers a test chooses; undefined breaks the connection. */
async function receiver(answer: (text: string, count: number) => string | number | undefined) {
	const seen: string[] = [];
	const server: Server = createServer((request, response) => {
		let text = '';
		request.on('data', (part: Buffer) => (text += part.toString('utf8')));
		request.on('end', () => {
			seen.push(text);
			const said = answer(text, seen.length);
			if (said === undefined) request.socket.destroy();
			else if (typeof said === 'number') response.writeHead(said).end();
			else response.end(said);
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return {
		seen,
		url: `http://127.0.0.1:${port}/in`,
		close: () => new Promise((done) => server.close(done)),
	};
}

const numberOf = (text: string) => text.split('|')[9];
const ack = (code: string, text: string) => `MSH|^~\\&|X\rMSA|${code}|${numberOf(text)}\r`;

async function untilEmpty(): Promise<void> {
	while ((await control<{ waiting: number }>('counts')).waiting > 0) await wait(20);
}

test('messages are delivered in order, again without an acknowledgement, and refused ones make way', async () => {
	const made = await control<Message[]>('enqueue', { count: 6 });
	const answers = [503, undefined, 'AA', 'no answer', 'other', 'AE', 'AA', 'AR', 'AA', 'AA'];
	const other = 'MSH|^~\\&|X\rMSA|AA|SOMETHING ELSE\r';
	const target = await receiver((text, count) => {
		const next = answers[count - 1];
		if (next === 'other') return other;
		return typeof next === 'string' && next.startsWith('A') ? ack(next, text) : next;
	});
	await control('target', { url: target.url });
	await untilEmpty();
	await control('target', {});
	await target.close();
	const { messages } = await control<{ messages: Message[] }>('messages');
	assert.deepEqual(
		messages.map(({ controlId }) => controlId),
		made.map(({ controlId }) => controlId),
	);
	assert.deepEqual(
		messages.map(({ attempts, acknowledgement, state }) => [attempts, acknowledgement, state]),
		[
			[3, 'AA', 'accepted'],
			[3, 'AE', 'refused'],
			[1, 'AA', 'accepted'],
			[1, 'AR', 'refused'],
			[1, 'AA', 'accepted'],
			[1, 'AA', 'accepted'],
		],
	);
	assert.equal(new Set(target.seen.slice(0, 3)).size, 1);
});

test('channels by type deliver side by side, so that a message nobody takes holds up its own kind only', async () => {
	await control('channels', { perType: true });
	const made = await control<Message[]>('enqueue', { count: 4, kinds: ['patient', 'appointment'] });
	const target = await receiver((text) => (text.includes('|ADT^') ? ack('AA', text) : 503));
	await control('target', { url: target.url });
	while ((await control<{ waiting: number }>('counts')).waiting > 2) await wait(20);
	await control('target', {});
	await target.close();
	const { messages } = await control<{ messages: Message[] }>('messages');
	const states = new Map(messages.map(({ controlId, state }) => [controlId, state]));
	assert.deepEqual(
		made.map(({ controlId, event }) => [event.slice(0, 3), states.get(controlId)]),
		[
			['ADT', 'accepted'],
			['SIU', 'waiting'],
			['ADT', 'accepted'],
			['SIU', 'waiting'],
		],
	);
	const second = await receiver((text) => ack('AA', text));
	await control('target', { url: second.url });
	await untilEmpty();
	await control('target', {});
	await second.close();
	assert.deepEqual(
		[...new Set(second.seen)].map(numberOf),
		made.filter(({ event }) => event.startsWith('SIU')).map(({ controlId }) => controlId),
	);
	await control('channels', { perType: false });
});

test('a reset takes back that channels go by type', async () => {
	await control('channels', { perType: true });
	system.reset?.({ patients: 20 });
	await control('enqueue', { count: 4, kinds: ['patient', 'appointment'] });
	const target = await receiver((text) => (text.includes('|ADT^') ? 503 : ack('AA', text)));
	await control('target', { url: target.url });
	while (target.seen.length < 3) await wait(20);
	assert.equal((await control<{ waiting: number }>('counts')).waiting, 4, 'one holds up all');
	await control('target', {});
	await target.close();
	system.reset?.({ patients: 20 });
});

test('a patient message carries what the practice holds, the protected ones marked', async () => {
	const { patients } = await control<{
		patients: { vendorId: string; lastName: string; group: string }[];
	}>('state');
	for (const group of ['included', 'flagged']) {
		const patient = patients.find((entry) => entry.group === group);
		assert.ok(patient);
		await control('enqueue', { kinds: ['patient'], event: 'A08', patientIds: [patient.vendorId] });
		const { messages } = await control<{ messages: Message[] }>('messages');
		const { text } = messages[messages.length - 1];
		const segments = text.split('\r').map((line) => line.split('|'));
		const of = (name: string) => segments.find(([own]) => own === name) ?? [];
		assert.ok(text.endsWith('\r'));
		assert.equal(of('MSH')[8], 'ADT^A08^ADT_A01');
		assert.equal(of('MSH')[3], 'OAK');
		assert.equal(of('PID')[3].split('~')[0], `${patient.vendorId}^^^OAKPM^PI`);
		assert.equal(of('PID')[5].split('^')[0], patient.lastName);
		assert.equal(of('PD1')[12], group === 'flagged' ? 'Y' : 'N');
		assert.equal(of('ZPM').length, 4);
	}
});

test('records of the other practice and of none come too, named so', async () => {
	await control('enqueue', { count: 200, kinds: ['patient'], seed: 5 });
	const { messages } = await control<{ messages: Message[] }>('messages');
	const facilities = new Set(messages.slice(-200).map(({ text }) => text.split('|')[3]));
	assert.deepEqual([...facilities].sort(), ['', 'ELM', 'OAK']);
});

test('an appointment message tells its time on the clock of the practice', async () => {
	await control('enqueue', { kinds: ['appointment'] });
	const { messages } = await control<{ messages: Message[] }>('messages');
	const { text, event } = messages[messages.length - 1];
	assert.match(event, /^SIU\^S1[2-5]|S26$/);
	assert.match(text, /\rAIS\|1\|\|[1-5]\^[^|]+\|\d{14}\|\|\|\d+\|MIN\r/);
	assert.match(text, /\rSCH\|PL\d+\|\d+\^OAKPM\|/);
});

const login = `Basic ${Buffer.from('n8n:p&ss-engine-sandbox').toString('base64')}`;
const post = async (body: string, authorization = login) => {
	const response = await fetch(url, { method: 'POST', body, headers: { authorization } });
	return { status: response.status, text: await response.text() };
};
const known = () => String(100_000 + system.store.idsOf('included')[0]);
const dft = (patient: string, ft1 = 'FT1|1|R-1||20260309||PY|CARD|||1|106.00&USD') =>
	`MSH|^~\\&|HS||PMAPP|OAK|20260310||DFT^P03^DFT_P03|M1|P|2.5.1\rEVN|P03|20260310\rPID|1||${patient}^^^OAKPM^PI||R^A\r${ft1}\r`;

test('the listener takes a payment of a patient whom the practice has', async () => {
	const { status, text } = await post(dft(known()));
	assert.equal(status, 200);
	assert.match(text, /\rMSA\|AA\|M1\r$/);
	const received = await control<{ code: string; lines: unknown[] }[]>('received');
	assert.deepEqual(received[received.length - 1].lines, [
		{ reference: 'R-1', kind: 'PY', cents: 10_600, date: '20260309' },
	]);
});

for (const [name, body, code, condition] of [
	['a patient whom the practice does not have', () => dft('999'), 'AE', '204'],
	['a kind that is not posted', () => dft(known(), 'FT1|1|R||20260309||XX|C||||1.00'), 'AE', '103'],
	['no transaction', () => dft(known(), 'ZZ1|x'), 'AE', '100'],
	['an amount that is none', () => dft(known(), 'FT1|1|R||20260309||PY|C|||1|free'), 'AE', '102'],
	['another event', () => dft(known()).replace('DFT^P03', 'DFT^P11'), 'AR', '201'],
	['another type', () => dft(known()).replace('DFT^P03', 'ORU^R01'), 'AR', '200'],
	['no message', () => 'hello', 'AR', '100'],
] as const) {
	test(`the listener refuses ${name}`, async () => {
		const { text } = await post(body());
		assert.match(text, new RegExp(`\\rMSA\\|${code}\\|`));
		assert.match(text, new RegExp(`\\rERR\\|.*\\|${condition}\\^`));
	});
}

test('the listener wants its login, and loses answers when told to', async () => {
	assert.equal((await post(dft(known()), 'Basic bm8=')).status, 401);
	world.faults.arm({ system: 'hl7', kind: 'dropAfterWrite' });
	const before = (await control<unknown[]>('received')).length;
	await assert.rejects(post(dft(known())));
	assert.equal((await control<unknown[]>('received')).length, before + 1);
});
