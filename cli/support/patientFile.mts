import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { access, constants, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';

import { CliFailure } from './failure.mjs';

const flushAt = 1 << 16;

/**
 * Writes a file that tells who somebody's patients are: only its owner may read it (mode 0600), and
 * a broken-off run leaves the old file as it was. Lines get their line breaks here.
 */
export async function writePatientFile(file: string, lines: Iterable<string>): Promise<void> {
	const unfinished = `${file}.part`;
	try {
		// One that a killed run left may have the rights of another time.
		await rm(unfinished, { force: true });
		const stream = createWriteStream(unfinished, { mode: 0o600, flags: 'wx' });
		let waiting = '';
		await once(stream, 'open');
		for (const line of lines) {
			waiting += `${line}\n`;
			if (waiting.length < flushAt) continue;
			if (!stream.write(waiting)) await once(stream, 'drain');
			waiting = '';
		}
		stream.end(waiting);
		await finished(stream);
		await rename(unfinished, file);
	} catch (error) {
		await rm(unfinished, { force: true }).catch(() => undefined);
		throw cannotWrite(file, error);
	}
}

/**
 * The first bytes of a file that is going to be written, or undefined where there is none yet.
 *
 * @throws CliFailure when it could not be written: better now than after the work
 */
export async function beginningOf(file: string, bytes: number): Promise<string | undefined> {
	let handle;
	try {
		await access(path.dirname(path.resolve(file)), constants.W_OK);
	} catch (error) {
		throw cannotWrite(file, error);
	}
	try {
		handle = await open(file, 'r');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw cannotWrite(file, error);
	}
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
		return buffer.toString('utf8', 0, bytesRead);
	} catch (error) {
		throw cannotWrite(file, error);
	} finally {
		await handle.close();
	}
}

function cannotWrite(file: string, error: unknown): unknown {
	const { code } = error as NodeJS.ErrnoException;
	if (code === undefined) return error;
	const why: Record<string, string> = {
		ENOENT: 'Its folder does not exist.',
		EISDIR: 'It is a folder.',
		ENOSPC: 'The disk is full.',
	};
	return new CliFailure(
		'refused',
		`The file ${file} cannot be written.`,
		why[code] ?? 'Check the path and its rights.',
	);
}

/** A result must not replace what it is made from, nor another result. */
export function refuseSameFile(
	outputs: ReadonlyArray<string | undefined>,
	inputs: readonly string[],
): void {
	const taken = new Set(inputs.map((file) => path.resolve(file)));
	for (const output of outputs) {
		if (output === undefined) continue;
		const place = path.resolve(output);
		if (taken.has(place)) {
			throw new CliFailure(
				'usage',
				`The file ${output} is named twice.`,
				'A result needs a file of its own.',
			);
		}
		taken.add(place);
	}
}
