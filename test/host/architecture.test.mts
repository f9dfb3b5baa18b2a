// docs/architecture.md names files and counts lines: both must be those of the sources.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { projectFolder } from '../../host/boot.mjs';

const FOLDERS: Readonly<Record<string, string>> = {
	Tebra: 'nodes/Tebra',
	AdvancedMD: 'nodes/AdvancedMd',
	CareCloud: 'nodes/CareCloud',
	NextGen: 'nodes/NextGen',
	Greenway: 'nodes/Greenway',
	HL7: 'nodes/Hl7Interface',
};
/** Where a name of the walk may lie that is not in the vendor's own folder. */
const SHARED = ['', 'nodes/common/practice', 'nodes/common/transport', 'nodes/common/fhir'];
/** Lines come and go; the page is to tell the size, and is refreshed when it no longer does. */
const TOLERANCE = 0.1;

const page = await readFile(path.join(projectFolder, 'docs', 'architecture.md'), 'utf8');

function section(title: string): string {
	const from = page.indexOf(`## ${title}`);
	assert.ok(from >= 0, `the page has a section "${title}"`);
	return page.slice(from, page.indexOf('\n## ', from + 1));
}

async function linesIn(folder: string): Promise<number> {
	const names = await readdir(path.join(projectFolder, folder), { recursive: true });
	const files = names.filter((name) => name.endsWith('.ts'));
	const texts = await Promise.all(
		files.map(async (name) => await readFile(path.join(projectFolder, folder, name), 'utf8')),
	);
	return texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
}

const exists = (place: string) =>
	existsSync(path.join(projectFolder, place)) ||
	existsSync(path.join(projectFolder, `${place}.ts`));

describe('The page about the architecture', () => {
	const walks = section('One patient and one appointment, file by file');
	const rows = walks.split('\n').filter((line) => /^\| [A-Z]/.test(line));

	it('has a walk for each vendor', () => {
		const vendors = rows.map((row) => row.split('|')[1].trim());
		assert.deepEqual(vendors.sort(), Object.keys(FOLDERS).sort());
	});

	for (const [vendor, folder] of Object.entries(FOLDERS))
		it(`names files of ${vendor} that exist`, () => {
			const row = rows.find((line) => line.startsWith(`| ${vendor} `)) ?? '';
			const names = [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
			assert.ok(names.length > 3, 'the walk names files');
			const places = [folder, `${folder}/primeSuite`, ...SHARED];
			const missing = names.filter(
				(name) => !places.some((place) => exists(path.join(place, name))),
			);
			assert.deepEqual(missing, []);
		});

	for (const [words, folder] of [
		...Object.entries(FOLDERS),
		['in `lib/hl7`', 'lib/hl7'],
		['in `nodes/common/practice`', 'nodes/common/practice'],
		['in `nodes/common/fhir`', 'nodes/common/fhir'],
		['in `lib/fhir`', 'lib/fhir'],
	])
		it(`tells how many lines ${folder} has`, async () => {
			const line = /^Lines of TypeScript per vendor folder: .*$/m.exec(walks)?.[0] ?? '';
			const pattern = words.startsWith('in ')
				? new RegExp(`([\\d,]+) ${words}`)
				: new RegExp(`${words}(?: \\([^)]*\\))? ([\\d,]+)`);
			const told = Number(pattern.exec(line)?.[1].replaceAll(',', ''));
			const real = await linesIn(folder);
			assert.ok(
				Math.abs(told - real) <= real * TOLERANCE,
				`the page says ${told} lines, there are ${real}`,
			);
		});
});
