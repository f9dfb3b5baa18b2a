import { verify } from 'crypto';

import type { FakeGreenway } from './greenway.support';
import { bundle, fhirPath, json, keys, patientJson, startFake, tenant } from './greenway.support';

/** Every request that the port can send to a FHIR server, against the sheet (2, 3.1, 4.1, 5), typed anew. */

let fake: FakeGreenway;

afterEach(async () => {
	await fake.close();
});

/** Search parameters of the sheet (4.1) by type, and `_count` of section 5. */
const searchParameters: Readonly<Record<string, readonly string[]>> = {
	Patient: ['family', 'given', 'birthdate', 'gender', 'identifier', '_id'],
	Coverage: ['patient'],
	Encounter: ['patient', 'date'],
	Condition: ['patient', 'category', 'clinical-status', 'recorded-date'],
	Procedure: ['patient', 'date', 'status', 'code'],
	CarePlan: ['patient', 'category'],
	ServiceRequest: ['patient'],
	Practitioner: ['name', 'identifier'],
	PractitionerRole: ['practitioner'],
	Location: ['name'],
	Organization: ['name'],
};

const day = { from: '2026-09-01', to: '2026-09-30' };

async function useEverything(): Promise<void> {
	fake = await startFake((_request, url) => {
		const path = url.pathname.slice(fhirPath.length + 1);
		if (path === 'Encounter') {
			return bundle([
				{
					resourceType: 'Encounter',
					id: 'enc-51',
					status: 'finished',
					subject: { reference: 'Patient/pt-1' },
					period: { start: '2026-09-14T14:00:00Z' },
				},
			]);
		}
		if (path === 'Practitioner') {
			return bundle([{ resourceType: 'Practitioner', id: 'pr-8', name: [{ family: 'Sample' }] }]);
		}
		if (path === 'Patient') return bundle([patientJson('pt-1')]);
		return undefined;
	});
	const port = await fake.open('intergy');
	await port.connection.test();
	await port.patients.get('pt-1');
	await port.patients.search(
		{ familyName: 'Ok', givenName: 'Le', birthDate: '1984-03-09', chartNumber: '100234' },
		5,
	);
	for (const request of [
		{ read: 'all' } as const,
		{ read: 'changed', since: '2026-09-01T00:00:00Z' } as const,
	]) {
		await port.patients.page({ ...request, pageSize: 50 });
	}
	for await (const list of port.patients.ids()) expect(list.length).toBeGreaterThan(0);
	await port.practices.list();
	await port.providers.list();
	await port.locations.list();
	await port.encounters?.ofPatient('pt-1', day);
}

test('every request is a read, a search by known parameters, or a part of an export', async () => {
	await useEverything();
	const sent = fake.fhir();
	expect(sent.length).toBeGreaterThan(30);
	for (const { method, path, query, headers } of sent) {
		expect(headers.authorization).toBe('Bearer SYNTHETIC');
		const [type, id, rest] = path.split('/');
		if (type === 'jobs') {
			expect(['GET', 'DELETE']).toContain(method);
			expect(query).toEqual([]);
			continue;
		}
		expect(method).toBe('GET');
		if (type === 'files') {
			expect(headers.accept).toBe('application/fhir+ndjson');
			continue;
		}
		expect(headers.accept).toBe('application/fhir+json');
		if (type === 'Group') {
			if (id === undefined) expect(query).toEqual([]);
			else expect([id, rest]).toEqual(['grp-1', '$export']);
			continue;
		}
		if (id !== undefined) {
			expect(['Patient', 'Organization']).toContain(type);
			expect(query).toEqual([]);
			continue;
		}
		const names = query.map(([name]) => name).filter((name) => name !== '_count');
		expect(names.length).toBeGreaterThan(0);
		for (const name of names) expect(searchParameters[type]).toContain(name);
	}
	expect(new Set(sent.map(({ path }) => path.split('/')[0]))).toEqual(
		new Set([
			...['Patient', 'Coverage', 'Encounter', 'Condition', 'Procedure', 'CarePlan'],
			...['ServiceRequest', 'Practitioner', 'PractitionerRole', 'Location', 'Organization'],
			...['Group', 'jobs', 'files'],
		]),
	);
});

