import type { IDataObject } from 'n8n-workflow';

import { startServer, type LocalServer, type Reply } from '../../support/localServer';
import { runNode, testCredential } from '../../support/nodes';
import { startSandbox } from '../../support/sandboxProcess';
import { engineCredential } from './support';

/** Messages to the engine's listener, and the test of the credential. */

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let number = '';
beforeAll(async () => {
	sandbox = await startSandbox(5410, ['--systems', 'hl7', '--patients', '5', '--no-limits']);
	const { patients } = (await control('state?group=included&limit=1')) as {
		patients: Array<{ vendorId: string }>;
	};
	number = patients[0].vendorId;
}, 40_000);
afterAll(async () => await sandbox.stop());

async function control(path: string): Promise<unknown> {
	return await (await fetch(`${sandbox.url('status')}/control/hl7/${path}`)).json();
}

interface Received {
	event: string;
	code: string;
	controlId: string;
	lines: Array<{ reference: string; kind: string; cents: number; date: string }>;
	text: string;
}
const received = async () => (await control('received')) as Received[];

const patient = (more: IDataObject = {}): IDataObject => ({
	system: 'greenway_intergy',
	practiceId: '1',
	id: number,
	externalIds: [],
	givenName: 'Ana',
	familyName: 'Rivera',
	birthDate: '1984-02-29',
	...more,
});

const payment = {
	kind: 'payment',
	date: '2026-03-09',
	code: 'CARD',
	amount: { amount: 10_600, currency: 'USD' },
};

async function send(
	operation: string,
	parameters: IDataObject = {},
	url = sandbox.url('hl7'),
	settings: IDataObject = {},
) {
	return await runNode({
		nodeType: 'hl7Interface',
		parameters: {
			healthSailAuthentication: 'apiKey',
			resource: 'message',
			operation,
			patient: JSON.stringify(patient()),
			transactions: JSON.stringify([payment]),
			reference: 'HSB7F3A2K9',
			...(parameters as Record<string, string>),
		},
		baseUrls: { healthSail: sandbox.healthSail },
		credentials: { hl7EngineApi: engineCredential({ url }, settings) },
	});
}

describe('a message to the practice system', () => {
	it('is an ADT A31 that the listener takes', async () => {
		const { run, json } = await send('sendAdtA31', { reference: 'A31-1' });
		expect(run.data.resultData.error).toBeUndefined();
		expect(json()).toEqual([{ result: 'accepted', acknowledgement: 'AA', reference: 'A31-1' }]);
		expect((await received()).at(-1)).toMatchObject({ event: 'ADT^A31', code: 'AA' });
	});

	it('is a DFT P03 whose lines can be found again by their reference', async () => {
		const { json } = await send('sendDftP03', {
			transactions: JSON.stringify([
				payment,
				{ ...payment, kind: 'credit', amount: { amount: 600, currency: 'USD' } },
			]),
		});
		expect(json()).toEqual([
			{
				result: 'accepted',
				acknowledgement: 'AA',
				reference: 'HSB7F3A2K9',
				references: ['HSB7F3A2K9-1', 'HSB7F3A2K9-2'],
			},
		]);
		expect((await received()).at(-1)?.lines).toEqual([
			{ reference: 'HSB7F3A2K9-1', kind: 'PY', cents: 10_600, date: '20260309' },
			{ reference: 'HSB7F3A2K9-2', kind: 'CD', cents: 600, date: '20260309' },
		]);
	});

	it('that the other side refuses says so with its code and place', async () => {
		const { error } = await send('sendDftP03', { patient: JSON.stringify(patient({ id: '999' })) });
		expect(error?.message).toMatch(/did not accept.*\(AE\).*code: 204; fields: PID-3/);
		expect(error?.message).not.toContain('Rivera');
	});

	it('of another practice is not sent', async () => {
		const before = (await received()).length;
		const { error } = await send('sendDftP03', {
			patient: JSON.stringify(patient({ practiceId: '2' })),
		});
		expect(error?.message).toMatch(/another practice/);
		expect(await received()).toHaveLength(before);
	});

	it.each([
		['no reference', 'sendDftP03', { reference: '={{ "" }}' }, /Reference/],
		['a reference that is too long', 'sendDftP03', { reference: 'x'.repeat(21) }, /Reference/],
		['no transactions', 'sendDftP03', { transactions: '[]' }, /transactions/],
		['text in place of transactions', 'sendDftP03', { transactions: 'none' }, /transactions/],
		['text in place of a patient', 'sendAdtA31', { patient: 'Rivera' }, /Patient is not/],
	])('is not sent with %s', async (_name, operation, parameters, words) => {
		const { error } = await send(operation, parameters);
		expect(error?.message).toMatch(words);
	});

	it('is in the audit trail before it is sent', async () => {
		await send('sendDftP03', { reference: 'AUDITED' });
		const { json } = await runNode({
			nodeType: 'healthSail',
			parameters: {
				healthSailAuthentication: 'apiKey',
				resource: 'auditEvent',
				operation: 'getMany',
				returnAll: true,
			},
			baseUrls: { healthSail: sandbox.healthSail },
		});
		expect(json().find(({ workflowStep }) => workflowStep === 'hl7.sendDftP03')).toMatchObject({
			action: 'transmit',
			count: 1,
			destination: { system: 'greenway_intergy', practiceId: '1', protocol: 'hl7v2' },
			fields: ['amount', 'birthDate', 'code', 'date', 'familyName', 'givenName', 'id', 'kind'],
		});
	});
});

