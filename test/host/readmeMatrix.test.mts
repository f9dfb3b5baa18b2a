// README's table of what works follows the capability table.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { projectFolder } from '../../host/boot.mjs';
import { withMatrix } from '../../host/readmeMatrix.mjs';

describe("README's table of what works", () => {
	it('is what the capability table says today', async () => {
		const readme = await readFile(path.join(projectFolder, 'README.md'), 'utf8');
		assert.equal(withMatrix(readme), readme, 'run `npm run matrix` and commit README.md');
	});

	it('names each system once and tells apart what is planned and what cannot be', async () => {
		const readme = await readFile(path.join(projectFolder, 'README.md'), 'utf8');
		const head = readme.split('\n').find((line) => /\| Tebra +\| AdvancedMD/.test(line));
		assert.match(head ?? '', /CareCloud +\| NextGen +\| Intergy +\| Prime Suite/);
		const slots = readme.split('\n').find((line) => line.startsWith('| open times'));
		assert.match(slots ?? '', /\| no +\| no +\|$/, 'neither Greenway product tells open times');
	});
});
