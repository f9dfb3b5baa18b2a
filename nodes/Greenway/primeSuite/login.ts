import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

/** Members of the Prime Suite credential without which no call can be made. */
export const primeSuiteNeeds = ['apiKey', 'siteId', 'userName', 'userPassword', 'userId'] as const;

/** What an operation itself says of the header: the user, where the site has one for it alone. */
export interface OperationHeader {
	readonly PrimeSuiteUserID: number;
}

/** The header of an operation with a user number of its own (sheet 9.2); nothing for all others. */
export function headerOf(userId: number | undefined): { Header?: OperationHeader } {
	return userId === undefined ? {} : { Header: { PrimeSuiteUserID: userId } };
}

/**
 * Puts the login of a Prime Suite credential into a request: the gateway's key into the query, the
 * envelope around the members (sheet 3.2). It is put in here and nowhere else.
 */
export function insertPrimeSuiteLogin(
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): IHttpRequestOptions {
	const text = (name: string) => String(credentials[name] ?? '').trim();
	const extra = text('extraHeaderName');
	const { Header, ...members } = (options.body ?? {}) as { Header?: OperationHeader };
	return {
		...options,
		qs: { ...options.qs, api_key: text('apiKey') },
		headers: { ...options.headers, ...(extra && { [extra]: text('extraHeaderValue') }) },
		body: {
			Credentials: {
				PrimeSuiteCredential: {
					PrimeSuiteSiteId: text('siteId'),
					PrimeSuiteUserAlias: text('userAlias'),
					PrimeSuiteUserName: text('userName'),
					PrimeSuiteUserPassword: String(credentials.userPassword ?? ''),
				},
				VendorCredential: {
					VendorLogin: text('vendorLogin'),
					VendorPassword: String(credentials.vendorPassword ?? ''),
				},
			},
			Header: {
				DestinationSiteID: text('siteId'),
				PrimeSuiteUserID: Header?.PrimeSuiteUserID ?? Number(text('userId')),
				SourceSiteID: text('sourceSiteId'),
			},
			...members,
		},
	};
}
