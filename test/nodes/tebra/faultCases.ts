import { soapAnswer, soapError, soapFault, soapSecurity } from '../../support/fakeSystems';
import type { Reply } from '../../support/localServer';

/** Stands for patient data in the answers of the other side: it must come out nowhere. */
export const marker = 'MARKERRIVERA';

export interface Case {
	readonly fault: Reply;
	readonly kind: string;
	readonly sentence: RegExp;
	readonly vendorCode?: string;
	/** GetPatient calls for the one item: how often the transport tries. */
	readonly calls: number;
}

export const operation = 'GetPatient';
const refused = (over: Record<string, string>) =>
	soapSecurity(operation, {
		Authenticated: 'true',
		Authorized: 'true',
		CustomerKeyValid: 'true',
		SecurityResult: marker,
		SecurityResultSuccess: 'false',
		...over,
	});

/** Every fault that GetPatient can end with, and what the node makes of it. */
export const cases: Record<string, Case> = {
	'a wrong password (sheet 3.1)': {
		fault: refused({ Authenticated: 'false', Authorized: 'false' }),
		kind: 'authentication',
		sentence: /user name or the password/,
		vendorCode: 'NotAuthenticated',
		calls: 1,
	},
	'a wrong customer key (sheet 3.1)': {
		fault: refused({ CustomerKeyValid: 'false' }),
		kind: 'authentication',
		sentence: /customer key/,
		vendorCode: 'CustomerKeyInvalid',
		calls: 1,
	},
	'a missing right (sheet 3.1)': {
		fault: refused({
			Authorized: 'false',
			PermissionsMissing: '<Permission><string>Get Patient</string></Permission>',
		}),
		kind: 'permission',
		sentence: /may not do this/,
		vendorCode: 'NotAuthorized',
		calls: 1,
	},
	'a practice the login does not see (sheet 3.1)': {
		fault: refused({ PracticesAuthorized: '<int>8</int><int>9</int>' }),
		kind: 'configuration',
		sentence: /cannot see the practice/,
		vendorCode: 'PracticeNotAuthorized',
		calls: 1,
	},
	'a refused request (sheet 6 a)': {
		fault: soapError(operation, `Bad value ${marker}`),
		kind: 'validation',
		sentence: /refused the request/,
		vendorCode: 'ErrorResponse',
		calls: 1,
	},
	'a null reference in the server (sheet 6 d)': {
		fault: soapError(operation, 'Object reference not set to an instance of an object.'),
		kind: 'unavailable',
		sentence: /stopped inside/,
		vendorCode: 'NullReference',
		calls: 2,
	},
	'an answer that is no XML': {
		fault: { body: `<html><body>${marker}` },
		kind: 'wireShape',
		sentence: /cut off or is not SOAP/,
		vendorCode: 'NotReadable',
		calls: 2,
	},
	'an answer that ends early (sheet 6)': {
		fault: {
			body: soapAnswer(operation, `<Patient><ID>1</ID><LastName>${marker}`).body?.slice(0, 300),
		},
		kind: 'wireShape',
		sentence: /cut off or is not SOAP/,
		vendorCode: 'NotReadable',
		calls: 2,
	},
	'an answer that defines entities': {
		fault: { body: `<!DOCTYPE a [<!ENTITY b "${marker}">]><a>&b;</a>` },
		kind: 'wireShape',
		sentence: /cut off or is not SOAP/,
		vendorCode: 'NotReadable',
		calls: 2,
	},
	'a patient of a form we do not know': {
		fault: soapAnswer(operation, `<Patient><ID>${marker}</ID></Patient>`),
		kind: 'wireShape',
		sentence: /form that this node does not know/,
		calls: 1,
	},
	'an internal fault (sheet 6 e)': {
		fault: soapFault('InternalServiceFault', marker),
		kind: 'unavailable',
		sentence: /internal fault/,
		vendorCode: 'InternalServiceFault',
		calls: 2,
	},
	'a request that Tebra cannot read (sheet 6 f)': {
		fault: soapFault('DeserializationFailed', `Expecting element ${marker}`),
		kind: 'wireShape',
		sentence: /could not read the request/,
		vendorCode: 'DeserializationFailed',
		calls: 1,
	},
	'a wrong SOAPAction (sheet 3.1)': {
		fault: soapFault('ActionNotSupported', 'ContractFilter mismatch'),
		kind: 'configuration',
		sentence: /does not offer this operation/,
		vendorCode: 'ActionNotSupported',
		calls: 1,
	},
	'a throttled call told in HTTP 200 (sheet 5)': {
		fault: soapError(
			operation,
			'429: GetPatient endpoint requested more than allowed 25 milliseconds',
		),
		kind: 'throttled',
		sentence: /too many came/,
		vendorCode: '429',
		calls: 6,
	},
	'a throttled call told by the status (sheet 5)': {
		fault: { status: 429, body: marker },
		kind: 'throttled',
		sentence: /too many came/,
		vendorCode: '429',
		calls: 6,
	},
	'an outage': {
		fault: { status: 503, body: marker },
		kind: 'unavailable',
		sentence: /not available/,
		vendorCode: '503',
		calls: 4,
	},
	'a connection that is dropped': {
		fault: { cut: 'headers' },
		kind: 'unavailable',
		sentence: /connection was lost/,
		vendorCode: 'ECONNRESET',
		calls: 4,
	},
	'an answer whose connection is dropped': {
		fault: { body: marker, cut: 'body' },
		kind: 'unavailable',
		sentence: /broke off/,
		calls: 4,
	},
	'a redirect to another host': {
		fault: { status: 302, headers: { Location: 'http://localhost:1/elsewhere' } },
		kind: 'configuration',
		sentence: /redirect to another address/,
		vendorCode: '302',
		calls: 1,
	},
	'an address that is not the web service': {
		fault: { status: 404, body: marker },
		kind: 'configuration',
		sentence: /not the address/,
		vendorCode: '404',
		calls: 1,
	},
};
