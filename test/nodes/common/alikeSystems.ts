import type { ICredentialDataDecryptedObject, NodeParameterValueType } from 'n8n-workflow';

import { AdvancedMdApi } from '../../../credentials/AdvancedMdApi.credentials';
import { CareCloudOAuth2Api } from '../../../credentials/CareCloudOAuth2Api.credentials';
import { GreenwayFhirApi } from '../../../credentials/GreenwayFhirApi.credentials';
import { NextGenOAuth2Api } from '../../../credentials/NextGenOAuth2Api.credentials';
import { AdvancedMd } from '../../../nodes/AdvancedMd/AdvancedMd.node';
import { CareCloud } from '../../../nodes/CareCloud/CareCloud.node';
import { Greenway } from '../../../nodes/Greenway/Greenway.node';
import { NextGen } from '../../../nodes/NextGen/NextGen.node';
import { registerNodes } from '../../support/nodes';
import { registerCredentials } from '../../support/nodesCredentials';
import type { SandboxProcess } from '../../support/sandboxProcess';

/** Every practice system as its node sees the sandbox. All data is made up. */

registerNodes(new AdvancedMd(), new CareCloud(), new Greenway(), new NextGen());
registerCredentials(
	new AdvancedMdApi(),
	new CareCloudOAuth2Api(),
	new GreenwayFhirApi(),
	new NextGenOAuth2Api(),
);

export interface AlikeSystem {
	/** Key in the sandbox and word of the contract. */
	readonly key: string;
	readonly nodeType: string;
	readonly parameters?: Record<string, NodeParameterValueType>;
	credentials(sandbox: SandboxProcess): Promise<Record<string, ICredentialDataDecryptedObject>>;
}

const zone = { timeZone: 'America/Chicago', sandboxSpeed: 0, limitShare: 1 };

export const alikeSystems: readonly AlikeSystem[] = [
	{
		key: 'tebra',
		nodeType: 'tebra',
		credentials: async (sandbox) =>
			await Promise.resolve({
				tebraSoapApi: {
					...zone,
					customerKey: 'ck-sandbox',
					user: 'api@oak-clinic.example',
					password: 'p&ss-sandbox',
					practiceName: 'Oak Clinic',
					practiceId: '1',
					endpoint: sandbox.tebra,
				},
			}),
	},
	{
		key: 'advancedmd',
		nodeType: 'advancedMd',
		credentials: async (sandbox) =>
			await Promise.resolve({
				advancedMdApi: {
					...zone,
					sessionToken: '',
					webServer: '',
					officeName: '',
					user: 'HSAPI',
					password: 'p&ss-sandbox',
					practiceId: '990001',
					appName: 'HEALTHSAIL',
					loginUrl: sandbox.url('advancedmd'),
				},
			}),
	},
	{
		key: 'carecloud',
		nodeType: 'careCloud',
		credentials: async (sandbox) => {
			const baseUrl = sandbox.url('carecloud');
			return await Promise.resolve({
				careCloudOAuth2Api: {
					...zone,
					grantType: 'authorizationCode',
					authUrl: `${baseUrl}/oauth2/authorize`,
					accessTokenUrl: `${baseUrl}/oauth2/access_token`,
					scope: '',
					authQueryParameters: '',
					authentication: 'header',
					clientId: 'sandbox-client',
					clientSecret: 'sandbox-'.concat('secret'),
					oauthTokenData: {
						access_token: 'cc-access-sandbox',
						refresh_token: 'cc-refresh-sandbox',
						token_type: 'Bearer',
					},
					baseUrl,
					practiceName: 'Oak Clinic',
					practiceId: '1',
				},
			});
		},
	},
	{
		key: 'nextgen',
		nodeType: 'nextGen',
		credentials: async (sandbox) => {
			const baseUrl = sandbox.url('nextgen');
			const siteId = '3f0c2b1e-0000-4000-8000-00000000517e';
			return await Promise.resolve({
				nextGenOAuth2Api: {
					...zone,
					grantType: 'clientCredentials',
					authentication: 'body',
					scope: '',
					clientId: 'ng-sandbox-client',
					clientSecret: ['ng', 'sandbox', 'secret'].join('-'),
					siteId,
					additionalBodyProperties: JSON.stringify({ site_id: siteId }),
					enterpriseId: '00001',
					practiceId: '0001',
					practiceName: 'Oak Clinic',
					baseUrl,
					accessTokenUrl: baseUrl.replace(/nge-api\/api$/, 'nge-oauth/token'),
				},
			});
		},
	},
	greenway('greenway_intergy', 'intergy'),
	greenway('greenway_prime_suite', 'primeSuite'),
];

function greenway(key: string, product: string): AlikeSystem {
	return {
		key,
		nodeType: 'greenway',
		parameters: { product },
		async credentials(sandbox) {
			const response = await fetch(`${sandbox.status}/control/${key}/credentials`);
			const { greenwayFhirApi } = (await response.json()) as {
				greenwayFhirApi: Record<string, string>;
			};
			const { basePath, ...values } = greenwayFhirApi;
			const cut = basePath.lastIndexOf('/');
			return {
				greenwayFhirApi: {
					...zone,
					...values,
					accessToken: '',
					accessTokenExpiresAt: 0,
					product,
					practiceId: '1',
					tenantId: basePath.slice(cut + 1),
					baseUrl: new URL(sandbox.url(key)).origin + basePath.slice(0, cut),
					scopes: [
						...['Patient', 'Coverage', 'Encounter', 'Condition', 'Procedure', 'CarePlan'],
						...['ServiceRequest', 'Practitioner', 'PractitionerRole', 'Location'],
						...['Organization', 'Group'],
					]
						.map((type) => `system/${type}.read`)
						.join(' '),
				},
			};
		},
	};
}
