import type { IDataObject } from 'n8n-workflow';

import { a08, s12 } from '../../lib/hl7/messages';
import { startServer, type Reply } from '../../support/localServer';
import { healthSailAt } from '../healthsail.support/run';
import type { Engine } from './engine';
import { idsOf, startEngine } from './engine';
import { receiveMessage } from './flow';
import { basic, deliver, engineCredential } from './support';

/** An engine with one channel for ADT and one for SIU, which deliver side by side. */

const PATIENTS = 25;
const MESSAGES = 200;

let engine: Engine;
beforeAll(async () => {
	engine = await startEngine(5450, PATIENTS);
}, 40_000);
afterAll(async () => await engine?.stop());

interface Message {
	event: string;
	patientId: string;
	text: string;
	state: string;
}

it('two channels that tell of the same new patients at once make each customer and appointment once', async () => {
	const credential = engineCredential({}, { providers: 'leaveOut', locations: 'leaveOut' });
	let underWay = 0;
	let most = 0;
	const server = await startServer(async ({ body }): Promise<Reply> => {
		underWay += 1;
		most = Math.max(most, underWay);
		try {
			const headers = { authorization: basic };
			return await receiveMessage(body, { healthSail: engine.healthSail, credential, headers });
		} catch {
			return { status: 500 };
		} finally {
			underWay -= 1;
		}
	});
	await engine.control('channels', { perType: true });
	await engine.control('enqueue', { count: MESSAGES, kinds: ['patient', 'appointment'] });
	await engine.sendAll(`${server.url}/hl7`);
	await server.close();

	expect(most).toBe(2);
	const { messages } = await engine.control<{ messages: Message[] }>('messages');
	expect(messages.filter(({ state }) => state === 'accepted')).toHaveLength(MESSAGES);
	const included = await engine.included();
	const told = messages.filter(({ patientId }) => included.has(patientId));

	const healthSail = healthSailAt(engine.healthSail);
	const customers = await healthSail.items('customer', 'getMany', { returnAll: true });
	const numbers = customers.flatMap((customer) => idsOf(customer, 'patient'));
	expect(numbers.sort()).toEqual([...new Set(told.map(({ patientId }) => patientId))].sort());

	const events = await healthSail.items('event', 'getMany', { returnAll: true });
	expect(events.filter(({ type }) => type === 'customer.created')).toHaveLength(numbers.length);

	const appointments = await healthSail.items('appointment', 'getMany', { returnAll: true });
	const visits = told.flatMap(({ text }) => /\rSCH\|[^|]*\|([^|^]+)/.exec(text)?.[1] ?? []);
	expect(appointments.flatMap((entry) => idsOf(entry, 'appointment')).sort()).toEqual(
		[...new Set(visits)].sort(),
	);
	expect(appointments.map(({ version }) => version)).toEqual(appointments.map(() => 1));
}, 120_000);

it('an appointment’s patient that was read before a newer one was written does not overwrite it', async () => {
	const credential = engineCredential({}, { providers: 'leaveOut', locations: 'leaveOut' });
	const options = { healthSail: engine.healthSail, credential };
	const about = (text: string, family: string) =>
		text
			.replaceAll('501^', '7701^')
			.replace('M-77', 'M-7701')
			.replace('Rivera^Ana', `${family}^Ana`);
	const { item } = await deliver(about(s12, 'Older'), options);
	expect(item).toMatchObject({ familyName: 'Older', healthsail: null });
	const newer = about(a08, 'Newer').replaceAll('20260304', '20260305');
	expect((await receiveMessage(newer, options)).body).toMatch(/\rMSA\|AA\|/);

	const healthSail = healthSailAt(engine.healthSail);
	await healthSail.run('customer', 'createOrUpdate', {}, [item ?? {}]);
	const customers = await healthSail.items('customer', 'getMany', { returnAll: true });
	const found = customers.filter(({ externalIds }) =>
		(externalIds as IDataObject[]).some(({ value }) => value === '7701'),
	);
	expect(found).toMatchObject([{ demographics: { familyName: 'Newer' } }]);
});
