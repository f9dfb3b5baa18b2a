import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createCareCloudSystem } from '../../sandbox/carecloud/system.mjs';
import { newServer, startServer } from '../../sandbox/core/server.mjs';
import type { VendorSystem } from '../../sandbox/core/system.mjs';
import { createWorld } from '../../sandbox/core/world.mjs';
import { createNextGenSystem } from '../../sandbox/nextgen/system.mjs';

// The FHIR servers that stand beside CareCloud's and NextGen's main interfaces, with a client of
// their own. All synthetic.

type Loose = ReturnType<typeof JSON.parse>;

interface Server {
	name: string;
	base: string;
	create: typeof createCareCloudSystem;
	form: Record<string, string>;
	tokenPath: string;
	headers?: Record<string, string>;
}

const secret = (...words: string[]) => words.join('-');
const basic = (id: string, key: string) => Buffer.from(`${id}:${key}`).toString('base64');

const servers: readonly Server[] = [
	{
		name: 'CareCloud',
		base: '/api/fhir/R4/DCM',
		create: createCareCloudSystem,
		form: { grant_type: 'refresh_token', refresh_token: 'cc-fhir-refresh-sandbox' },
		tokenPath: '/fhir-oauth/token',
		headers: { Authorization: `Basic ${basic('cc-fhir-client', secret('cc', 'fhir', 'secret'))}` },
	},
	{
		name: 'NextGen',
		base: '/nge/prod/fhir-api-r4/fhir/R4',
		create: createNextGenSystem,
		form: {
			grant_type: 'client_credentials',
			client_id: 'ng-sandbox-client',
			client_secret: secret('ng', 'sandbox', 'secret'),
			site_id: '3f0c2b1e-0000-4000-8000-00000000517e',
			scope: 'user/*.*',
		},
		tokenPath: '/nge/prod/nge-oauth/token',
	},
];

