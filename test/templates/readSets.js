// Reads the committed template files. Kept in JavaScript because the strict lint of TypeScript files
// forbids the file system.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '../../workflow-templates');

const read = (...parts) => JSON.parse(readFileSync(join(root, ...parts), 'utf8'));

exports.readSets = () =>
	readdirSync(root, { recursive: true })
		.map((file) => file.replaceAll('\\', '/'))
		.filter(
			(file) => /^[^/]+\/[^/]+\/template\.json$/.test(file) && !file.startsWith('definitions/'),
		)
		.sort()
		.map((file) => {
			const folder = file.slice(0, -'/template.json'.length);
			const manifest = read(file);
			return {
				...manifest,
				files: manifest.workflows.map((workflow) => workflow.file),
				workflows: manifest.workflows.map((workflow) => read(folder, workflow.file)),
			};
		});
