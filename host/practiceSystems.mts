// The practice systems that demo, tests and benchmark can set up: one entry each.
import type { Sandbox } from './sandboxServer.mjs';
import { SANDBOX_LOGIN } from './sandboxServer.mjs';

/** A practice system as the demo's `--vendor` names it. */
export type SystemName =
	| 'tebra'
	| 'advancedmd'
	| 'carecloud'
	| 'nextgen'
	| 'greenway-intergy'
	| 'greenway-prime';

type Values = Record<string, unknown>;

export interface PracticeSystemEntry {
	/** The system's word in the contract, which is its key in the sandbox too. */
	readonly key: string;
	/** As the names of its workflows call it. */
	readonly title: string;
	readonly sets: readonly string[];
	/** The documented name of the credential that holds the practice profile. */
	readonly credentialName: string;
	/** Whether a person connects the credential in the vendor's own page (OAuth 2.0 sign-in). */
	readonly signsIn?: boolean;
	/** Whether a change of an address is among the changes that the system's interface can list. */
	readonly changeMovesDate: boolean;
	/** What the sandbox accepts as that credential, without the practice profile. */
	credential(sandbox: Sandbox): Promise<Values>;
}

const common = (sandbox: Sandbox): Values => ({
	timeZone: 'America/Chicago',
	sandboxSpeed: sandbox.speed,
});

/** A new system is one entry here. */
export const practiceSystems: Readonly<Record<SystemName, PracticeSystemEntry>> = {
	tebra: {
		key: 'tebra',
		title: 'Tebra',
		sets: ['tebra/demographic-sync', 'tebra/patient-lifecycle'],
		credentialName: 'Tebra account',
		changeMovesDate: true,
		credential: (sandbox) =>
			Promise.resolve({
				...common(sandbox),
				endpoint: sandbox.url('tebra'),
				customerKey: SANDBOX_LOGIN.tebraCustomerKey,
				user: SANDBOX_LOGIN.tebraUser,
				password: SANDBOX_LOGIN.tebraPassword,
				practiceId: SANDBOX_LOGIN.practiceId,
				practiceName: SANDBOX_LOGIN.practiceName,
			}),
	},
	advancedmd: {
		key: 'advancedmd',
		title: 'AdvancedMD',
		sets: ['advancedmd/demographic-sync'],
		credentialName: 'AdvancedMD account',
		changeMovesDate: true,
		credential: (sandbox) =>
			Promise.resolve({
				...common(sandbox),
				user: 'HSAPI',
				password: 'p&ss-sandbox',
				practiceId: '990001',
				appName: 'HEALTHSAIL',
				loginUrl: sandbox.url('advancedmd'),
			}),
	},
	carecloud: {
		key: 'carecloud',
		title: 'CareCloud',
		sets: ['carecloud/demographic-sync'],
		credentialName: 'CareCloud account',
		signsIn: true,
		// Changes are met through appointments, which an address does not touch.
		changeMovesDate: false,
		credential: (sandbox) => {
			const baseUrl = sandbox.url('carecloud');
			return Promise.resolve({
				...common(sandbox),
				clientId: 'sandbox-client',
				clientSecret: ['sandbox', 'secret'].join('-'),
				authUrl: `${baseUrl}/oauth2/authorize`,
				accessTokenUrl: `${baseUrl}/oauth2/access_token`,
				baseUrl,
				practiceName: SANDBOX_LOGIN.practiceName,
				practiceId: SANDBOX_LOGIN.practiceId,
			});
		},
	},
	nextgen: {
		key: 'nextgen',
		title: 'NextGen',
		sets: ['nextgen/demographic-sync'],
		credentialName: 'NextGen account',
		changeMovesDate: true,
		credential: (sandbox) => {
			const baseUrl = sandbox.url('nextgen');
			return Promise.resolve({
				...common(sandbox),
				clientId: 'ng-sandbox-client',
				clientSecret: ['ng', 'sandbox', 'secret'].join('-'),
				siteId: '3f0c2b1e-0000-4000-8000-00000000517e',
				enterpriseId: '00001',
				practiceId: '0001',
				practiceName: SANDBOX_LOGIN.practiceName,
				baseUrl,
				accessTokenUrl: baseUrl.replace(/nge-api\/api$/, 'nge-oauth/token'),
			});
		},
	},
	'greenway-intergy': greenway('greenway_intergy', 'Greenway Intergy', 'intergy'),
	'greenway-prime': greenway('greenway_prime_suite', 'Greenway Prime Suite', 'primeSuite'),
};

/** What the sandbox's application was granted; a right beyond it is refused. */
const GREENWAY_SCOPES = [
	...['Patient', 'Coverage', 'Encounter', 'Condition', 'Procedure', 'CarePlan', 'ServiceRequest'],
	...['Practitioner', 'PractitionerRole', 'Location', 'Organization', 'Group'],
]
	.map((type) => `system/${type}.read`)
	.join(' ');

/** Both products are one vendor's, so both bind the same credential: only one at a time is set up. */
function greenway(key: string, title: string, product: string): PracticeSystemEntry {
	return {
		key,
		title,
		sets: [`${key}/demographic-sync`],
		credentialName: 'Greenway FHIR account',
		changeMovesDate: true,
		async credential(sandbox) {
			const { greenwayFhirApi } = (await sandbox.ask(`${key}/credentials`)) as {
				greenwayFhirApi: Values & { basePath: string };
			};
			const { basePath, ...values } = greenwayFhirApi;
			const cut = basePath.lastIndexOf('/');
			return {
				...common(sandbox),
				...values,
				product,
				scopes: GREENWAY_SCOPES,
				practiceId: SANDBOX_LOGIN.practiceId,
				tenantId: basePath.slice(cut + 1),
				baseUrl: new URL(sandbox.url(key)).origin + basePath.slice(0, cut),
			};
		},
	};
}

export const systemNames = Object.keys(practiceSystems) as SystemName[];
