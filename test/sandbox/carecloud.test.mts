import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createCareCloudSystem } from '../../sandbox/carecloud/system.mjs';
import { newServer, startServer } from '../../sandbox/core/server.mjs';
import { createWorld, type World } from '../../sandbox/core/world.mjs';

// The sandbox refuses what CareCloud refuses, and keeps the oddities of its sheet.

type Loose = ReturnType<typeof JSON.parse>;

interface Answer {
	status: number;
	body: Loose;
	headers: Headers;
}

describe('CareCloud sandbox', () => {
	let world: World;
	let url: string;
	let controlUrl: string;
	const apps: FastifyInstance[] = [];

	before(async () => {
		world = createWorld({ limits: false });
		const system = createCareCloudSystem(world, { patients: 60 });
		const app = newServer();
		await system.register(app);
		const controls = newServer();
		system.control?.(controls);
		apps.push(app, controls);
		url = await startServer(app, 0);
		controlUrl = await startServer(controls, 0);
	});
	after(async () => {
		for (const app of apps) await app.close();
	});

	async function call(
		method: string,
		path: string,
		body?: object,
		token: string | null = 'cc-access-sandbox',
	): Promise<Answer> {
		const response = await fetch(url + path, {
			method,
			headers: {
				...(token !== null && { Authorization: `Bearer ${token}` }),
				...(body && { 'Content-Type': 'application/json' }),
			},
			...(body && { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		return {
			status: response.status,
			body: text === '' ? undefined : JSON.parse(text),
			headers: response.headers,
		};
	}

	async function truth(group = 'included'): Promise<Loose[]> {
		const answer = await fetch(`${controlUrl}/control/carecloud/state?group=${group}`);
		return ((await answer.json()) as { patients: Loose[] }).patients;
	}

	const day = (offset: number) =>
		new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

	it('opens nothing without a token, with another one, or with one in the address', async () => {
		assert.equal((await call('GET', '/v2/providers', undefined, null)).status, 401);
		assert.equal((await call('GET', '/v2/providers', undefined, 'other')).status, 401);
		assert.equal(
			(await call('GET', '/v2/providers?access_token=cc-access-sandbox', undefined, null)).status,
			401,
		);
	});

	it('takes client and secret as Basic only, and never from the address (sheet 3)', async () => {
		const ask = (path: string, headers: Record<string, string>) =>
			fetch(url + path, {
				method: 'POST',
				headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
				body: 'grant_type=refresh_token&refresh_token=cc-refresh-sandbox',
			});
		const basic = {
			Authorization: `Basic ${Buffer.from('sandbox-client:sandbox-secret').toString('base64')}`,
		};
		assert.equal((await ask('/oauth2/access_token', {})).status, 401);
		assert.equal((await ask('/oauth2/access_token?client_secret=x', basic)).status, 400);
		const granted = await ask('/oauth2/access_token', basic);
		assert.equal(granted.status, 200);
		assert.equal(((await granted.json()) as Loose).refresh_token, undefined);
	});

	it('has no list of patients, no DELETE and no update of an appointment (sheet 4, 8)', async () => {
		const { vendorId } = (await truth())[0];
		assert.equal((await call('GET', '/v2/patients')).status, 404);
		assert.equal((await call('DELETE', `/v2/patients/${vendorId}`)).status, 404);
		const [{ appointment }] = (
			await call('GET', `/v2/appointments?start_date=${day(1)}&end_date=${day(31)}`)
		).body;
		assert.equal((await call('PUT', `/v2/appointments/${appointment.id}`, {})).status, 404);
	});

	it('lists today only when no dates are sent, and refuses long spans (sheet 4.2)', async () => {
		const today = await call('GET', '/v2/appointments');
		const same = await call('GET', `/v2/appointments?start_date=${day(0)}&end_date=${day(0)}`);
		assert.equal(today.body.length, same.body.length);
		const month = await call('GET', `/v2/appointments?start_date=${day(1)}&end_date=${day(31)}`);
		assert.ok(month.body.length > today.body.length);
		const long = await call('GET', `/v2/appointments?start_date=${day(0)}&end_date=${day(40)}`);
		assert.equal(long.status, 422);
	});

	it('names the vendor’s own host in its links, whatever host was asked (sheet 5)', async () => {
		const { headers } = await call(
			'GET',
			`/v2/appointments?start_date=${day(1)}&end_date=${day(20)}`,
		);
		assert.match(headers.get('link') ?? '', /<https:\/\/api\.carecloud\.com\/v2\/appointments/);
	});

	it('searches by terms or by fields, not by both, and not by an ISO date (sheet 4.1)', async () => {
		const [one] = (await truth()).filter(({ birthDate }) => birthDate);
		const search = (body: object) => call('POST', '/v2/patients/search', body);
		assert.equal((await search({ terms: ['a'], fields: { last_name: 'a' } })).status, 422);
		assert.equal((await search({})).status, 422);
		assert.equal((await search({ fields: { dob: one.birthDate } })).status, 422);
		const [year, month, date] = one.birthDate.split('-');
		const { body } = await search({ fields: { dob: `${month}/${date}/${year}` } });
		assert.ok(body.patients.some(({ id }: Loose) => id === one.vendorId));
		const wide = await search({ fields: { first_name: '', date_of_birth: one.birthDate } });
		assert.equal(wide.body.patients.length, 25);
	});

	it('answers an update with 204 and nothing, and refuses nulls and missing names (sheet 4.1)', async () => {
		const [one] = await truth();
		const path = `/v2/patients/${one.vendorId}`;
		const names = { first_name: one.firstName, last_name: one.lastName };
		assert.equal((await call('PUT', path, { patient: { first_name: 'x' } })).status, 422);
		assert.equal((await call('PUT', path, { patient: { ...names, email: null } })).status, 422);
		const done = await call('PUT', path, { patient: { ...names, legacy_patient_id: 'HS-9' } });
		assert.deepEqual([done.status, done.body], [204, undefined]);
		assert.equal((await call('GET', path)).body.legacy_patient_id, 'HS-9');
	});

	it('keeps what an update sends, with which telephone is the primary one (sheet 4.1)', async () => {
		const [, , one] = await truth();
		const body = {
			patient: {
				first_name: 'Ana',
				last_name: 'Sample',
				middle_initial: 'Q',
				suffix: 'Jr',
				date_of_birth: '1984-02-29',
				gender_code: 'M',
				email: 'ana@example.test',
			},
			addresses: [{ line1: '9 Elm St', city: 'Reno', state_code: 'XX', zip_code: '89501' }],
			phones: [
				{ phone_number: '7755550111', phone_type_code: 'C', is_primary: false },
				{ phone_number: '7755550112', phone_type_code: 'H', is_primary: true },
			],
		};
		assert.equal((await call('PUT', `/v2/patients/${one.vendorId}`, body)).status, 204);
		const { body: now } = await call('GET', `/v2/patients/${one.vendorId}`);
		assert.deepEqual(
			[now.middle_initial, now.suffix, now.dob, now.gender, now.email_address],
			['Q', 'Jr', '1984-02-29', 'M', 'ana@example.test'],
		);
		assert.deepEqual(
			now.phones.map((phone: Loose) => [phone.phone_number, phone.is_primary]),
			[
				['7755550111', false],
				['7755550112', true],
			],
		);
		// An unknown code is ignored, and the rest is stored without it.
		assert.equal(now.addresses[0].state_code ?? now.addresses[0].state ?? '', '');
		assert.equal(now.addresses[0].city, 'Reno');
	});

	it('adds a patient with 201 and the GUID alone, and refuses one without names (sheet 4.1)', async () => {
		const body = {
			patient: { first_name: 'Ana', last_name: 'Newcomer', legacy_patient_id: 'HS-1' },
			phones: [{ phone_number: '7755550111', phone_type_code: 'C', is_primary: true }],
		};
		const made = await call('POST', '/v2/patients', body);
		assert.equal(made.status, 201);
		assert.deepEqual(Object.keys(made.body), ['patient']);
		const { body: now } = await call('GET', `/v2/patients/${made.body.patient}`);
		assert.equal(now.legacy_patient_id, 'HS-1');
		assert.equal(now.business_entity_id, 1);
		const refusals = [
			{ patient: { first_name: 'Ana' } },
			{ patient: { ...body.patient, email: null } },
			{ patient: { ...body.patient, date_of_birth: '02/29/1984' } },
		];
		for (const refused of refusals) {
			assert.equal((await call('POST', '/v2/patients', refused)).status, 422);
		}
	});

	it('hides Saturday and Sunday, and never tells more than 100 slots (sheet 4.3)', async () => {
		const path = (more: string) =>
			`/v2/appointment_availability?start_date=${day(1)}&visit_reason_id=119002${more}`;
		assert.equal((await call('GET', path('&location_ids=55001'))).status, 422);
		const { body } = await call('GET', path('&location_ids=55001&resource_ids=37001,37002'));
		const slots = body.flatMap((block: Loose) => block.slots);
		assert.equal(slots.length, 100);
		for (const { start_time: start } of slots) {
			assert.ok(![0, 6].includes(new Date(`${start.slice(0, 10)}T12:00:00Z`).getUTCDay()));
		}
	});

	it('refuses a taken time, and cancels an appointment once (sheet 4.2)', async () => {
		const [{ vendorId }] = await truth();
		const [block] = (
			await call(
				'GET',
				`/v2/appointment_availability?start_date=${day(3)}&end_date=${day(9)}&visit_reason_id=119002&location_ids=55001&resource_ids=37001`,
			)
		).body;
		const appointment = {
			start_time: block.slots[0].start_time,
			location_id: 55001,
			provider_id: 40001,
			resource_id: 37001,
			visit_reason_id: 119002,
			patient: { id: vendorId },
		};
		const made = await call('POST', '/v2/appointments', { appointment });
		assert.equal(made.status, 201);
		assert.equal(typeof made.body.appointment, 'string');
		assert.equal((await call('POST', '/v2/appointments', { appointment })).status, 422);
		const path = `/v2/appointments/${made.body.appointment}/cancel`;
		const reason = { appointment_cancellation_reason_id: '2' };
		const cancelled = await call('PUT', path, reason);
		assert.equal(cancelled.status, 200);
		assert.ok('appointment_cancellation_request_id' in cancelled.body);
		assert.equal((await call('PUT', path, reason)).status, 422);
	});

	it('tells 404 below a patient who is not of the practice of the grant (sheet 6)', async () => {
		const strays = [...(await truth('secondPractice')), ...(await truth('noPractice'))];
		const statuses = await Promise.all(
			strays.map(async ({ vendorId }) => (await call('GET', `/v2/patients/${vendorId}`)).status),
		);
		assert.ok(statuses.includes(200) && statuses.includes(404));
		for (const { vendorId } of strays) {
			assert.equal((await call('GET', `/v2/patients/${vendorId}/insurances`)).status, 404);
		}
	});

	it('counts who has no appointment, so that a demo can name the unreachable', async () => {
		const reach = (await (await fetch(`${controlUrl}/control/carecloud/reach`)).json()) as Loose;
		const included = await truth();
		const all = await truth('served');
		assert.equal(reach.patients + reach.excluded + reach.unreached, all.length);
		assert.equal(included.filter(({ reached }) => reached).length, reach.patients);
		assert.equal(all.filter(({ reached }) => !reached).length, reach.unreached);
		const { counts } = (await (
			await fetch(`${controlUrl}/control/carecloud/state?limit=1`)
		).json()) as Loose;
		assert.equal(counts['without appointment'], reach.unreached);
		assert.ok(reach.unreached > 0 && reach.patients > 0);
	});

	it('has every path in the ledger under a patient, with 30 days when no dates are sent (sheet 4.7)', async () => {
		const [one] = (await truth()).filter(({ reached }) => reached);
		const path = `/v2/patients/${one.vendorId}/transactions`;
		const wide = await call('GET', `${path}?start_date=${day(-370)}&end_date=${day(0)}`);
		const usual = await call('GET', path);
		const recent = await call('GET', `${path}?start_date=${day(-30)}&end_date=${day(0)}`);
		assert.deepEqual(usual.body, recent.body);
		assert.ok(wide.body.length >= usual.body.length);
		assert.equal((await call('GET', '/v2/transactions')).status, 404);
	});
});
