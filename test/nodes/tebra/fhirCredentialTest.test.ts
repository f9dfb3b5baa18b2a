import { TebraFhirOAuth2Api } from '../../../credentials/TebraFhirOAuth2Api.credentials';
import { press } from '../../support/credentialTest';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';

/** What the test button of the FHIR credential sends with a token, and what a person then reads. */

const { test: declared } = new TebraFhirOAuth2Api();
let sandbox: SandboxProcess;
let origin: string;

beforeAll(async () => {
	sandbox = await startSandbox(5545, ['--systems', 'tebra', '--patients', '10', '--seed', '3']);
	origin = new URL(sandbox.url('tebra')).origin;
});

afterAll(async () => {
	await sandbox?.stop();
});

/** A token as n8n gets one with this scope (sheet 3.2). */
async function tokenFor(scope: string): Promise<string> {
	const response = await fetch(`${origin}/smartauth/oauth/token`, {
		method: 'POST',
		body: new URLSearchParams({
			grant_type: 'client_credentials',
			client_id: 'tebra-fhir-client',
			client_secret: ['tebra', 'fhir', 'secret'].join('-'),
			scope,
		}),
	});
	return ((await response.json()) as { access_token: string }).access_token;
}

const values = { baseUrl: '' };
beforeAll(() => {
	values.baseUrl = `${origin}/fhir-request`;
});

test('it passes with the scope of the registration and reads nobody (sheet 4.10)', async () => {
	const answer = await press(declared, values, await tokenFor('system/*.read'));
	expect(answer.status).toBe(200);
	const { resourceType, entry = [] } = JSON.parse(answer.text) as {
		resourceType: string;
		entry?: unknown[];
	};
	expect([resourceType, entry]).toEqual(['Bundle', []]);
});

test('a token that is not accepted is told with what to compare', async () => {
	expect(await press(declared, values, 'none')).toMatchObject({
		status: 401,
		told: expect.stringContaining('Customer Care'),
	});
});

test('a client that may not read patients is told to compare the scope', async () => {
	const fault = { system: 'tebra', operation: 'fhir.Patient', kind: 'status', status: 403 };
	const armed = await fetch(`${sandbox.status}/control/faults`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ ...fault, count: 1 }),
	});
	expect(armed.ok).toBe(true);
	expect(await press(declared, values, await tokenFor('system/*.read'))).toMatchObject({
		status: 403,
		told: expect.stringContaining('appSphere'),
	});
});

test('another path answers 200 with nothing, which the test takes for no FHIR (sheet 2, 5)', async () => {
	const elsewhere = { baseUrl: `${origin}/fhir/request` };
	const answer = await press(declared, elsewhere, await tokenFor('system/*.read'));
	expect([answer.status, answer.text]).toEqual([200, '']);
	const rule = declared.rules?.find(({ type }) => type === 'responseSuccessBody');
	expect(rule?.properties).toMatchObject({
		key: 'resourceType',
		value: undefined,
		message: expect.stringContaining('the hyphen matters'),
	});
});