describe('a listener', () => {
	let server: LocalServer | undefined;
	afterEach(async () => {
		await server?.close();
		server = undefined;
	});

	const controlIdOf = (body: string) => body.split('|')[9];

	async function sendTo(
		answer: (body: string) => Reply,
		operation = 'sendDftP03',
		more: IDataObject = {},
		settings: IDataObject = {},
	) {
		server = await startServer(({ body }) => answer(body));
		const result = await send(operation, more, `${server.url}/hl7`, settings);
		return { ...result, attempts: server.requests.length, requests: server.requests };
	}

	const ack = (code: string) => (body: string) => ({
		body: `MSH|^~\\&|A|B\rMSA|${code}|${controlIdOf(body)}\r`,
	});

	it('that answers with a broken connection is not sent the money again', async () => {
		const { error, attempts } = await sendTo(() => ({ cut: 'headers' }));
		expect(error?.message).toMatch(/kind: outcomeUnknown/);
		expect(attempts).toBe(1);
	});

	it.each([
		['an HTML page', () => ({ body: '<html>It works</html>' })],
		['an empty body', () => ({ body: '' })],
		['an answer to another message', () => ({ body: 'MSH|^~\\&|A|B\rMSA|AA|OTHER\r' })],
		['an error of the gateway', () => ({ status: 502, body: 'Bad gateway' })],
	])('that answers a DFT with %s leaves it unknown', async (_name, answer) => {
		const { error, attempts } = await sendTo(answer);
		expect(error?.message).toMatch(/kind: outcomeUnknown/);
		expect(attempts).toBe(1);
	});

	it('that only stored an ADT A31 has received it, which is not the same as accepted', async () => {
		const { json } = await sendTo(ack('CA'), 'sendAdtA31', { reference: 'A31-2' });
		expect(json()).toEqual([{ result: 'received', acknowledgement: 'CA', reference: 'A31-2' }]);
	});

	it('that only stored the money leaves open whether it was applied, and is sent it once', async () => {
		const { error, attempts } = await sendTo(ack('CA'));
		expect(error?.message).toMatch(/has received the message \(CA\).*kind: outcomeUnknown/);
		expect(attempts).toBe(1);
	});

	it.each([
		['sendAdtA31', 'A31-3'],
		['sendDftP03', 'DFT-3'],
	])('that answers CA by agreement has accepted a %s', async (operation, reference) => {
		const settings = { outgoing: { acknowledgement: 'commit' } };
		const { json } = await sendTo(ack('CA'), operation, { reference }, settings);
		expect(json()).toEqual([
			expect.objectContaining({ result: 'accepted', acknowledgement: 'CA', reference }),
		]);
	});

	it.each([
		['CE', 'AE'],
		['CR', 'AR'],
	])('that answers %s has refused the message', async (word, code) => {
		const { error } = await sendTo(ack(word), 'sendAdtA31');
		expect(error?.message).toContain(`did not accept the message (${code})`);
	});

	it('that is busy is sent an ADT A31 again', async () => {
		let calls = 0;
		const { error, attempts } = await sendTo(
			(body) => (++calls === 1 ? { status: 503 } : ack('AA')(body)),
			'sendAdtA31',
		);
		expect(error).toBeUndefined();
		expect(attempts).toBe(2);
	});

	it('may tell its AE with an HTTP status of its own', async () => {
		const { error } = await sendTo((body) => ({ ...ack('AE')(body), status: 400 }));
		expect(error?.message).toMatch(/did not accept the message \(AE\)/);
	});

	it.each([
		[401, 'authentication'],
		[403, 'permission'],
		[404, 'configuration'],
	])('that answers HTTP %s is told from one that is down', async (status, kind) => {
		const { error } = await sendTo(() => ({ status }));
		expect(error?.message).toContain(`kind: ${kind}`);
	});

	it('gets the message as HL7 in UTF-8, with the login', async () => {
		const { requests } = await sendTo(ack('AA'), 'sendAdtA31', {
			patient: JSON.stringify(patient({ familyName: 'Peña' })),
		});
		expect(requests[0].headers['content-type']).toBe('x-application/hl7-v2+er7; charset=utf-8');
		expect(requests[0].headers.authorization).toMatch(/^Basic /);
		expect(requests[0].body).toContain('|UNICODE UTF-8\r');
		expect(requests[0].body).toContain('||Peña^Ana');
	});
});

describe('the test of the credential', () => {
	const check = async (over: IDataObject) =>
		await testCredential('hl7Interface', 'hl7ConnectionTest', 'hl7EngineApi', {
			...engineCredential(),
			...(over as Record<string, string>),
		});

	it('is content without a listener', async () => {
		expect(await check({})).toMatchObject({
			status: 'OK',
			message: expect.stringMatching(/no listener/) as string,
		});
	});

	it('asks the listener without sending a message', async () => {
		const before = (await received()).length;
		expect(await check({ url: sandbox.url('hl7') })).toMatchObject({ status: 'OK' });
		expect(await received()).toHaveLength(before);
	});

	it.each([
		['a refused login', { outgoingPassword: 'wrong' }, /refuses the login/],
		['a listener that is down', { url: 'http://127.0.0.1:9/hl7' }, /could not be reached/],
		['an address without https', { url: 'http://engine.example/hl7' }, /https/],
		['no practice', { practiceId: '' }, /Practice ID/],
		['a zone that is none', { timeZone: 'Mars/Base' }, /Time Zone/],
		['settings that are no JSON', { interfaceSettings: '{' }, /interface settings/],
		['a short password', { incomingPassword: 'short' }, /Incoming Password/],
	])('tells %s', async (_name, over, words) => {
		const result = await check({ url: sandbox.url('hl7'), ...over });
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(words);
	});
});
