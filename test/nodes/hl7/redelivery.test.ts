import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { startServer, type Reply } from '../../support/localServer';
import { startSandbox } from '../../support/sandboxProcess';
import { healthSailAt } from '../healthsail.support/run';
import { Killed, receiveMessage } from './flow';
import { basic, engineCredential } from './support';

/**
 * The short form of the redelivery test: 500 messages of the sandbox's engine through trigger and
 * flow. At ten places the run dies in the middle, between any two of its steps, and the engine sends
 * the message again until it is acknowledged.
 */

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
beforeAll(async () => {
	sandbox = await startSandbox(5430, ['--systems', 'hl7', '--patients', '150', '--no-limits']);
}, 40_000);
afterAll(async () => await sandbox.stop());

async function control<T>(path: string, body?: object): Promise<T> {
	const answer = await fetch(`${sandbox.url('status')}/control/hl7/${path}`, {
		...(body && {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	return (await answer.json()) as T;
}

interface Counts {
	waiting: number;
	accepted: number;
	refused: number;
}

interface Message {
	controlId: string;
	event: string;
	patientId: string;
	state: string;
	attempts: number;
}

/** From so many requests on, the next run that gets to the step dies before it. */
const kills = [
	{ after: 20, step: 0 },
	{ after: 60, step: 1 },
	{ after: 100, step: 2 },
	{ after: 150, step: 3 },
	{ after: 200, step: 4 },
	{ after: 250, step: 3 },
	{ after: 300, step: 1 },
	{ after: 350, step: 2 },
	{ after: 400, step: 3 },
	{ after: 450, step: 2 },
];

it('500 messages, ten runs killed on the way: each effect once, none lost', async () => {
	const credential = engineCredential({}, { providers: 'leaveOut', locations: 'leaveOut' });
	let taken = 0;
	let killed = 0;
	const server = await startServer(async ({ body }): Promise<Reply> => {
		taken += 1;
		try {
			return await receiveMessage(body, {
				healthSail: sandbox.healthSail,
				credential,
				headers: { authorization: basic },
				// Short only where the run is killed: a slow machine outlasts it.
				leaseSeconds: taken >= (kills[killed]?.after ?? Infinity) ? 1 : 60,
				beforeStep: (step) => {
					const next = kills[killed];
					if (next === undefined || taken < next.after || step !== next.step) return;
					killed += 1;
					throw new Killed();
				},
			});
		} catch (error) {
			// A dead n8n breaks the connection; one in trouble answers 500 without an acknowledgement.
			return error instanceof Killed ? { cut: 'headers' } : { status: 500 };
		}
	});
	const made = await control<Message[]>('enqueue', {
		count: 500,
		kinds: ['patient', 'appointment'],
	});
	expect(made).toHaveLength(500);
	await control('target', { url: `${server.url}/hl7`, authorization: basic });
	let counts: Counts;
	do {
		await sleep(200);
		counts = await control<Counts>('counts');
	} while (counts.waiting > 0);
	await server.close();

	expect(killed).toBe(kills.length);
	expect(counts).toEqual({ waiting: 0, accepted: 500, refused: 0 });
	const { messages } = await control<{ messages: Message[] }>('messages');
	expect(messages.map(({ controlId }) => controlId)).toEqual(
		made.map(({ controlId }) => controlId),
	);
	expect(messages.filter(({ attempts }) => attempts > 1)).toHaveLength(kills.length);

	const { patients } = await control<{ patients: Array<{ vendorId: string }> }>(
		'state?group=included',
	);
	const own = new Set(patients.map(({ vendorId }) => vendorId));
	const told = new Set(made.map(({ patientId }) => patientId).filter((id) => own.has(id)));
	const healthSail = healthSailAt(sandbox.healthSail);
	const customers = await healthSail.items('customer', 'getMany', { returnAll: true });
	const numbers = customers.map(({ externalIds }) =>
		(externalIds as IDataObject[])
			.filter(({ type }) => type === 'patient')
			.map(({ value }) => value),
	);
	expect(numbers.flat().sort()).toEqual([...told].sort());
	expect(numbers.every((ids) => ids.length === 1)).toBe(true);

	const events = await healthSail.items('event', 'getMany', { returnAll: true });
	const created = events.filter(({ type }) => type === 'customer.created');
	expect(created).toHaveLength(told.size);

	const appointments = await healthSail.items('appointment', 'getMany', { returnAll: true });
	const keys = appointments.map(({ externalIds }) => (externalIds as IDataObject[])[0].value);
	expect(new Set(keys).size).toBe(keys.length);
	// Written once each: what came again, by a kill or another message, was unchanged.
	expect(new Set(appointments.map(({ version }) => version))).toEqual(new Set([1]));
}, 300_000);
