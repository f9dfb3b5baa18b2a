// The credentials that no template asks for: second interfaces of the practice systems, an interface
// engine, and HealthSail by OAuth 2.0. What each holds is what the sandbox accepts.
import { HASH_KEY } from './importer.mjs';
import type { N8nApi } from './n8nApi.mjs';
import { SANDBOX_LOGIN, type Sandbox } from './sandboxServer.mjs';

type Values = Record<string, unknown>;

export interface OtherCredential {
	/** The documented name. */
	readonly name: string;
	/** Whether a person connects it in the vendor's own page (OAuth 2.0 sign-in). */
	readonly signsIn?: boolean;
	values(sandbox: Sandbox): Promise<Values> | Values;
}

const secretOf = (...words: string[]) => words.join('-');

/** By credential type. */
export const otherCredentials = {
	tebraFhirOAuth2Api: {
		name: 'Tebra FHIR account',
		values: (sandbox) => {
			const { origin } = new URL(sandbox.url('tebra'));
			return {
				grantType: 'clientCredentials',
				clientId: 'tebra-fhir-client',
				clientSecret: secretOf('tebra', 'fhir', 'secret'),
				accessTokenUrl: `${origin}/smartauth/oauth/token`,
				baseUrl: `${origin}/fhir-request`,
			};
		},
	},
	careCloudFhirOAuth2Api: {
		name: 'CareCloud FHIR account',
		signsIn: true,
		values: (sandbox) => {
			const base = sandbox.url('carecloud');
			return {
				clientId: 'cc-fhir-client',
				clientSecret: secretOf('cc', 'fhir', 'secret'),
				authUrl: `${base}/fhir-oauth/authorize`,
				accessTokenUrl: `${base}/fhir-oauth/token`,
				baseUrl: `${base}/api/fhir/R4/DCM`,
			};
		},
	},
	nextGenFhirOAuth2Api: {
		name: 'NextGen FHIR account',
		values: (sandbox) => {
			const base = sandbox.url('nextgen');
			return {
				clientId: 'ng-sandbox-client',
				clientSecret: secretOf('ng', 'sandbox', 'secret'),
				siteId: '3f0c2b1e-0000-4000-8000-00000000517e',
				accessTokenUrl: base.replace(/nge-api\/api$/, 'nge-oauth/token'),
				baseUrl: base.replace(/nge-api\/api$/, 'fhir-api-r4/fhir/R4'),
			};
		},
	},
	greenwayPrimeSuiteApi: {
		name: 'Greenway Prime Suite account',
		values: async (sandbox) => {
			const { userId, ...login } = await greenwayLogin(sandbox, 'greenway_prime_suite');
			return { ...login, userId: String(userId), sandboxSpeed: sandbox.speed };
		},
	},
	greenwayIntergyApi: {
		name: 'Greenway Intergy account',
		values: async (sandbox) => {
			const { userId, password, ...login } = await greenwayLogin(sandbox, 'greenway_intergy');
			void userId;
			const { practiceId: practiceNumber } = SANDBOX_LOGIN;
			return { ...login, userPassword: password, practiceNumber, sandboxSpeed: sandbox.speed };
		},
	},
	hl7EngineApi: {
		name: 'Interface engine account',
		values: (sandbox) => ({
			pmSystem: 'greenway_intergy',
			practiceId: SANDBOX_LOGIN.practiceId,
			timeZone: 'America/Chicago',
			incomingAuthentication: 'basic',
			incomingUser: 'engine',
			incomingPassword: secretOf('synthetic', 'phrase', '001'),
			url: sandbox.url('hl7'),
			outgoingAuthentication: 'basic',
			outgoingUser: 'n8n',
			outgoingPassword: 'p&ss-engine-sandbox',
		}),
	},
	healthSailOAuth2Api: {
		name: 'HealthSail OAuth2 account',
		values: (sandbox) => ({
			clientId: 'sandbox-client',
			clientSecret: secretOf('sandbox', 'secret'),
			accessTokenUrl: new URL('/oauth/token', sandbox.healthSailUrl).href,
			baseUrl: sandbox.healthSailUrl,
			hashKey: HASH_KEY,
		}),
	},
} as const satisfies Readonly<Record<string, OtherCredential>>;

export type OtherType = keyof typeof otherCredentials;

/** What the sandbox says its GAPI accepts, with the address of the service. */
async function greenwayLogin(
	sandbox: Sandbox,
	key: 'greenway_prime_suite' | 'greenway_intergy',
): Promise<Values> {
	const type = key === 'greenway_intergy' ? 'greenwayIntergyApi' : 'greenwayPrimeSuiteApi';
	const all = (await sandbox.ask(`${key}/credentials`)) as Record<string, Values>;
	const { basePath, ...login } = all[type];
	return { ...login, baseUrl: new URL(sandbox.url(key)).origin + String(basePath) };
}

/** Makes the credential in n8n as its editor does, connects it where a person would; answers its id. */
export async function makeOther(api: N8nApi, sandbox: Sandbox, type: OtherType): Promise<string> {
	const { name, signsIn, values }: OtherCredential = otherCredentials[type];
	const id = await api.saveCredential(name, type, await values(sandbox));
	if (signsIn) await api.connectCredential(id);
	return id;
}
