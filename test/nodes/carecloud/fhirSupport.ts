import { CareCloudFhirOAuth2Api } from '../../../credentials/CareCloudFhirOAuth2Api.credentials';
import { registerCredentials } from '../../support/nodesCredentials';
import type { FhirVendorStage } from '../common/fhirStage';
import { credential, type } from './support';

/** CareCloud's node with its FHIR credential, for tests. All of it is synthetic. */

registerCredentials(new CareCloudFhirOAuth2Api());

export const clientSecret = ['cc', 'fhir', 'secret'].join('-');

export const vendor: FhirVendorStage = {
	key: 'carecloud',
	nodeType: 'careCloud',
	fhirType: 'careCloudFhirOAuth2Api',
	credentials: (url, over = {}) => ({ [type]: credential(url, over as never) }),
	fhirCredential: (url) => ({
		grantType: 'pkce',
		authUrl: `${url}/fhir-oauth/authorize`,
		accessTokenUrl: `${url}/fhir-oauth/token`,
		clientId: 'cc-fhir-client',
		clientSecret,
		scope: 'openid fhirUser offline_access user/*.read',
		authentication: 'header',
		oauthTokenData: {
			access_token: 'cc-fhir-access-sandbox',
			refresh_token: 'cc-fhir-refresh-sandbox',
			token_type: 'Bearer',
		},
		baseUrl: `${url}/api/fhir/R4/DCM`,
	}),
};
