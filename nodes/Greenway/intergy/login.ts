import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

/** Members of the Intergy credential without which no session can be had. */
export const intergyNeeds = [
	'apiKey',
	'licenseId',
	'userLogon',
	'userPassword',
	'applicationName',
	'practiceNumber',
] as const;

/**
 * Puts the login of an Intergy credential into a request: the gateway's key into the query, the
 * licence beside the session, and name and password where the operation has a place for them (sheet
 * 3.3). It is put in here and nowhere else.
 */
export function insertIntergyLogin(
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): IHttpRequestOptions {
	const text = (name: string) => String(credentials[name] ?? '').trim();
	const body = (options.body ?? {}) as Record<string, unknown>;
	const session = (body.Credential ?? {}) as { SessionID?: unknown };
	const extra = text('extraHeaderName');
	return {
		...options,
		qs: { ...options.qs, api_key: text('apiKey') },
		headers: { ...options.headers, ...(extra && { [extra]: text('extraHeaderValue') }) },
		body: {
			...body,
			...('UserPassword' in body && {
				UserName: text('userLogon'),
				UserPassword: String(credentials.userPassword ?? ''),
			}),
			Credential: {
				LicenseID: text('licenseId'),
				SessionID: session.SessionID ?? '',
				UserLogon: text('userLogon'),
				ApplicationName: text('applicationName'),
				UserMachineName: '',
			},
		},
	};
}
