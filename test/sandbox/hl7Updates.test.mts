import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { startSandbox, type RunningSandbox } from '../../sandbox/sandbox.mjs';
import { isPortFree } from '../../sandbox/core/server.mjs';

// An update (ADT A31) that the practice behind the engine takes over. All people are invented.

type Loose = ReturnType<typeof JSON.parse>;
const offsets = [0, 1, 6, 8];

async function freePort(): Promise<number> {
	for (;;) {
		const probe = createServer();
		await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
		const { port } = probe.address() as AddressInfo;
		await new Promise((resolve) => probe.close(resolve));
		const free = await Promise.all(offsets.map((offset) => isPortFree(port + offset)));
		if (!free.includes(false)) return port;
	}
}

describe('Sandbox: updates by HL7', () => {
	let sandbox: RunningSandbox;
	let number = '';

	async function control(path: string, body?: object): Promise<Loose> {
		const response = await fetch(`${sandbox.urls.status}/control/${path}`, {
			...(body && {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		return await response.json();
	}
	/** The patient as the practice system behind the engine holds it. */
	const held = async (): Promise<Loose> => {
		const { patients } = await control('greenway_intergy/state');
		return patients.find(({ id }: Loose) => String(100_000 + Number(id)) === number);
	};
	const segments = (pid: string, ...more: string[]) =>
		[
			'MSH|^~\\&|HEALTHSAIL||PMAPP|OAK|20270301||ADT^A31^ADT_A05|HS-1|P|2.5.1||||||UNICODE UTF-8',
			'EVN|A31|20270301',
			`PID|1||${number}^^^OAKPM^PI||${pid}`,
			'PV1|1|N',
			...more,
		]
			.map((line) => `${line}\r`)
			.join('');
	async function send(text: string): Promise<string> {
		const response = await fetch(sandbox.urls.hl7, {
			method: 'POST',
			body: text,
			headers: {
				authorization: `Basic ${Buffer.from('n8n:p&ss-engine-sandbox').toString('base64')}`,
			},
		});
		return await response.text();
	}
	const lastReceived = async (): Promise<Loose> => (await control('hl7/received')).at(-1);

	before(async () => {
		sandbox = await startSandbox({
			systems: ['greenway_intergy', 'hl7'],
			port: await freePort(),
			patients: 20,
			limits: false,
		});
		const { patients } = await control('hl7/state?group=included');
		const insured = patients.find(
			({ cases, phones }: Loose) => cases[0]?.policies.length > 0 && phones.home,
		);
		number = insured.vendorId;
	});
	after(() => sandbox.stop());
	afterEach(async () => {
		await control('hl7/apply-updates', { on: false });
		await control('greenway_intergy/write-effects', { blankPhone: false });
	});

	it('are left to staff until that is switched on', async () => {
		const earlier = await held();
		assert.match(await send(segments('Switched^Off')), /\rMSA\|AA\|HS-1\r/);
		assert.equal('applied' in (await lastReceived()), false);
		assert.deepEqual(await held(), earlier);
	});

	it('reach the patient of the practice system, and the log tells what became otherwise', async () => {
		await control('hl7/apply-updates', { on: true });
		const earlier = await held();
		const text = segments(
			'Moved \\T\\ Co^Ana||||||7 Elm Way^Apt 2^Oakfield^IL^62704^^H||(217)555-0199^PRN^CP^^^217^5550199~^NET^Internet^ana@example.com|(217)555-0188^WPN^PH^^^217^5550188^12',
			'NK1|1|Rivera^Luis|^brother||(217)555-0177^PRN^PH^^^217^5550177||C',
			'IN1|1|PPO1^New Plan|CAR9|New Payer||||GRP-9|||||||||SEL|||||1||||||||||||||NEW-1',
		);
		assert.match(await send(text), /\rMSA\|AA\|HS-1\r/);
		const now = await held();
		assert.equal(now.lastName, 'Moved & Co');
		assert.equal(now.firstName, 'Ana');
		assert.equal(now.birthDate, earlier.birthDate);
		assert.deepEqual(now.address, {
			line1: '7 Elm Way',
			line2: 'Apt 2',
			city: 'Oakfield',
			state: 'IL',
			zip: '62704',
		});
		assert.deepEqual(now.phones, {
			mobile: { number: '2175550199' },
			work: { number: '2175550188', extension: '12' },
		});
		assert.equal(now.email, 'ana@example.com');
		assert.deepEqual(now.emergency, { name: 'Luis Rivera', phone: { number: '2175550177' } });
		const [policy] = now.cases[0].policies;
		assert.equal(policy.number, 'NEW-1');
		assert.equal(policy.groupNumber, 'GRP-9');
		assert.equal(policy.companyName, 'New Payer');
		assert.equal(policy.planName, 'New Plan');
		assert.ok(now.lastModifiedAt > earlier.lastModifiedAt);
		const { applied } = await lastReceived();
		for (const name of ['address', 'cases', 'email', 'homePhone', 'lastName', 'mobilePhone']) {
			assert.ok(applied.includes(name), name);
		}
		assert.equal(applied.includes('birthDate'), false);
	});

	it('leave alone what they do not speak of, and a record that is as they say', async () => {
		await control('hl7/apply-updates', { on: true });
		await send(segments('Quiet^Ana'));
		const earlier = await held();
		await send(segments('Quiet^Ana'));
		assert.deepEqual((await lastReceived()).applied, []);
		assert.deepEqual(await held(), earlier);
	});

	it('take the whole list from a field that repeats: a telephone that is left out is gone', async () => {
		await control('hl7/apply-updates', { on: true });
		const both = '(217)555-0111^PRN^PH^^^217^5550111~(217)555-0199^PRN^CP^^^217^5550199';
		await send(segments(`Moved^Ana||||||||${both}`));
		assert.deepEqual((await held()).phones.home, { number: '2175550111' });
		await send(segments('Moved^Ana||||||||(217)555-0199^PRN^CP^^^217^5550199'));
		const { phones } = await held();
		assert.equal(phones.home, undefined);
		assert.deepEqual(phones.mobile, { number: '2175550199' });
	});

	it('with a birth date that is none are refused and change nothing', async () => {
		await control('hl7/apply-updates', { on: true });
		const earlier = await held();
		const answer = await send(segments('Wrong^Ana||1984-02-29'));
		assert.match(answer, /\rMSA\|AE\|HS-1\r/);
		assert.match(answer, /\|102\^/);
		assert.deepEqual(await held(), earlier);
	});

	it('are tellable again by the engine: its next message has the new value', async () => {
		await control('hl7/apply-updates', { on: true });
		await send(segments('Again^Ana||||||9 Ash Ct^^Oakfield^IL^62701^^H'));
		await control('hl7/enqueue', { kinds: ['patient'], event: 'A08', patientIds: [number] });
		const { messages } = await control('hl7/messages');
		assert.match(messages.at(-1).text, /\|9 Ash Ct\^\^Oakfield\^IL\^62701\^USA\^H\|/);
	});

	it('blank a telephone too where the practice system does that', async () => {
		await control('hl7/apply-updates', { on: true });
		await control('greenway_intergy/staff-edit', {
			patientId: String(Number(number) - 100_000),
			workPhone: '2175550155',
		});
		await control('greenway_intergy/write-effects', { blankPhone: true });
		await send(segments('Again^Ana||||||11 Ash Ct^^Oakfield^IL^62701^^H'));
		const now = await held();
		assert.equal(now.address.line1, '11 Ash Ct');
		assert.equal(now.phones.work, undefined);
	});

	it('end with a reset, and the engine then tells of the new people', async () => {
		await control('hl7/apply-updates', { on: true });
		await fetch(`${sandbox.urls.status}/control/reset`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ patients: 8, seed: 77 }),
		});
		const state = async (key: string): Promise<string[]> =>
			(await control(`${key}/state`)).patients.map(({ lastName }: Loose) => lastName);
		assert.deepEqual(await state('hl7'), await state('greenway_intergy'));
		const earlier = await state('greenway_intergy');
		const { patients } = await control('hl7/state?group=included');
		number = patients[0].vendorId;
		await send(segments('Never^Put'));
		assert.deepEqual(await state('greenway_intergy'), earlier);
	});
});