for (const { name, base, create, form, tokenPath, headers } of servers) {
	describe(`${name} sandbox: FHIR`, () => {
		const world = createWorld({ limits: false, seed: 5 });
		let app: FastifyInstance;
		let system: VendorSystem;
		let controlApp: FastifyInstance;
		let root: string;
		let controlRoot: string;
		let token: string;

		before(async () => {
			system = create(world, { patients: 80, secondPracticePatients: 10 });
			app = newServer();
			await system.register(app);
			root = await startServer(app, 0);
			controlApp = newServer();
			system.control?.(controlApp);
			controlRoot = await startServer(controlApp, 0);
			token = (await grant(form)).body.access_token;
		});
		after(async () => {
			await app.close();
			await controlApp.close();
		});

		async function grant(values: Record<string, string>) {
			const answer = await fetch(root + tokenPath, {
				method: 'POST',
				headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
				body: new URLSearchParams(values).toString(),
			});
			return { status: answer.status, body: (await answer.json()) as Loose };
		}
		async function get(path: string, bearer = token): Promise<{ status: number; body: Loose }> {
			const answer = await fetch(path.startsWith('http') ? path : root + base + path, {
				headers: { Authorization: `Bearer ${bearer}` },
			});
			return { status: answer.status, body: (await answer.json()) as Loose };
		}
		const resources = async (path: string): Promise<Loose[]> => {
			const { status, body } = await get(path);
			assert.equal(status, 200, path);
			return body.entry
				.filter(({ search }: Loose) => search.mode === 'match')
				.map(({ resource }: Loose) => resource);
		};
		const person = (group: 'included' | 'secondPractice') => {
			const found = system.store
				.idsOf(group)
				.map((id) => system.store.get(id).person)
				.find(({ birthDate }) => birthDate !== undefined);
			assert.ok(found);
			return found;
		};

		it('finds a patient by name and birth date under an id that is not the main one', async () => {
			const { lastName, birthDate, firstName } = person('included');
			const found = await resources(`/Patient?name=${lastName}&birthdate=${birthDate}`);
			assert.ok(found.some((one) => one.name[0].given[0] === firstName));
			assert.ok(found.every((one) => /^[0-9a-f]{8}-/.test(one.id)));
			assert.deepEqual((await get(`/Patient/${found[0].id}`)).body, found[0]);
		});

		it('refuses what it does not know: parameters, whole lists, types, tenants, writes', async () => {
			assert.equal((await get('/Patient?nickname=a')).status, 400);
			assert.equal((await get('/Patient')).status, 400);
			assert.equal((await get('/Encounter?date=ge2026-01-01')).status, 400);
			assert.equal((await get('/Appointment?patient=1')).status, 404);
			assert.equal((await get(`${root}${base}X/Patient?name=a`)).status, 404);
			const { status } = await fetch(`${root}${base}/Patient`, {
				method: 'POST',
				headers: { Authorization: `Bearer ${token}` },
			});
			assert.equal(status, 405);
		});

		it('answers 401 to a token that it does not know or that has ended', async () => {
			assert.equal((await get('/Patient?name=a', 'nonsense')).status, 401);
			assert.equal((await get('/Patient?name=a')).status, 200);
			world.clock.advance(3_600_001);
			assert.equal((await get('/Patient?name=a')).status, 401);
			token = (await grant(form)).body.access_token;
			assert.equal((await get('/Patient?name=a')).status, 200);
		});

		it('pages by the link to the next page, and the pages hold everybody once', async () => {
			const seen: string[] = [];
			let path: string | undefined = '/Patient?gender=female&name=a&_count=3';
			while (path !== undefined) {
				const { body }: { body: Loose } = await get(path);
				for (const { resource, search } of body.entry) {
					if (search.mode === 'match') seen.push(resource.id);
				}
				path = body.link.find(({ relation }: Loose) => relation === 'next')?.url;
			}
			assert.ok(seen.length > 3);
			assert.equal(new Set(seen).size, seen.length);
		});

		it('hands out people of the other practice too, and says whose they are', async () => {
			const strays = [];
			for (const id of system.store.idsOf('secondPractice')) {
				const { lastName, birthDate } = system.store.get(id).person;
				if (birthDate === undefined) continue;
				const found = await resources(`/Patient?name=${lastName}&birthdate=${birthDate}`);
				strays.push(...found.map((one) => one.managingOrganization?.display));
			}
			assert.ok(strays.includes('Elm Clinic'));
		});

		if (name === 'CareCloud') {
			it('names organizations by their number alone when told to, and in full again', async () => {
				const organizations = async () => {
					const { lastName, birthDate } = person('included');
					const [patient] = await resources(`/Patient?name=${lastName}&birthdate=${birthDate}`);
					const visits = await Promise.all(
						(await resources(`/Patient?name=a&gender=female`)).map(
							async ({ id }) => await resources(`/Encounter?patient=${id}`),
						),
					);
					const [visit] = visits.flat();
					return [patient.managingOrganization, visit.serviceProvider];
				};
				const control = async (numberAlone: boolean) => {
					const answer = await fetch(`${controlRoot}/control/carecloud/fhir`, {
						method: 'POST',
						headers: { 'Content-Type': 'application/json' },
						body: JSON.stringify({ numberAlone }),
					});
					assert.equal(((await answer.json()) as Loose).numberAlone, numberAlone);
				};
				const full = { reference: 'Organization/1', display: 'Oak Clinic' };
				const bare = { reference: 'Organization/1' };
				assert.deepEqual(await organizations(), [full, full]);
				await control(true);
				assert.deepEqual(await organizations(), [bare, bare]);
				await control(false);
				assert.deepEqual(await organizations(), [full, full]);
			});
		}

		it('tells what was found, done and planned at a visit', async () => {
			let orders = 0;
			let visits = 0;
			for (const id of system.store.idsOf('included')) {
				const { lastName, birthDate } = system.store.get(id).person;
				if (birthDate === undefined) continue;
				for (const patient of await resources(`/Patient?name=${lastName}&birthdate=${birthDate}`)) {
					for (const visit of await resources(`/Encounter?patient=${patient.id}`)) {
						visits += 1;
						assert.equal(visit.subject.reference, `Patient/${patient.id}`);
						const [plan] = await resources(`/CarePlan?patient=${patient.id}&category=assess-plan`);
						assert.ok(plan.description);
					}
					if (name !== 'NextGen') continue;
					for (const order of await resources(`/ServiceRequest?patient=${patient.id}`)) {
						orders += 1;
						assert.match(order.code.coding[0].code, /^\d{5}$/);
						assert.match(order.encounter.reference, /^Encounter\/enc-\d+$/);
					}
				}
				if (visits > 12 && (orders > 0 || name !== 'NextGen')) break;
			}
			assert.ok(visits > 0);
			assert.equal(orders > 0, name === 'NextGen');
		});

		it('gives nothing for a wrong secret or scope', async () => {
			if (name === 'NextGen') {
				assert.equal((await grant({ ...form, client_secret: 'x' })).status, 401);
				assert.equal((await grant({ ...form, scope: 'system/*.read' })).status, 400);
				const { scope: _scope, ...bare } = form;
				void _scope;
				const enterprise = (await grant(bare)).body.access_token;
				assert.equal((await get('/Patient?name=a', enterprise)).status, 403);
				const marked = await resources(`/Patient?name=${person('included').lastName}`);
				assert.ok(marked.every(({ meta }) => meta.security === undefined));
			} else {
				assert.equal((await grant({ ...form, refresh_token: 'x' })).status, 400);
				assert.equal((await get('/ServiceRequest?patient=x')).status, 404);
				assert.equal((await get('/metadata', 'none')).body.resourceType, 'CapabilityStatement');
			}
		});
	});
}
