import { NextGenFhirOAuth2Api } from '../../../credentials/NextGenFhirOAuth2Api.credentials';
import { NextGenOAuth2Api } from '../../../credentials/NextGenOAuth2Api.credentials';
import { press } from '../../support/credentialTest';
import { startSandbox } from '../../support/sandboxProcess';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { controlOf, nextGenCredential } from './support';

/** What the test button of n8n sends with a token, against the sandbox, and what it then shows. */

let sandbox: SandboxProcess;
let control: ReturnType<typeof controlOf>;
let fhirUrl: string;

beforeAll(async () => {
	sandbox = await startSandbox(5190, ['--systems', 'nextgen', '--patients', '10', '--seed', '3']);
	control = controlOf(sandbox);
	fhirUrl = `${new URL(sandbox.url('nextgen')).origin}/nge/prod/fhir-api-r4/fhir/R4`;
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await control.clearFaults();
	await control.nextgen('permission', { operation: '*', granted: true });
});

/** A token as n8n gets one with these values (sheet 3). */
async function tokenFor(scope = ''): Promise<string> {
	const { clientId, clientSecret, siteId, accessTokenUrl } = nextGenCredential(
		sandbox.url('nextgen'),
	);
	const response = await fetch(String(accessTokenUrl), {
		method: 'POST',
		body: new URLSearchParams({
			grant_type: 'client_credentials',
			client_id: String(clientId),
			client_secret: String(clientSecret),
			site_id: String(siteId),
			...(scope !== '' && { scope }),
		}),
	});
	return ((await response.json()) as { access_token: string }).access_token;
}

describe('The test of the NextGen credential', () => {
	const { test: declared } = new NextGenOAuth2Api();
	const values = (over = {}) => nextGenCredential(sandbox.url('nextgen'), over);

	test('opens the practice in one call that changes nothing in it (sheet 3)', async () => {
		expect(declared.request.method).toBe('PUT');
		expect(declared.request.url).toBe('/users/me/login-defaults');
		expect(await press(declared, values(), await tokenFor())).toMatchObject({ status: 200 });
	});

	test.each([
		['a practice that is none', { practiceId: '0009' }],
		['a practice without its zeros', { practiceId: '1' }],
		['another enterprise', { enterpriseId: '00002' }],
	])('tells %s by the IDs to compare', async (_name, over) => {
		expect(await press(declared, values(over), await tokenFor())).toMatchObject({
			status: 400,
			told: expect.stringContaining('practice ID four, with the zeros in front'),
		});
	});

	test('tells a token that is not accepted, a right that is missing and an address without the API', async () => {
		expect(await press(declared, values(), 'none')).toMatchObject({
			status: 401,
			told: expect.stringContaining('does not accept the access token'),
		});
		const elsewhere = { baseUrl: `${new URL(sandbox.url('nextgen')).origin}/nge/prod/other` };
		expect(await press(declared, values(elsewhere), await tokenFor())).toMatchObject({
			status: 404,
			told: expect.stringContaining('no Enterprise API at this address'),
		});
		await control.fault({ kind: 'status', status: 403, operation: 'loginDefaults.put' });
		expect(await press(declared, values(), await tokenFor())).toMatchObject({
			status: 403,
			told: expect.stringContaining('PUT /users/me/login-defaults'),
		});
	});
});

describe('The test of the NextGen FHIR credential', () => {
	const { test: declared } = new NextGenFhirOAuth2Api();

	test.each(['user/*.*', 'user/Patient.read'])(
		'passes with the scope %s and reads nobody (sheet 1.3)',
		async (scope) => {
			const answer = await press(declared, { baseUrl: fhirUrl }, await tokenFor(scope));
			expect(answer.status).toBe(200);
			const { resourceType, entry = [] } = JSON.parse(answer.text) as {
				resourceType: string;
				entry?: Array<{ resource: { resourceType: string } }>;
			};
			expect(resourceType).toBe('Bundle');
			expect(entry.map(({ resource }) => resource.resourceType)).not.toContain('Patient');
		},
	);

	test('tells a missing scope, a token that is not accepted and an address without its version', async () => {
		expect(await press(declared, { baseUrl: fhirUrl }, await tokenFor())).toMatchObject({
			status: 403,
			told: expect.stringContaining('may not read patients'),
		});
		expect(await press(declared, { baseUrl: fhirUrl }, 'none')).toMatchObject({
			status: 401,
			told: expect.stringContaining('nge-oauth'),
		});
		const short = { baseUrl: fhirUrl.replace(/\/R4$/, '') };
		expect(await press(declared, short, await tokenFor('user/*.*'))).toMatchObject({
			status: 404,
			told: expect.stringContaining('ends with the version, R4'),
		});
	});

	test('takes an answer of 200 that is no FHIR for what it is', () => {
		const body = declared.rules?.find(({ type }) => type === 'responseSuccessBody');
		expect(body?.properties).toMatchObject({ key: 'resourceType', value: undefined });
		expect(body?.properties.message).toContain('daily call quota');
	});
});