test('an export is of a group, asynchronous, and always tells its start (sheet 5)', async () => {
	await useEverything();
	const exports = fake.fhir().filter(({ path }) => path.endsWith('$export'));
	expect(exports.map(({ query }) => query)).toEqual([
		[
			['_since', '1900-01-01T00:00:00Z'],
			['_type', 'Patient,Coverage'],
		],
		[
			['_since', '2026-09-01T00:00:00.000Z'],
			['_type', 'Patient,Coverage'],
		],
		[
			['_since', '1900-01-01T00:00:00Z'],
			['_type', 'Patient'],
		],
	]);
	for (const { headers } of exports) expect(headers.prefer).toBe('respond-async');
});

test('a site that knows no types in an export is asked for all of them, when the profile says so', async () => {
	fake = await startFake();
	const profile = { version: 1, greenway: { fhir: { exportTypes: false, groupId: 'grp-1' } } };
	const port = await fake.open('intergy', {
		greenwayFhirApi: { practiceProfile: JSON.stringify(profile) },
	});
	await port.patients.page({ read: 'all', pageSize: 50 });
	const [first] = fake.fhir();
	expect(first.path).toBe('Group/grp-1/$export');
	expect(first.query).toEqual([['_since', '1900-01-01T00:00:00Z']]);
});

test('the token is asked for with a signed assertion of four fields (sheet 3.1)', async () => {
	fake = await startFake();
	const port = await fake.open('primeSuite');
	const before = Math.floor(Date.now() / 1000);
	await port.patients.get('pt-1');
	const request = fake.server.requests.find(({ url }) => url === '/token');
	expect(request?.method).toBe('POST');
	expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
	expect(request?.headers.authorization).toBeUndefined();
	const form = new URLSearchParams(request?.body);
	expect([...form.keys()].sort()).toEqual([
		'client_assertion',
		'client_assertion_type',
		'grant_type',
		'scope',
	]);
	expect(form.get('grant_type')).toBe('client_credentials');
	expect(form.get('client_assertion_type')).toBe(
		'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
	);
	expect(form.get('scope')).toBe('system/Patient.read system/Coverage.read');
	const [head, claims, signature] = (form.get('client_assertion') ?? '').split('.');
	const read = (part: string) =>
		JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
	expect(read(head)).toEqual({ alg: 'ES384', kid: 'hs-1', typ: 'JWT' });
	const { iss, sub, aud, exp, jti } = read(claims) as Record<string, string> & { exp: unknown };
	expect([iss, sub, aud]).toEqual(['client-77', 'client-77', `${fake.server.url}/token`]);
	expect(Number(exp)).toBeGreaterThan(before);
	expect(Number(exp)).toBeLessThanOrEqual(before + 60 * 60);
	expect(jti).toMatch(/^[0-9a-f-]{36}$/);
	// The two numbers side by side, 48 bytes each, and not DER (sheet 3.1).
	expect(Buffer.from(signature, 'base64url')).toHaveLength(96);
	expect(
		verify(
			'sha384',
			Buffer.from(`${head}.${claims}`),
			{ key: keys.publicKey, dsaEncoding: 'ieee-p1363' },
			Buffer.from(signature, 'base64url'),
		),
	).toBe(true);
});

test('each assertion has an id of its own', async () => {
	fake = await startFake((_request, url) =>
		url.pathname === '/token' ? json({ access_token: 'SYNTHETIC', expires_in: 1 }) : undefined,
	);
	const port = await fake.open('primeSuite');
	await port.patients.get('pt-1');
	const ids = fake.server.requests
		.filter(({ url }) => url === '/token')
		.map(({ body }) => new URLSearchParams(body).get('client_assertion')?.split('.')[1] ?? '')
		.map((part) => (JSON.parse(Buffer.from(part, 'base64url').toString()) as { jti: string }).jti);
	expect(ids.length).toBeGreaterThan(1);
	expect(new Set(ids).size).toBe(ids.length);
});

test('the tenant stands in the path alone (sheet 2, quirk 10)', async () => {
	await useEverything();
	for (const { url, headers, body } of fake.server.requests) {
		expect(JSON.stringify(headers)).not.toContain(tenant);
		expect(body).not.toContain(tenant);
		expect(url.split(tenant).length - 1).toBeLessThanOrEqual(1);
	}
});
