import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GreenwayBench, type Loose } from './greenwaySupport.mjs';

let bench: GreenwayBench;
let token: string;

before(async () => {
	bench = await GreenwayBench.start('intergy');
	token = (await bench.token()).body.access_token as string;
});
after(() => bench.stop());

test('a well signed assertion brings a bearer token of 900 seconds (sheet 3.1)', async () => {
	const { status, body } = await bench.token();
	assert.equal(status, 200);
	assert.equal(body.token_type, 'Bearer');
	assert.equal(body.expires_in, 900);
});

const refusals: ReadonlyArray<readonly [string, () => Parameters<GreenwayBench['token']>]> = [
	['another algorithm', () => [bench.assertion({ header: { alg: 'RS384' } })]],
	['another key id', () => [bench.assertion({ header: { kid: 'x' } })]],
	['a signature in DER', () => [bench.assertion({ der: true })]],
	['another audience', () => [bench.assertion({ claims: { aud: 'https://x.example' } })]],
	['another issuer', () => [bench.assertion({ claims: { iss: 'x' } })]],
	[
		'a life of more than an hour',
		() => [bench.assertion({ claims: { exp: Math.floor(Date.now() / 1000) + 3700 } })],
	],
	[
		'a time that is over',
		() => [bench.assertion({ claims: { exp: Math.floor(Date.now() / 1000) - 5 } })],
	],
	['a client secret', () => [bench.assertion(), undefined, { client_secret: 'x' }]],
];
for (const [name, request] of refusals) {
	test(`${name} is refused as invalid_client (sheet 3.1, 6)`, async () => {
		const { status, body } = await bench.token(...request());
		assert.equal(status, 401);
		assert.equal(body.error, 'invalid_client');
	});
}

test('an assertion that comes twice is refused', async () => {
	const assertion = bench.assertion();
	assert.equal((await bench.token(assertion)).status, 200);
	assert.equal((await bench.token(assertion)).status, 401);
});

for (const scope of ['system/Appointment.read', 'system/*.read', '']) {
	test(`the scope "${scope}" is invalid_scope (sheet 3.1)`, async () => {
		const { status, body } = await bench.token(bench.assertion(), scope);
		assert.equal(status, 400);
		assert.equal(body.error, 'invalid_scope');
	});
}

test('a call without a good token is 401, without the scope 403, at another tenant 404 (sheet 6)', async () => {
	assert.equal((await bench.get('Patient/pt-3001', 'unknown')).status, 401);
	assert.equal((await bench.get('Encounter?patient=pt-3001', token)).status, 403);
	const elsewhere = `${bench.origin}/fhir/R4/2.16.840.1.1/Patient/pt-3001`;
	assert.equal((await bench.get(elsewhere, token)).status, 404);
});

test('the list of all patients is refused, and so is an unknown parameter (sheet 4.1)', async () => {
	const unbounded = await bench.get('Patient', token);
	assert.equal(unbounded.status, 400);
	assert.equal((JSON.parse(unbounded.text) as Loose).issue[0].code, 'too-costly');
	assert.equal((await bench.get('Patient?family=a&_lastUpdated=ge2020', token)).status, 400);
});

test('a search pages by next links and carries a warning that is no record (sheet 5, 6)', async () => {
	const ids = new Set<string>();
	let next: string | undefined = 'Patient?birthdate=ge1900-01-01&_count=7';
	let warnings = 0;
	while (next !== undefined) {
		const page = JSON.parse((await bench.get(next, token)).text) as Loose;
		for (const { resource, search } of page.entry as Loose[]) {
			if (search.mode === 'outcome') warnings += 1;
			else ids.add(resource.id as string);
		}
		next = (page.link as Loose[]).find(({ relation }) => relation === 'next')?.url as
			| string
			| undefined;
	}
	const dated = Array.from(
		{ length: bench.system.store.size },
		(_entry, index) => index + 1,
	).filter((id) => bench.system.store.get(id).person.birthDate !== undefined);
	assert.equal(ids.size, dated.length);
	assert.ok(warnings > 1);
});

