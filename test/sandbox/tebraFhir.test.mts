import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type Bench, type Loose, startBench } from './tebraHarness.mjs';

const BODY = { client_id: 'tebra-fhir-client', client_secret: 'tebra-fhir-secret' };

describe('Tebra sandbox: FHIR', () => {
	let bench: Bench;
	let token: string;
	before(async () => {
		bench = await startBench({ patients: 120 });
	});
	after(() => bench.stop());
	beforeEach(async () => {
		bench.world.faults.clear();
		token = (await grant(BODY)).body.access_token;
	});

	const grant = async (
		client: Record<string, string>,
		{ scope = 'system/*.read', headers = {}, type = 'client_credentials' } = {},
	): Promise<{ status: number; body: Loose }> => {
		const { status, text } = await bench.fetch('/smartauth/oauth/token', {
			method: 'POST',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
			body: new URLSearchParams({ grant_type: type, scope, ...client }).toString(),
		});
		return { status, body: JSON.parse(text) };
	};
	const raw = (path: string) =>
		bench.fetch(path.startsWith('http') ? path : `/fhir-request${path}`, {
			headers: { Authorization: `Bearer ${token}`, Accept: 'application/fhir+json' },
		});
	const get = async (path: string): Promise<Loose> => {
		const { status, text } = await raw(path);
		assert.equal(status, 200, path);
		return JSON.parse(text);
	};
	const resources = async (path: string): Promise<Loose[]> =>
		(await get(path)).entry.map((entry: Loose) => entry.resource);
	/** A patient of the practice with a visit, as FHIR names it. */
	const visited = async (): Promise<Loose> => {
		for (const id of bench.tebra.store.idsOf('included')) {
			const { lastName, birthDate } = bench.tebra.store.get(id).person;
			const found = await resources(`/Patient?name=${lastName}&birthdate=${birthDate}`);
			for (const patient of found) {
				if ((await resources(`/Goal?patient=${patient.id}`)).length > 0) return patient;
			}
		}
		throw new Error('Nobody has a goal.');
	};

	it('gives a token to the client in the body and as Basic (sheet 3.2)', async () => {
		const inBody = await grant(BODY);
		assert.equal(inBody.status, 200);
		assert.equal(inBody.body.expires_in, 3600);
		assert.ok(!('refresh_token' in inBody.body));
		const basic = Buffer.from('tebra-fhir-client:tebra-fhir-secret').toString('base64');
		const asHeader = await grant({}, { headers: { Authorization: `Basic ${basic}` } });
		assert.equal(asHeader.status, 200);
		assert.notEqual(asHeader.body.access_token, inBody.body.access_token);
	});

	it('refuses a wrong secret and a wrong scope, and names the registered one (sheet 3.2)', async () => {
		const secret = await grant({ ...BODY, client_secret: 'x' });
		assert.deepEqual(secret, { status: 401, body: { error: 'invalid_client' } });
		await bench.control('POST', 'fhir-scope', { scope: 'patient/*.read' });
		const scope = await grant(BODY);
		assert.deepEqual(scope.body, { error: 'invalid_scope', scope: 'patient/*.read' });
		assert.equal((await grant(BODY, { scope: 'patient/*.read' })).status, 200);
		await bench.control('POST', 'fhir-scope', { scope: 'system/*.read' });
		assert.equal((await grant(BODY, { type: 'password' })).status, 400);
	});

	it('answers 401 without a token and once it has ended (sheet 3.2)', async () => {
		assert.equal((await raw('/Patient?name=a')).status, 200);
		bench.world.clock.advance(3_600_000);
		const { status, text } = await raw('/Patient?name=a');
		assert.equal(status, 401);
		assert.equal(JSON.parse(text).resourceType, 'OperationOutcome');
		token = 'nonsense';
		assert.equal((await raw('/Patient?name=a')).status, 401);
	});

	it('answers a wrong path with 200 and nothing (sheet 2, 6)', async () => {
		for (const path of [
			'/fhir/request/Patient',
			'/fhir-request/.well-known/smart-configuration',
			'/fhir-request/metadata',
			'/elsewhere',
		]) {
			assert.deepEqual(await bench.fetch(path), { status: 200, text: '' }, path);
		}
	});

	it('finds a patient by name and birth date under an id that is no SOAP id (sheet 4.10)', async () => {
		const [id] = bench.tebra.store.idsOf('included');
		const { firstName, lastName, birthDate } = bench.tebra.store.get(id).person;
		const found = await resources(`/Patient?name=${lastName}&birthdate=${birthDate}`);
		assert.ok(found.some((one) => one.name[0].given[0] === firstName));
		assert.ok(found.every((one) => /^[0-9a-f]{8}-/.test(one.id) && one.birthDate === birthDate));
		assert.ok(found.every((one) => !JSON.stringify(one.identifier).includes(`"${id}"`)));
		const [again] = await resources(`/Patient?_id=${found[0].id}`);
		assert.deepEqual(again, found[0]);
		assert.deepEqual(await get(`/Patient/${found[0].id}`), found[0]);
		assert.equal((await raw(`/Patient/${id}`)).status, 404);
	});

	it('finds nothing, unseen, when a parameter that it needs is missing (sheet 4.10)', async () => {
		const { id } = await visited();
		const plans = await get(`/CarePlan?patient=${id}`);
		assert.equal(plans.total, 0);
		assert.deepEqual(plans.entry, []);
		assert.ok((await get(`/CarePlan?patient=${id}&category=assess-plan`)).total > 0);
		assert.equal((await get('/Patient?birthdate=1980-01-01')).total, 0);
		assert.equal((await get('/Condition')).total, 0);
		assert.equal((await raw('/Condition?encounter=enc-1')).status, 400);
	});

	it('tells what was found, done and planned at a visit (sheet 4.10)', async () => {
		const { id } = await visited();
		const [encounter] = await resources(`/Encounter?patient=${id}`);
		const [condition] = await resources(`/Condition?patient=Patient/${id}`);
		const [procedure] = await resources(`/Procedure?patient=${id}`);
		const [goal] = await resources(`/Goal?patient=${id}`);
		assert.equal(encounter.subject.reference, `Patient/${id}`);
		assert.equal(condition.encounter.reference, `Encounter/${encounter.id}`);
		assert.match(condition.code.coding[0].code, /^[A-Z]\d/);
		assert.match(procedure.code.coding[0].code, /^(\d{5}|L\d{4})$/);
		assert.match(goal.target[0].dueDate, /^\d{4}-\d{2}-\d{2}$/);
		const note = (await resources(`/DocumentReference?patient=${id}&category=clinical-note`))[0];
		if (note) {
			const text = Buffer.from(note.content[0].attachment.data, 'base64').toString('utf8');
			assert.match(text, /^Plan: \w/);
		}
		assert.equal((await raw(`/Goal/${encounter.id}`)).status, 404);
	});

	it('takes two dates as a range (sheet 4.10)', async () => {
		const { id } = await visited();
		const [encounter] = await resources(`/Encounter?patient=${id}`);
		const date = encounter.period.start;
		const total = async (from: string, to: string) =>
			(await get(`/Encounter?patient=${id}&date=ge${from}&date=le${to}`)).total;
		assert.ok((await total(date, date)) >= 1);
		assert.equal(await total('1999-01-01', '1999-12-31'), 0);
		assert.equal((await raw(`/Encounter?patient=${id}&date=soon`)).status, 400);
	});

	it('pages by the link to the next page, and the pages hold everybody once (sheet 4.10)', async () => {
		const seen: string[] = [];
		let pages = 0;
		let path: string | undefined = '/Patient?gender=female&name=a&_count=5';
		const { total } = await get(path);
		while (path) {
			const page: Loose = await get(path);
			seen.push(...page.entry.map((entry: Loose) => entry.resource.id));
			path = page.link.find((link: Loose) => link.relation === 'next')?.url;
			pages += 1;
		}
		assert.ok(total > 5);
		assert.equal(pages, Math.ceil(total / 5));
		assert.equal(new Set(seen).size, total);
		assert.equal(seen.length, total);
	});

	it('serves no appointments and takes no writes (sheet 1)', async () => {
		assert.equal((await raw('/Appointment?patient=1')).status, 404);
		const { status } = await bench.fetch('/fhir-request/Patient', { method: 'POST' });
		assert.equal(status, 404);
	});

	it('takes a right away and meets the faults that the switches ask for', async () => {
		await bench.control('POST', 'permission', { operation: 'fhir.Goal', granted: false });
		assert.equal((await raw('/Goal?patient=x')).status, 403);
		await bench.control('POST', 'permission', { operation: 'fhir.Goal', granted: true });
		const { faults } = bench.world;
		faults.arm({ system: 'tebra', operation: 'fhir.Goal', kind: 'status', status: 503 });
		assert.equal((await raw('/Goal?patient=x')).status, 503);
		faults.arm({ system: 'tebra', operation: 'fhir.Goal', kind: 'truncate' });
		const { text } = await raw('/Goal?patient=x');
		assert.throws(() => JSON.parse(text) as unknown);
		faults.arm({ system: 'tebra', operation: 'fhir.Goal', kind: 'expiredSession' });
		assert.equal((await raw('/Goal?patient=x')).status, 401);
		assert.equal((await raw('/Goal?patient=x')).status, 401);
	});
});
