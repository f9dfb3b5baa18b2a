// Reads and writes files of the repository; plain JavaScript, which the rules for node code leave out.
'use strict';
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '../../..');
const file = path.join(root, 'contract', 'names.json');

exports.readNames = () => JSON.parse(readFileSync(file, 'utf8'));

exports.writeNames = (names) => writeFileSync(file, `${JSON.stringify(names, null, '\t')}\n`);

exports.readTemplateManifests = () => {
	const folder = path.join(root, 'workflow-templates');
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => path.basename(name) === 'template.json')
		.map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
};

/** The class that a file of the package's manifest exports, from its source. */
exports.loadClass = (name) => {
	const source = path.join(root, name.replace(/^dist\//, '').replace(/\.js$/, ''));
	return Object.values(require(source))[0];
};
