import { SOAP } from './names.mjs';

const specials: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Escapes a text for element content. */
export function escapeXml(text: string): string {
	return /[&<>]/.test(text) ? text.replace(/[&<>]/g, (sign) => specials[sign]) : text;
}

/** A leaf element; undefined becomes i:nil, an empty text an empty element. */
export function leaf(name: string, value: string | number | undefined): string {
	if (value === undefined) return `<${name} i:nil="true"/>`;
	if (value === '') return `<${name}/>`;
	return `<${name}>${typeof value === 'number' ? value : escapeXml(value)}</${name}>`;
}

/** The envelope around a body. */
export function envelope(body: string): string {
	return `<s:Envelope xmlns:s="${SOAP}"><s:Body>${body}</s:Body></s:Envelope>`;
}

/** A SOAP fault as WCF words it. Detail is never declared (sheet 6). */
export function fault(code: string, text: string, codeNamespace = DISPATCHER): string {
	return envelope(
		`<s:Fault><faultcode xmlns:a="${codeNamespace}">a:${code}</faultcode>` +
			`<faultstring xml:lang="en-US">${escapeXml(text)}</faultstring></s:Fault>`,
	);
}

/** Namespace of dispatcher fault codes. */
export const DISPATCHER =
	'http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher';
/** Namespace of addressing fault codes. */
export const ADDRESSING = 'http://schemas.microsoft.com/ws/2005/05/addressing/none';
