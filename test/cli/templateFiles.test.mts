import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { templateFiles } from '../../workflow-templates/definitions/files.mjs';
import { templates } from '../../workflow-templates/definitions/templates.mjs';

const folder = path.resolve(
	path.dirname(fileURLToPath(import.meta.url)),
	'../../../workflow-templates',
);

/** What workflows call the systems. */
const titles = [
	'Tebra',
	'AdvancedMD',
	'CareCloud',
	'NextGen',
	'Greenway Intergy',
	'Greenway Prime Suite',
];

test('the committed template files are exactly what the definitions give', async () => {
	const wanted = new Map(templates.flatMap((template) => [...templateFiles(template)]));
	const entries = await readdir(folder, { recursive: true });
	const committed = entries
		.filter((name) => name.endsWith('.json'))
		.map((name) => name.replaceAll('\\', '/'));
	assert.deepEqual(committed.sort(), [...wanted.keys()].sort());
	for (const [name, content] of wanted) {
		assert.equal(
			await readFile(path.join(folder, name), 'utf8'),
			content,
			`${name} differs from its definition: run npm run templates`,
		);
	}
});

test('the README of the templates names every set and every workflow', async () => {
	const readme = await readFile(path.join(folder, 'README.md'), 'utf8');
	for (const template of templates) {
		assert.ok(readme.includes(template.id), template.id);
		// The sets of one kind are told once, with Tebra's names.
		const title = titles.find((name) => template.members[0].workflow.name.startsWith(name)) ?? '';
		for (const { workflow } of template.members) {
			const names = [workflow.name, workflow.name.replace(title, 'Tebra')];
			assert.ok(
				names.some((name) => readme.includes(name)),
				workflow.name,
			);
		}
		for (const { name } of template.credentials) assert.ok(readme.includes(name));
	}
});
