import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { templateFiles } from './definitions/files.mjs';
import { templates } from './definitions/templates.mjs';

/** Writes the JSON of every template beside its definitions. Runs from build/workflow-templates. */
const target = path.resolve(
	path.dirname(fileURLToPath(import.meta.url)),
	'../../workflow-templates',
);

for (const template of templates) {
	for (const [name, content] of templateFiles(template)) {
		const file = path.join(target, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, content);
		console.log(`workflow-templates/${name}`);
	}
}
