import { mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';

import { CliFailure } from '../support/failure.mjs';
import type { SigningPair } from './keyPair.mjs';

/** Where the two halves of a pair were written. */
export interface KeyFiles {
	readonly privateKey: string;
	readonly jwks: string;
}

/**
 * Writes a pair into a folder: the private key for its owner alone (mode 0600), the public key set for
 * everybody. A file that is there already is never replaced: it may be the key in use.
 *
 * @throws CliFailure
 */
export async function writeKeyFiles(folder: string, pair: SigningPair): Promise<KeyFiles> {
	const files = { privateKey: join(folder, 'private-key.pem'), jwks: join(folder, 'jwks.json') };
	await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => {
		throw cannotWrite(folder);
	});
	await writeNew(files.privateKey, pair.privateKey, 0o600);
	try {
		await writeNew(files.jwks, `${JSON.stringify(pair.jwks, null, 2)}\n`, 0o644);
	} catch (error) {
		// Half a pair is of no use, and the next try would stumble over it.
		await unlink(files.privateKey);
		throw error;
	}
	return files;
}

async function writeNew(file: string, text: string, mode: number): Promise<void> {
	try {
		const handle = await open(file, 'wx', mode);
		try {
			await handle.writeFile(text);
		} finally {
			await handle.close();
		}
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
			throw new CliFailure(
				'refused',
				`The file ${file} is there already, and a key that may be in use is not replaced.`,
				'Name another folder with --out.',
			);
		}
		throw cannotWrite(file);
	}
}

function cannotWrite(file: string): CliFailure {
	return new CliFailure('refused', `${file} cannot be written.`, 'Check the path and its rights.');
}
