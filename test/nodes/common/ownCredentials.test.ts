import type { ICredentialDataDecryptedObject, ICredentialType, INode } from 'n8n-workflow';
import {
	getCredentialAllowedDomains,
	injectDomainRestrictionFields,
	NodeHelpers,
} from 'n8n-workflow';

import { HealthSailOAuth2Api } from '../../../credentials/HealthSailOAuth2Api.credentials';
import { NextGenFhirOAuth2Api } from '../../../credentials/NextGenFhirOAuth2Api.credentials';
import { NextGenOAuth2Api } from '../../../credentials/NextGenOAuth2Api.credentials';
import { TebraFhirOAuth2Api } from '../../../credentials/TebraFhirOAuth2Api.credentials';

/**
 * OAuth 2.0 credentials that n8n tests itself. It tests as its No Operation node, to which a credential
 * for supported nodes only would be refused; so these are kept from other nodes by their domains, and
 * n8n's own functions are asked here what comes of that.
 */

const credentials: ICredentialType[] = [
	new HealthSailOAuth2Api(),
	new NextGenOAuth2Api(),
	new NextGenFhirOAuth2Api(),
	new TebraFhirOAuth2Api(),
];

const node: INode = {
	id: '1',
	name: 'HTTP Request',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	position: [0, 0],
	parameters: {},
};

/** What n8n makes of stored values before a node is given them. */
const read = ({ properties }: ICredentialType, stored = {}) =>
	NodeHelpers.getNodeParameters(
		properties,
		stored,
		true,
		false,
		null,
		null,
	) as ICredentialDataDecryptedObject;

describe.each(credentials)('The credential $name', (credential) => {
	test('is refused to the HTTP Request node, stored without the member as it is', () => {
		const credentialData = read(credential, { clientId: 'synthetic' });
		expect(credentialData.allowedHttpRequestDomains).toBe('none');
		expect(() => getCredentialAllowedDomains({ node, credentialData })).toThrow(
			'This credential is configured to prevent use within an HTTP Request node',
		);
	});

	test('may be tested: its test asks only what the credential itself names', () => {
		const credentialData = read(credential);
		expect(
			getCredentialAllowedDomains({ node, credentialData, credentialOwnedSurface: true }),
		).toBeUndefined();
		expect(credential.restrictToSupportedNodes).toBeUndefined();
		expect(credential.test?.request.baseURL).toBe('={{$credentials.baseUrl}}');
	});

	test('shows no field to change that, and n8n adds none', () => {
		const shown = injectDomainRestrictionFields(credential).filter(
			({ name }) => name === 'allowedHttpRequestDomains' || name === 'allowedDomains',
		);
		expect(shown.map(({ name, type }) => [name, type])).toEqual([
			['allowedHttpRequestDomains', 'hidden'],
		]);
	});
});
