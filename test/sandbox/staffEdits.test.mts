import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { newServer, startServer } from '../../sandbox/core/server.mjs';
import { createWorld } from '../../sandbox/core/world.mjs';
import { Schedule } from '../../sandbox/practice/schedule.mjs';
import { createPatientStore } from '../../sandbox/practice/size.mjs';
import { vendorSystems, type VendorKey } from '../../sandbox/systems.mjs';

// What staff key in, and what a system does beside a write: alike for every system of the sandbox.

type Loose = ReturnType<typeof JSON.parse>;

const keys = Object.keys(vendorSystems) as VendorKey[];
const world = createWorld({ limits: false, seed: 6 });
const systems = Object.fromEntries(
	keys.map((key) => [key, vendorSystems[key](world, { patients: 40, secondPracticePatients: 4 })]),
) as Record<VendorKey, ReturnType<(typeof vendorSystems)[VendorKey]>>;
let app: FastifyInstance;
let url = '';

before(async () => {
	app = newServer();
	for (const key of keys) systems[key].control?.(app);
	url = await startServer(app, 0);
});
after(async () => {
	for (const key of keys) await systems[key].close?.();
	await app.close();
});

async function control(path: string, body?: object): Promise<{ status: number; body: Loose }> {
	const response = await fetch(`${url}/control/${path}`, {
		...(body && {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	return { status: response.status, body: await response.json() };
}

for (const key of keys) {
	describe(`Sandbox: staff at ${key}`, () => {
		const { store } = systems[key];
		const now = new Date('2027-03-01T10:00:00Z');
		const included = store.idsOf('included');
		const withPhones = () =>
			included.find((id) => {
				const { person } = store.get(id);
				return person.mobilePhone !== undefined && person.homePhone !== undefined;
			})!;

		it('key exact values in, and nothing else changes but the time of change', async () => {
			const id = included[0];
			const before = JSON.parse(JSON.stringify(store.get(id)));
			const keyed = {
				address: { line1: '7 Elm Way', city: 'Oakfield', state: 'IL', zip: '62704' },
				mobilePhone: '2175550199',
				workPhone: '2175550188x12',
				email: 'keyed@example.com',
				lastName: 'Keyed',
				emergency: { name: 'Kim Keyed', phone: '2175550111' },
			};
			const { status, body } = await control(`${key}/staff-edit`, {
				patientId: String(id),
				...keyed,
			});
			assert.equal(status, 200);
			const { person, lastModifiedAt, ...rest } = store.get(id);
			assert.deepEqual(JSON.parse(JSON.stringify(person)), {
				...before.person,
				...keyed,
				mobilePhone: { number: '2175550199' },
				workPhone: { number: '2175550188', extension: '12' },
				emergency: { name: 'Kim Keyed', phone: { number: '2175550111' } },
			});
			const { person: _, lastModifiedAt: earlier, ...restBefore } = before;
			assert.deepEqual(rest, restBefore);
			assert.ok(lastModifiedAt > earlier);
			assert.equal(body.lastName, 'Keyed');
			assert.deepEqual(body.phones.mobile, { number: '2175550199' });
		});

		it('empty a value with null', async () => {
			const id = withPhones();
			const { status } = await control(`${key}/staff-edit`, {
				patientId: String(id),
				homePhone: null,
				emergency: null,
			});
			assert.equal(status, 200);
			const { person } = store.get(id);
			assert.equal('homePhone' in person, false);
			assert.equal('emergency' in person, false);
		});

		it('cannot key in a number that is none, nor edit somebody who is not there', async () => {
			const bad = await control(`${key}/staff-edit`, {
				patientId: String(included[1]),
				homePhone: '12',
			});
			assert.equal(bad.status, 400);
			const nobody = await control(`${key}/staff-edit`, { patientId: '999999', lastName: 'X' });
			assert.equal(nobody.status, 404);
		});

		it('find nothing in their review place before something was sent', async () => {
			const { body } = await control(`${key}/staff-inbox`);
			assert.deepEqual(body, { entries: [] });
		});

		it('lose a telephone that a write did not name only when that is switched on', async () => {
			const id = included.find((one) => {
				const { person } = store.get(one);
				return person.mobilePhone !== undefined && person.workPhone !== undefined;
			})!;
			const phones = () => {
				const { homePhone, mobilePhone, workPhone } = store.get(id).person;
				return [homePhone?.number, mobilePhone?.number, workPhone?.number];
			};
			const [home, mobile] = phones();
			store.write(id, ({ person }) => (person.email = 'one@example.com'), now);
			assert.deepEqual(phones().slice(0, 2), [home, mobile]);
			assert.notEqual(phones()[2], undefined);
			await control(`${key}/write-effects`, { blankPhone: true });
			store.write(id, ({ person }) => (person.email = 'two@example.com'), now);
			assert.deepEqual(phones(), [home, mobile, undefined]);
			await control(`${key}/write-effects`, { blankPhone: false });
			store.write(id, ({ person }) => (person.email = 'three@example.com'), now);
			assert.deepEqual(phones(), [home, mobile, undefined]);
		});

		it('lose none that the write itself named', async () => {
			const id = included[3];
			await control(`${key}/write-effects`, { blankPhone: true });
			store.change(id, ({ person }) => {
				person.workPhone = { number: '2175550101' };
				person.mobilePhone = { number: '2175550102' };
				delete person.homePhone;
			});
			store.write(id, ({ person }) => (person.workPhone = { number: '2175550103' }), now);
			assert.equal(store.get(id).person.workPhone?.number, '2175550103');
			assert.equal(store.get(id).person.mobilePhone, undefined);
			await control(`${key}/write-effects`, { blankPhone: false });
		});

		it('lose nothing to a write that was refused', async () => {
			const id = included[4];
			await control(`${key}/write-effects`, { blankPhone: true });
			const before = JSON.stringify(store.get(id));
			store.write(id, () => false, now);
			assert.equal(JSON.stringify(store.get(id)), before);
			await control(`${key}/write-effects`, { blankPhone: false });
		});

		it('get a new patient under the next number', () => {
			const size = store.size;
			const { person } = store.get(included[5]);
			const added = store.add({ person, providerId: 1, locationId: 1, practiceId: 1 }, now);
			assert.equal(added.id, size + 1);
			assert.equal(store.has(size + 1), true);
			assert.equal(store.practiceId(size + 1), 1);
			assert.equal(store.group(size + 1), 'included');
			assert.equal(store.lastModifiedAt(size + 1), now.getTime());
			assert.equal(store.get(size + 1).person.lastName, person.lastName);
			assert.equal(store.lastModifiedAt(included[6]) < now.getTime(), true);
		});
	});
}

describe('Sandbox: patients who are new', () => {
	it('have no visit made up for them, also when the schedule is looked at later', () => {
		const { store, visits } = practiceOf();
		for (let count = 0; count < 8; count += 1) {
			const { person } = store.get(1 + count);
			store.add({ person, providerId: 1, locationId: 1, practiceId: 1 }, world.clock.now());
		}
		assert.deepEqual(visits(), practiceOf().visits());
	});

	function practiceOf() {
		const store = createPatientStore(world, { patients: 40 });
		const schedule = new Schedule(store, 6, new Date('2027-03-01T10:00:00Z'));
		return { store, visits: () => schedule.all() };
	}
});
