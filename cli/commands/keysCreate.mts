import { makeSigningPair } from '../keys/keyPair.mjs';
import { writeKeyFiles } from '../keys/writeFiles.mjs';
import type { Terminal } from '../support/terminal.mjs';

/** `keys create`: a key pair for vendors that want a signature in place of a password (Greenway). */
export async function keysCreate(
	terminal: Terminal,
	options: { readonly out: string; readonly json?: boolean },
): Promise<void> {
	const pair = makeSigningPair();
	const files = await writeKeyFiles(options.out, pair);
	if (options.json) {
		terminal.say(JSON.stringify({ keyId: pair.keyId, ...files }));
		return;
	}
	terminal.say(
		[
			`Key ID: ${pair.keyId}`,
			`Private key (keep it secret): ${files.privateKey}`,
			`Public key set: ${files.jwks}`,
			'',
			'Put the key ID and the text of the private key file into the vendor credential in n8n.',
			'Put the text of the public key set into the workflow of the set greenway/jwks, publish it, and give its address to Greenway.',
		].join('\n'),
	);
}
