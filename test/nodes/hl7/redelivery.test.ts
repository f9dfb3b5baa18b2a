import { startServer, type Reply } from '../../support/localServer';
import { healthSailAt } from '../healthsail.support/run';
import type { Engine } from './engine';
import { idsOf, startEngine } from './engine';
import { Killed, receiveMessage } from './flow';
import { basic, engineCredential } from './support';

/**
 * The short form of the redelivery test: 500 messages of the sandbox's engine through trigger and
 * flow. At ten places the run dies in the middle, between any two of its steps, and the engine sends
 * the message again until it is acknowledged.
 */

let engine: Engine;
beforeAll(async () => {
	engine = await startEngine(5430, 150);
}, 40_000);
afterAll(async () => await engine?.stop());

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
				healthSail: engine.healthSail,
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
	const made = await engine.control<Message[]>('enqueue', {
		count: 500,
		kinds: ['patient', 'appointment'],
	});
	expect(made).toHaveLength(500);
	const counts = await engine.sendAll(`${server.url}/hl7`);
	await server.close();

	expect(killed).toBe(kills.length);
	expect(counts).toEqual({ waiting: 0, accepted: 500, refused: 0 });
	const { messages } = await engine.control<{ messages: Message[] }>('messages');
	expect(messages.map(({ controlId }) => controlId)).toEqual(
		made.map(({ controlId }) => controlId),
	);
	expect(messages.filter(({ attempts }) => attempts > 1)).toHaveLength(kills.length);

	const own = await engine.included();
	const told = new Set(made.map(({ patientId }) => patientId).filter((id) => own.has(id)));
	const healthSail = healthSailAt(engine.healthSail);
	const customers = await healthSail.items('customer', 'getMany', { returnAll: true });
	const numbers = customers.map((customer) => idsOf(customer, 'patient'));
	expect(numbers.flat().sort()).toEqual([...told].sort());
	expect(numbers.every((ids) => ids.length === 1)).toBe(true);

	const events = await healthSail.items('event', 'getMany', { returnAll: true });
	const created = events.filter(({ type }) => type === 'customer.created');
	expect(created).toHaveLength(told.size);

	const appointments = await healthSail.items('appointment', 'getMany', { returnAll: true });
	const keys = appointments.map(
		({ externalIds }) => (externalIds as Array<{ value: string }>)[0].value,
	);
	expect(new Set(keys).size).toBe(keys.length);
	// Written once each: what came again, by a kill or another message, was unchanged.
	expect(new Set(appointments.map(({ version }) => version))).toEqual(new Set([1]));
}, 300_000);
