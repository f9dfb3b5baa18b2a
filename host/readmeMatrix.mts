// `npm run matrix`: writes the table of what works into README, from the capability table.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { capabilityMatrix } from '../lib/capabilityMatrix.js';
import { projectFolder } from './boot.mjs';

const BEGIN = '<!-- capabilities: made by `npm run matrix` -->';
const END = '<!-- end of capabilities -->';

/** README with the table in its place. Throws when it lacks one of the two markers. */
export function withMatrix(readme: string): string {
	const begin = readme.indexOf(BEGIN);
	const end = readme.indexOf(END);
	if (begin < 0 || end < begin) throw new Error('README.md lacks the markers of the table.');
	return `${readme.slice(0, begin)}${BEGIN}\n\n${capabilityMatrix()}\n\n${readme.slice(end)}`;
}

if (process.argv[1] === import.meta.filename) {
	const file = path.join(projectFolder, 'README.md');
	await writeFile(file, withMatrix(await readFile(file, 'utf8')));
}
