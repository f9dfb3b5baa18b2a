import { generateKeyPairSync } from 'crypto';

import { testCredential } from '../../support/nodes';
import { startSessions, tokensAsked } from './sessionStage';
import type { GreenwaySandbox } from './support';
import { credentialsOf, errorOf, openPort } from './support';

/** What a credential has to hold to sign in, and what its test button says (sheet 3.1, 6). */

let sandbox: GreenwaySandbox;

beforeAll(async () => {
	sandbox = await startSessions(5380);
});

afterAll(async () => {
	await sandbox?.stop();
});

test('another key than the registered one is refused with what to check', async () => {
	const { privateKey } = generateKeyPairSync('ec', {
		namedCurve: 'P-384',
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		publicKeyEncoding: { type: 'spki', format: 'pem' },
	});
	const port = await openPort(sandbox, { greenwayFhirApi: { privateKey } });
	const error = await errorOf(async () => await port.patients.get('pt-3001'));
	expect(error).toMatchObject({
		kind: 'authentication',
		details: { vendorCode: 'invalid_client' },
	});
	expect(error.details?.nextStep).toContain('JWKS');
	expect(JSON.stringify(error)).not.toContain('PRIVATE KEY');
});

test.each([
	['an RSA key where ES384 is wanted', generateRsa()],
	['a key of another curve', generateP256()],
	['a text that is no key', 'not a key'],
])('%s is a matter of the credential, and nothing is sent', async (_name, privateKey) => {
	const before = await tokensAsked(sandbox);
	const port = await openPort(sandbox, { greenwayFhirApi: { privateKey } });
	const error = await errorOf(async () => await port.patients.get('pt-3001'));
	expect(error).toMatchObject({ kind: 'configuration', details: { vendorCode: 'key_unreadable' } });
	expect(await tokensAsked(sandbox)).toBe(before);
});

test('a private key that lost its line breaks when it was pasted still signs', async () => {
	const { privateKey } = sandbox.credentials.greenwayFhirApi as { privateKey: string };
	for (const pasted of [privateKey.replace(/\n/g, ' '), privateKey.replace(/\n/g, '\\n')]) {
		const port = await openPort(sandbox, { greenwayFhirApi: { privateKey: pasted } });
		expect((await port.patients.get('pt-3001'))?.patient.id).toBe('pt-3001');
	}
});

test('a scope beyond what was granted makes the sign-in fail with its name (sheet 3.1)', async () => {
	const port = await openPort(sandbox, {
		greenwayFhirApi: { scopes: 'system/Patient.read system/Observation.read' },
	});
	const error = await errorOf(async () => await port.patients.get('pt-3001'));
	expect(error).toMatchObject({ kind: 'permission', details: { vendorCode: 'invalid_scope' } });
});

test.each(['system/Appointment.read', 'system/Consent.read', 'system/*.read'])(
	'the scope %s is never asked for (sheet 3.1)',
	async (scope) => {
		const error = await errorOf(
			async () =>
				await openPort(sandbox, { greenwayFhirApi: { scopes: `system/Patient.read ${scope}` } }),
		);
		expect(error).toMatchObject({ kind: 'configuration', details: { fields: ['scopes'] } });
	},
);

test('a wrong tenant is told as such and not as a patient who is gone (sheet 6, quirk 10)', async () => {
	const port = await openPort(sandbox, { greenwayFhirApi: { tenantId: '2.16.840.1.1.9' } });
	const error = await errorOf(async () => await port.patients.get('pt-3001'));
	expect(error).toMatchObject({ kind: 'configuration', details: { fields: ['tenantId'] } });
});

test('a credential of the other product is refused before a call', async () => {
	const error = await errorOf(
		async () => await openPort(sandbox, { greenwayFhirApi: { product: 'intergy' } }),
	);
	expect(error).toMatchObject({ kind: 'configuration', details: { fields: ['product'] } });
});

test('an address that is not of Greenway is refused', async () => {
	const error = await errorOf(
		async () =>
			await openPort(sandbox, {
				greenwayFhirApi: { baseUrl: 'https://fhir.elsewhere.example/R4', sandboxSpeed: 1 },
			}),
	);
	expect(error.kind).toBe('configuration');
});

test('the test button is green for the sandbox, and says what is wrong otherwise', async () => {
	const run = async (over: Record<string, string> = {}) =>
		await testCredential('greenway', 'greenwayFhirTest', 'greenwayFhirApi', {
			...sandbox.credentials.greenwayFhirApi,
			...over,
		});
	expect(await run()).toEqual({ status: 'OK', message: 'Sign-in and practice are right.' });
	expect(await run({ keyId: 'another' })).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('did not accept the signature'),
	});
	expect(await run({ practiceId: '88' })).toMatchObject({ status: 'Error' });
	expect(await run({ clientId: '' })).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('Client ID'),
	});
});

test('the test button of the Prime Suite credential reads no patient', async () => {
	const credentials = credentialsOf(sandbox);
	const run = async (over: Record<string, string> = {}) =>
		await testCredential('greenway', 'greenwayPrimeSuiteTest', 'greenwayPrimeSuiteApi', {
			...credentials.greenwayPrimeSuiteApi,
			...over,
		});
	expect(await run()).toEqual({ status: 'OK', message: 'Key and login are right.' });
	expect(await run({ apiKey: 'another' })).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('API key'),
	});
	expect(await run({ userPassword: 'wrong' })).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('refused PatientListGet'),
	});
});

function generateRsa(): string {
	return generateKeyPairSync('rsa', {
		modulusLength: 2048,
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		publicKeyEncoding: { type: 'spki', format: 'pem' },
	}).privateKey;
}

function generateP256(): string {
	return generateKeyPairSync('ec', {
		namedCurve: 'P-256',
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		publicKeyEncoding: { type: 'spki', format: 'pem' },
	}).privateKey;
}