test('nothing is written', async () => {
	const response = await fetch(`${bench.base}/Patient`, {
		method: 'POST',
		headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
		body: '{}',
	});
	assert.equal(response.status, 405);
});

async function exported(query: string): Promise<{ types: string[]; lines: Loose[] }> {
	// Only a sandbox that keeps limits takes time for an export.
	bench.world.limits = true;
	const start = await bench.get(`Group/all-patients/$export${query}`, token, {
		Prefer: 'respond-async',
	});
	bench.world.limits = false;
	assert.equal(start.status, 202);
	const status = start.headers.get('content-location') ?? '';
	const working = await bench.get(status, token);
	assert.equal(working.status, 202);
	assert.equal(working.headers.get('retry-after'), '10');
	bench.world.clock.advance(30_000);
	const manifest = JSON.parse((await bench.get(status, token)).text) as Loose;
	const lines: Loose[] = [];
	for (const { url } of manifest.output as Loose[]) {
		const { text } = await bench.get(url as string, token);
		lines.push(
			...text
				.split('\n')
				.filter(Boolean)
				.map((line) => JSON.parse(line) as Loose),
		);
	}
	return { types: (manifest.output as Loose[]).map(({ type }) => type as string), lines };
}

test('a sandbox without limits has an export ready at once', async () => {
	const start = await bench.get('Group/all-patients/$export?_since=1900-01-01T00:00:00Z', token, {
		Prefer: 'respond-async',
	});
	const status = start.headers.get('content-location') ?? '';
	assert.equal((await bench.get(status, token)).status, 200);
});

test('an export covers the whole tenant, the other practice included (sheet 3.1, quirk 12)', async () => {
	const { lines } = await exported('?_since=1900-01-01T00:00:00Z&_type=Patient');
	assert.equal(lines.length, bench.system.store.size);
	const organizations = new Set(
		lines.map(({ managingOrganization }) => managingOrganization?.reference as string | undefined),
	);
	assert.deepEqual(organizations, new Set(['Organization/1', 'Organization/2', undefined]));
});

test('an export without a start time holds the last 24 hours only (sheet 5)', async () => {
	const { lines } = await exported('');
	assert.equal(lines.length, 0);
	bench.system.store.change(1, ({ person }) => (person.email = 'new@example.org'), new Date());
	const { lines: later } = await exported('?_type=Patient');
	assert.deepEqual(
		later.map(({ id }) => id as string),
		['pt-3001'],
	);
});

test('an export without the header Prefer is refused (sheet 5)', async () => {
	assert.equal((await bench.get('Group/all-patients/$export', token)).status, 400);
});

test('the rest of a file comes from the byte that is asked for', async () => {
	const start = await bench.get('Group/all-patients/$export?_since=1900-01-01', token, {
		Prefer: 'respond-async',
	});
	bench.world.clock.advance(30_000);
	const status = start.headers.get('content-location') ?? '';
	const manifest = JSON.parse((await bench.get(status, token)).text) as Loose;
	const url = manifest.output[0].url as string;
	const whole = Buffer.from((await bench.get(url, token)).text);
	const part = await bench.get(url, token, { Range: 'bytes=100-' });
	assert.equal(part.status, 206);
	assert.equal(part.text, whole.subarray(100).toString('utf8'));
	assert.equal((await bench.get(url, token, { Range: `bytes=${whole.length}-` })).status, 416);
});

test('a cancelled export is gone', async () => {
	const start = await bench.get('Group/all-patients/$export', token, { Prefer: 'respond-async' });
	const status = start.headers.get('content-location') ?? '';
	const response = await fetch(status, {
		method: 'DELETE',
		headers: { Authorization: `Bearer ${token}` },
	});
	assert.equal(response.status, 202);
	assert.equal((await bench.get(status, token)).status, 404);
});

test('a token ends after its time', async () => {
	const { body } = await bench.token();
	bench.world.clock.advance(901_000);
	assert.equal((await bench.get('Patient/pt-3001', body.access_token as string)).status, 401);
	token = (await bench.token()).body.access_token as string;
});
