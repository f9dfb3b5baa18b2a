import { z } from 'zod';

import type { CredentialSchema } from '../n8n/publicApi.mjs';
import { CliFailure } from '../support/failure.mjs';
import { parseJson, readSecretFile } from '../support/files.mjs';
import type { Terminal } from '../support/terminal.mjs';

export type CredentialValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const fileSchema = z.record(z.record(z.unknown()));

/**
 * Reads the file that fills new credentials: one JSON object, credential name → its fields.
 *
 * @throws CliFailure when it names a credential that the chosen sets do not use
 */
export async function readCredentialValues(
	terminal: Terminal,
	file: string | undefined,
	names: readonly string[],
): Promise<CredentialValues> {
	if (file === undefined) return {};
	const parsed = fileSchema.safeParse(parseJson(await readSecretFile(terminal, file), file));
	if (!parsed.success) {
		throw new CliFailure(
			'refused',
			`The file ${file} is not a credentials file.`,
			'Write one JSON object: { "Tebra account": { "field": "value" }, … }.',
		);
	}
	const stranger = Object.keys(parsed.data).find((name) => !names.includes(name));
	if (stranger !== undefined) {
		throw new CliFailure(
			'refused',
			`The file ${file} names the credential "${stranger}", which none of the chosen sets uses.`,
			`These are used: ${names.map((name) => `"${name}"`).join(', ')}.`,
		);
	}
	return parsed.data;
}

/**
 * The data of a credential that a person will fill in: every required member, empty. n8n refuses a
 * credential in which a required member is missing, but takes an empty one.
 */
export function emptyData(schema: CredentialSchema): Record<string, unknown> {
	return Object.fromEntries(
		schema.required.map((name) => {
			const property = schema.properties[name];
			if (property?.enum?.[0] !== undefined) return [name, property.enum[0]];
			if (property?.type === 'number') return [name, 0];
			if (property?.type === 'boolean') return [name, false];
			return [name, ''];
		}),
	);
}
