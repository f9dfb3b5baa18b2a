// Chromium without a window, for the pictures of the documentation and for the tests of pages.
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { findProgram, Problem, projectFolder, runQuietly, say } from './boot.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const MOST_BYTES = 250_000;

/** Starts the Chromium that is on PATH. Throws a Problem when there is none. */
export async function startBrowser(): Promise<Browser> {
	const executablePath = NAMES.map((name) => findProgram(name)).find(Boolean);
	if (!executablePath) {
		throw new Problem(
			`A browser is needed and none of ${NAMES.join(', ')} is on PATH. On Debian: apt-get install chromium`,
		);
	}
	return await chromium.launch({ executablePath, args: FLAGS });
}

/** Throws a Problem when the program that makes WebP of PNG is missing. */
export function findWebpMaker(): string {
	const found = findProgram('cwebp');
	if (found) return found;
	throw new Problem(
		'The program "cwebp" is needed for pictures and is not on PATH. On Debian: apt-get install webp',
	);
}

/**
 * Writes a picture of the documentation, `docs/images/<name>.webp`. `width` in pixels; absent = as it
 * is. Throws a Problem when the file is too large for the documentation.
 */
export async function writePicture(name: string, png: Uint8Array, width?: number): Promise<void> {
	const cwebp = findWebpMaker();
	const file = path.join(projectFolder, 'docs', 'images', `${name}.webp`);
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-picture-'));
	try {
		const source = path.join(folder, 'picture.png');
		await writeFile(source, png);
		await mkdir(path.dirname(file), { recursive: true });
		const size = width === undefined ? [] : ['-resize', String(width), '0'];
		await runQuietly(cwebp, ['-quiet', '-q', '82', ...size, source, '-o', file], {
			failure: 'The picture could not be converted.',
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	const { size } = await stat(file);
	if (size > MOST_BYTES)
		throw new Problem(
			`${path.basename(file)} has ${size} bytes; at most ${MOST_BYTES} are wanted.`,
		);
	say(`${path.relative(projectFolder, file)}: ${Math.ceil(size / 1000)} kB`);
}
