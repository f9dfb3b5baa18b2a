import contract from '../../../contract/healthsail.openapi.json';
import { HealthSailApi } from '../../../credentials/HealthSailApi.credentials';
import { HealthSailOAuth2Api } from '../../../credentials/HealthSailOAuth2Api.credentials';
import { runNode } from '../../support/nodes';
import { startSandbox, type RunningSandbox } from '../healthsail.support/sandbox';

/** Both ways to sign in, against the sandbox; all values are the sandbox's synthetic ones. */

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox(4772);
});
afterAll(async () => await sandbox.stop());

function withOAuth2(changes: Record<string, string> = {}) {
	return {
		healthSailOAuth2Api: {
			grantType: 'clientCredentials',
			authentication: 'header',
			accessTokenUrl: sandbox.tokenUrl,
			clientId: 'sandbox-client',
			clientSecret: ['sandbox', 'secret'].join('-'),
			scope: 'customers:read',
			baseUrl: sandbox.healthSailUrl,
			hashKey: 'synthetic '.repeat(4),
			...changes,
		},
	};
}

const list = {
	nodeType: 'healthSail',
	parameters: { healthSailAuthentication: 'oAuth2', resource: 'customer', operation: 'getMany' },
};

it('OAuth 2.0 client credentials fetch a token and read with it', async () => {
	const { error, json } = await runNode({ ...list, credentials: withOAuth2() });
	expect(error).toBeUndefined();
	expect(json()).toEqual([]);
});

it('a wrong client secret is an authentication error that shows nothing of it', async () => {
	const credentials = withOAuth2({ clientSecret: ['not', 'the', 'one'].join('-') });
	const { error } = await runNode({ ...list, credentials });
	expect(error?.context?.failure).toMatchObject({ kind: 'authentication' });
	expect(JSON.stringify(error)).not.toContain('not-the-one');
});

it('a wrong API key is an authentication error that says what to do', async () => {
	const { error } = await runNode({
		...list,
		parameters: { ...list.parameters, healthSailAuthentication: 'apiKey' },
		baseUrls: { healthSail: sandbox.healthSailUrl },
		credentials: { healthSailApi: { apiKey: ['hs', 'test', 'wrong'].join('_') } },
	});
	expect(error?.context?.failure).toMatchObject({
		kind: 'authentication',
		nextStep: expect.stringContaining('HealthSail credential'),
	});
	expect(JSON.stringify(error)).not.toContain('hs_test_wrong');
});

it('the test of the API key credential is a read that HealthSail accepts', async () => {
	const { request } = new HealthSailApi().test;
	const query = new URLSearchParams(request.qs as Record<string, string>).toString();
	const ask = async (key: string) =>
		await fetch(`${sandbox.healthSailUrl}${request.url ?? ''}?${query}`, {
			headers: { ...(request.headers as Record<string, string>), Authorization: `Bearer ${key}` },
		});
	expect((await ask('hs_test_sandbox_0000000000000000')).status).toBe(200);
	expect((await ask('hs_test_wrong')).status).toBe(401);
});

it('both ways to sign in are tested by the same read, and told apart in what to do', () => {
	const [byKey, byClient] = [new HealthSailApi().test, new HealthSailOAuth2Api().test];
	expect(byClient.request).toEqual({
		baseURL: '={{$credentials.baseUrl}}',
		url: '/runs',
		qs: { limit: 1, fields: 'id' },
		headers: { 'HS-Purpose-Of-Use': 'HOPERAT' },
	});
	expect(byKey.request).toEqual(byClient.request);
	const told = ({ rules = [] }: typeof byKey) =>
		Object.fromEntries(rules.map(({ properties: { value, message } }) => [value, message]));
	expect(told(byKey)[401]).toContain('does not accept the API key');
	expect(told(byClient)[401]).toContain('does not accept the access token');
	expect(told(byKey)[403]).toContain('The API key lacks the scope runs:read');
	expect(told(byClient)[403]).toContain('The access token lacks the scope runs:read');
	expect(told(byClient)[404]).toBe(told(byKey)[404]);
});

it('the default scopes hold what the test of the OAuth 2.0 credential needs', () => {
	const scope = new HealthSailOAuth2Api().properties.find(({ name }) => name === 'scope');
	expect(String(scope?.default).split(' ')).toContain('runs:read');
});

it('the default scopes are all that the sync and the trigger need, and no more', () => {
	const needed = new Set(
		[
			...['lookupCustomers', 'bulkUpsertCustomers', 'bulkUpsertCoverages', 'bulkCreateAuditEvents'],
			...['acquireLease', 'renewLease', 'releaseLease', 'startRun', 'advanceRun', 'finishRun'],
			...['failRun', 'confirmRun', 'discardRun', 'getRun', 'listRuns'],
			...['createWebhookEndpoint', 'getWebhookEndpoint', 'updateWebhookEndpoint'],
			...['rotateWebhookSecret', 'deleteWebhookEndpoint'],
		].flatMap(scopesOf),
	);
	const scope = new HealthSailOAuth2Api().properties.find(({ name }) => name === 'scope');
	expect(String(scope?.default).split(' ').sort()).toEqual([...needed].sort());
});

it('the test of the API key credential needs a right that the sync has', () => {
	expect(new HealthSailApi().test.request.url).toBe('/runs');
	expect(scopesOf('listRuns')).toEqual(['runs:read']);
});

/** The scopes that the contract asks for an operation. */
function scopesOf(operationId: string): string[] {
	const operations = Object.values(contract.paths).flatMap(
		(path) => Object.values(path) as Array<{ operationId?: string; security?: object[] }>,
	);
	const found = operations.find((operation) => operation.operationId === operationId);
	const scopes = found?.security?.flatMap((entry) =>
		'oauth2' in entry ? (entry.oauth2 as string[]) : [],
	);
	if (!scopes?.length) throw new Error(`no scopes for ${operationId}`);
	return scopes;
}

it('the API key is closed to every node of another package', () => {
	expect(new HealthSailApi().restrictToSupportedNodes).toBe(true);
});
