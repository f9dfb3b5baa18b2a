import { randomUUID } from 'crypto';

/** One part of a form with files. */
export interface FormPart {
	readonly name: string;
	readonly fileName?: string;
	readonly contentType: string;
	readonly content: string | Buffer;
}

/**
 * A form with files as bytes (RFC 7578). n8n's own form data can be sent once only, and a token that
 * died on the way needs a second time.
 */
export function buildMultipart(parts: readonly FormPart[]): { body: Buffer; contentType: string } {
	const boundary = `healthsail-${randomUUID()}`;
	const chunks = parts.flatMap(({ name, fileName, contentType, content }) => [
		Buffer.from(
			`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${
				fileName === undefined ? '' : `; filename="${plainName(fileName)}"`
			}\r\nContent-Type: ${contentType.replace(/[\r\n]/g, '')}\r\n\r\n`,
		),
		Buffer.isBuffer(content) ? content : Buffer.from(content),
		Buffer.from('\r\n'),
	]);
	return {
		body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
		contentType: `multipart/form-data; boundary=${boundary}`,
	};
}

/** Quotes, line ends and what is no ASCII would end the header or be read differently. */
function plainName(name: string): string {
	return name.replace(/[^\x20-\x7e]|["\\]/g, '_').slice(0, 120) || 'document';
}
