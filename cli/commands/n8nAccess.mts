import { CliFailure } from '../support/failure.mjs';
import { readSecretFile } from '../support/files.mjs';
import { isLoopback, parseBaseUrl } from '../support/http.mjs';
import type { Terminal } from '../support/terminal.mjs';
import { openEditor, type EditorApi } from '../n8n/editorApi.mjs';
import { createPublicApi, type PublicApi } from '../n8n/publicApi.mjs';

/** Addresses of n8n: plain http is common inside a practice, so it is told and not refused. */
export function n8nUrl(terminal: Terminal, text: string): string {
	const url = parseBaseUrl(text, 'The address of n8n (--url)', { plainHttp: 'anywhere' });
	const { protocol, hostname } = new URL(url);
	if (protocol === 'http:' && !isLoopback(hostname)) {
		terminal.note(`${url} is plain http: the key or password crosses the network in clear.`);
	}
	return url;
}

/** The key comes from the environment or a file: on a command line every user of the machine sees it. */
export async function publicApiAccess(
	terminal: Terminal,
	url: string,
	keyFile: string | undefined,
): Promise<PublicApi> {
	const key = keyFile
		? (await readSecretFile(terminal, keyFile)).trim()
		: terminal.env.HEALTHSAIL_N8N_API_KEY?.trim();
	if (!key) {
		throw new CliFailure(
			'access',
			keyFile ? `The file ${keyFile} is empty.` : 'There is no n8n API key.',
			'Put the key into HEALTHSAIL_N8N_API_KEY, or name a file that holds it with --api-key-file.',
		);
	}
	if (/\s/.test(key) || /[^\x21-\x7e]/.test(key)) {
		throw new CliFailure(
			'access',
			'The n8n API key has a space or a line break in it.',
			'Copy the key again, as one line.',
		);
	}
	return createPublicApi(n8nUrl(terminal, url), key);
}

/**
 * Signs in at n8n as the editor does, with email and password from the environment or asked for.
 */
export async function editorAccess(terminal: Terminal, url: string): Promise<EditorApi> {
	const address = n8nUrl(terminal, url);
	const { env } = terminal;
	const email = env.HEALTHSAIL_N8N_EMAIL ?? (await ask(terminal, 'n8n login (email): '));
	const password = env.HEALTHSAIL_N8N_PASSWORD ?? (await askSecret(terminal, 'n8n password: '));
	const mfaCode = env.HEALTHSAIL_N8N_MFA_CODE;
	return openEditor(address, { email, password, ...(mfaCode && { mfaCode }) });
}

async function ask(terminal: Terminal, question: string): Promise<string> {
	requirePerson(terminal);
	return terminal.ask(question);
}

async function askSecret(terminal: Terminal, question: string): Promise<string> {
	requirePerson(terminal);
	return terminal.askSecret(question);
}

function requirePerson(terminal: Terminal): void {
	if (terminal.interactive) return;
	throw new CliFailure(
		'access',
		'There is no n8n login.',
		'Put it into HEALTHSAIL_N8N_EMAIL and HEALTHSAIL_N8N_PASSWORD.',
	);
}
