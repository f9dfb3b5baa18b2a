import { readFile, stat } from 'node:fs/promises';

import { CliFailure } from './failure.mjs';
import type { Terminal } from './terminal.mjs';

/** Text of a file that the user named; a byte order mark is dropped. */
export async function readTextFile(file: string): Promise<string> {
	try {
		const text = await readFile(file, 'utf8');
		return text.startsWith('\uFEFF') ? text.slice(1) : text;
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code;
		const why =
			code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : 'cannot be read';
		throw new CliFailure('refused', `The file ${file} ${why}.`, 'Check the path and its rights.');
	}
}

/** As `readTextFile`, and says so when other users of the machine can read the secret too. */
export async function readSecretFile(terminal: Terminal, file: string): Promise<string> {
	const text = await readTextFile(file);
	const { mode } = await stat(file);
	if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
		terminal.note(`Other users of this machine can read ${file}. Better: chmod 600 ${file}`);
	}
	return text;
}

/** The value of a JSON file. @throws CliFailure when it cannot be read or is no JSON */
export async function readJsonFile(file: string): Promise<unknown> {
	return parseJson(await readTextFile(file), file);
}

/** @throws CliFailure without quoting the text: it may hold secrets */
export function parseJson(text: string, file: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		throw new CliFailure(
			'refused',
			`The file ${file} is not JSON.`,
			'Look for a missing comma, quote or brace.',
		);
	}
}
