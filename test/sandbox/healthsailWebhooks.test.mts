import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, beforeEach, describe, it } from 'node:test';
import { signatureHeader } from '../../sandbox/healthsail/events/signature.mjs';
import { startHealthSail, synthetic, type TestSandbox } from './healthsailSupport.mjs';

const SECRET = 'whsec_test_000000000000000000000000';

interface Received {
	headers: NodeJS.Dict<string | string[]>;
	body: string;
}

/** The v1 values that a receiver would compute from the raw bytes it got. */
function expected(received: Received, secret: string): string {
	const t = /t=(\d+)/.exec(String(received.headers['hs-signature']))?.[1] ?? '';
	return createHmac('sha256', secret).update(`${t}.${received.body}`).digest('hex');
}

describe('HealthSail sandbox: events and webhooks', () => {
	let sandbox: TestSandbox;
	let receiver: Server;
	let url: string;
	let status = 200;
	let received: Received[] = [];

	before(async () => {
		sandbox = await startHealthSail({ speed: 60 });
		receiver = createServer((request, response) => {
			let body = '';
			request.on('data', (part: Buffer) => (body += part.toString()));
			request.on('end', () => {
				received.push({ headers: request.headers, body });
				response.writeHead(status).end();
			});
		});
		await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
	});
	beforeEach(() => {
		status = 200;
		received = [];
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
		receiver.closeAllConnections();
		receiver.close();
	});

	const endpoint = async (events: string[]) =>
		(await sandbox.call('POST', '/webhook-endpoints', { body: { url, events, secret: SECRET } }))
			.json;
	const remove = async (id: string) => {
		const { json } = await sandbox.call('GET', `/webhook-endpoints/${id}`);
		const gone = await sandbox.call('DELETE', `/webhook-endpoints/${id}`, {
			ifMatch: json.version,
		});
		assert.equal(gone.status, 204);
	};
	const arrived = async (count: number, ms = 5000) => {
		const end = Date.now() + ms;
		while (received.length < count && Date.now() < end) await wait(20);
		assert.equal(received.length, count);
	};

	it('signs like the test vector of the contract', () => {
		const body =
			'{"id":"evt_0001","type":"billing_posting.requested","apiVersion":"2026-11-01","createdAt":"2026-03-04T17:20:05Z","data":{"object":"billing_posting","id":"pst_0001","version":1,"href":"/v1/billing-postings/pst_0001"}}';
		assert.equal(body.length, 216);
		assert.equal(
			signatureHeader(['whsec_test_0123456789abcdef'], 1772644805, body),
			't=1772644805,v1=34298c75ec2614bd81145e990b47811af96d6a04a3054f926aca8fa363cd372b',
		);
	});

	it('delivers a thin, signed event that carries no patient data', async () => {
		const made = await endpoint(['customer.*']);
		assert.equal(made.secret, SECRET);
		const read = await sandbox.call('GET', `/webhook-endpoints/${made.id}`);
		assert.equal(read.json.secret, undefined, 'the secret is shown once only');
		const customer = await sandbox.call('POST', '/customers', {
			body: synthetic('400'),
			headers: { 'HS-Correlation-Id': 'n8n-1' },
		});
		await arrived(1);
		const event = JSON.parse(received[0].body);
		assert.equal(event.type, 'customer.created');
		assert.equal(event.data.id, customer.json.id);
		assert.equal(event.correlationId, 'n8n-1');
		assert.equal(received[0].headers['hs-event-id'], event.id);
		assert.equal(received[0].headers['hs-delivery-attempt'], '1');
		assert.ok(!received[0].body.includes('Sample400'));
		const header = String(received[0].headers['hs-signature']);
		assert.ok(header.endsWith(`v1=${expected(received[0], SECRET)}`));
		const age = Date.now() / 1000 - Number(/t=(\d+)/.exec(header)?.[1]);
		assert.ok(age < 5, 'the signature carries real time, whatever the sandbox speed');
		await remove(made.id);
	});

	it('tries again on the sandbox clock with a new attempt number', async () => {
		const made = await endpoint(['webhook_endpoint.test']);
		status = 500;
		const sent = await sandbox.call('POST', `/webhook-endpoints/${made.id}/test`);
		assert.equal(sent.status, 202);
		await arrived(1);
		assert.equal((await sandbox.call('GET', '/events?deliverySuccess=false')).json.data.length, 1);
		status = 200;
		await arrived(2, 3000);
		assert.equal(received[1].headers['hs-delivery-attempt'], '2');
		assert.equal(received[1].body, received[0].body);
		await wait(50);
		assert.equal((await sandbox.call('GET', '/events?deliverySuccess=false')).json.data.length, 0);
		await remove(made.id);
	});

	it('signs with both secrets for a day after a rotation', async () => {
		const made = await endpoint(['webhook_endpoint.test']);
		const rotated = await sandbox.call('POST', `/webhook-endpoints/${made.id}/rotate-secret`, {
			body: {},
			ifMatch: 1,
		});
		assert.notEqual(rotated.json.secret, SECRET);
		const test = () => sandbox.call('POST', `/webhook-endpoints/${made.id}/test`);
		await test();
		await arrived(1);
		const both = String(received[0].headers['hs-signature']);
		assert.ok(both.includes(`v1=${expected(received[0], SECRET)}`));
		assert.ok(both.includes(`v1=${expected(received[0], rotated.json.secret)}`));
		sandbox.world.clock.advance(24 * 3600 * 1000 + 1000);
		await test();
		await arrived(2);
		assert.equal(String(received[1].headers['hs-signature']).split('v1=').length, 2);
		await remove(made.id);
	});

	it('disables an endpoint that answers 410', async () => {
		const made = await endpoint(['webhook_endpoint.test']);
		status = 410;
		await sandbox.call('POST', `/webhook-endpoints/${made.id}/test`);
		await arrived(1);
		await wait(50);
		const { json } = await sandbox.call('GET', `/webhook-endpoints/${made.id}`);
		assert.equal(json.status, 'disabled');
		await remove(made.id);
	});

	it('lists events oldest first after a known one, by type, and delivers one again', async () => {
		const all = (await sandbox.call('GET', '/events?limit=200')).json.data;
		const times = all.map((event: { createdAt: string }) => event.createdAt);
		assert.deepEqual(times, [...times].sort());
		const customer = await sandbox.call('POST', '/customers', { body: synthetic('401') });
		const later = await sandbox.call('GET', `/events?after=${all.at(-1).id}&type=customer.*`);
		assert.deepEqual(
			later.json.data.map((event: { data: { id: string } }) => event.data.id),
			[customer.json.id],
		);
		const other = await sandbox.call('GET', `/events?after=${all.at(-1).id}&type=consent.granted`);
		assert.deepEqual(other.json.data, []);
		const made = await endpoint(['customer.created']);
		const again = await sandbox.call('POST', `/events/${later.json.data[0].id}/redeliver`);
		assert.equal(again.status, 202);
		await arrived(1);
		assert.equal(JSON.parse(received[0].body).id, later.json.data[0].id);
		await remove(made.id);
		assert.equal((await sandbox.call('GET', '/events?after=evt_unknown')).status, 410);
	});
});
