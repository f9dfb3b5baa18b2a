import type { FakeSystems } from '../../support/fakeSystems';
import { practiceOf, startFakes } from '../../support/fakeSystems';
import type { Reply } from '../../support/localServer';
import { runNode } from '../../support/nodes';
import { TestCredentials } from '../../support/nodesCredentials';

/** n8n gets and renews the token; our transport must let it see a 401. */

let fakes: FakeSystems | undefined;

afterEach(async () => {
	jest.restoreAllMocks();
	await fakes?.close();
	fakes = undefined;
});

const json = (status: number, body: object): Reply => ({
	status,
	headers: { 'Content-Type': 'application/json' },
	body: JSON.stringify(body),
});

async function readPatient(accepted: string, tokens: readonly string[]) {
	let given = 0;
	fakes = await startFakes(practiceOf(['501']), {}, (request) => {
		if (request.url === '/oauth/token') {
			const token = tokens[given++];
			return token === undefined
				? json(401, { error: 'invalid_client', error_description: 'MARKERRIVERA' })
				: json(200, { access_token: token, token_type: 'Bearer', expires_in: 3600 });
		}
		return request.headers.authorization === `Bearer ${accepted}`
			? undefined
			: json(401, { code: 'unauthenticated', detail: 'MARKERRIVERA' });
	});
	return await runNode({
		nodeType: 'tebra',
		parameters: {
			healthSailAuthentication: 'oAuth2',
			resource: 'patient',
			operation: 'get',
			patientId: '501',
		},
		baseUrls: { tebra: fakes.baseUrls.tebra },
		credentials: {
			healthSailOAuth2Api: {
				grantType: 'clientCredentials',
				clientId: 'sandbox-client',
				clientSecret: 'sandbox-'.concat('secret'),
				accessTokenUrl: `${fakes.healthSail.url}/oauth/token`,
				scope: 'customers:read',
				authentication: 'header',
				baseUrl: fakes.baseUrls.healthSail,
				hashKey: 'synthetic-'.repeat(4),
			},
		},
	});
}

test('a first token is fetched, and a dead one renewed within the call', async () => {
	const { json: items, error } = await readPatient('fresh', ['stale', 'fresh']);
	expect(error).toBeUndefined();
	expect(items()).toHaveLength(1);
	const tokenCalls = (fakes as FakeSystems).healthSail.requests.filter(
		({ url }) => url === '/oauth/token',
	);
	expect(tokenCalls).toHaveLength(2);
});

test('a token that is refused twice is an authentication error without the answer', async () => {
	const { error, run } = await readPatient('never', ['stale', 'stale too']);
	expect(error?.context).toMatchObject({
		failure: { kind: 'authentication', system: 'healthsail' },
	});
	expect(JSON.stringify(run)).not.toContain('MARKERRIVERA');
});

test('a sign-in server that gives no token is told as that', async () => {
	const { error, run } = await readPatient('never', []);
	expect(error?.context).toMatchObject({
		failure: { kind: 'authentication', system: 'healthsail' },
	});
	expect(error?.message).toMatch(/gave no access token|did not accept the credential/);
	expect(JSON.stringify(run)).not.toContain('MARKERRIVERA');
});

test('many calls of a run read the credential once, and again after a token died', async () => {
	const reads = jest.spyOn(TestCredentials.prototype, 'getDecrypted');
	const ofHealthSail = () =>
		reads.mock.calls.filter(([, , type]) => type === 'healthSailOAuth2Api').length;
	const { error } = await readPatient('fresh', ['fresh']);
	expect(error).toBeUndefined();
	const calls = (fakes as FakeSystems).healthSail.requests.filter(
		({ url }) => url !== '/oauth/token',
	);
	expect(calls.length).toBeGreaterThan(1);
	const untroubled = ofHealthSail();
	// The settings of our client are one read, the calls another.
	expect(untroubled).toBe(2);

	reads.mockClear();
	await fakes?.close();
	await readPatient('fresh', ['stale', 'fresh']);
	// n8n looks whether somebody else renewed it, and the next call reads what is stored now.
	expect(ofHealthSail()).toBe(untroubled + 2);
});
