// What `n8n-node build` leaves to do: icons, workflow templates, and the two libraries that n8n's
// own node_modules does not offer to packs, bundled into dist with their notices.
const { existsSync } = require('node:fs');
const { copyFile, mkdir, readFile, readdir, rm, writeFile } = require('node:fs/promises');
const { builtinModules } = require('node:module');
const path = require('node:path');
const { series } = require('gulp');

const root = __dirname;
const dist = path.join(root, 'dist');
// What a pack may import from n8n itself (allow-list of n8n's lint).
const fromHost = new Set(['n8n-workflow', 'lodash', 'moment', 'p-limit', 'luxon', 'zod']);
const builtIn = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);

async function filesUnder(folder, ending) {
	if (!existsSync(folder)) return [];
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile() && ending.test(entry.name))
		.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
		.sort();
}

const REQUIRE = /require\((["'])([^"'.][^"']*)\1\)/g;

/** The modules that the compiled pack asks for and that neither n8n nor Node gives it. */
async function librariesIn(files) {
	const libraries = new Set();
	for (const file of files)
		for (const [, , name] of (await readFile(file, 'utf8')).matchAll(REQUIRE))
			if (!fromHost.has(name) && !builtIn.has(name)) libraries.add(name);
	return [...libraries].sort();
}

const bundledFile = (name) => path.join(dist, 'bundled', `${name.replace(/[@/]/g, '-')}.js`);

/** Bundles each such library into one file and points the pack's requires at it. */
async function bundleLibraries() {
	const { build } = require('esbuild');
	const files = await filesUnder(dist, /\.js$/);
	const libraries = await librariesIn(files);
	const packages = new Set();
	for (const name of libraries) {
		const { metafile } = await build({
			stdin: { contents: `module.exports = require('${name}');`, resolveDir: root },
			absWorkingDir: root,
			outfile: bundledFile(name),
			bundle: true,
			platform: 'node',
			format: 'cjs',
			target: 'node20',
			legalComments: 'none',
			// The scan allows no console in a pack; the libraries only warn of wrong use with it.
			drop: ['console'],
			metafile: true,
			external: [...fromHost],
		});
		for (const input of Object.keys(metafile.inputs)) addPackage(packages, input);
	}
	for (const file of files) {
		const text = await readFile(file, 'utf8');
		const rewritten = text.replace(REQUIRE, (all, quote, name) => {
			if (!libraries.includes(name)) return all;
			const relative = path
				.relative(path.dirname(file), bundledFile(name))
				.split(path.sep)
				.join('/');
			return `require(${quote}${relative.startsWith('.') ? relative : `./${relative}`}${quote})`;
		});
		if (rewritten !== text) await writeFile(file, rewritten);
	}
	await writeNotices([...packages].sort());
}

function addPackage(packages, input) {
	const at = input.lastIndexOf('node_modules/');
	if (at < 0) return;
	const parts = input.slice(at).split('/');
	const length = parts[1].startsWith('@') ? 3 : 2;
	packages.add(input.slice(0, at) + parts.slice(0, length).join('/'));
}

// For packages that carry no licence file: the text that their `license` names.
const ISC = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without
fee is hereby granted, provided that the above copyright notice and this permission notice appear in
all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS
SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE
AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE
OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS
SOFTWARE.`;

function ownText(license, author) {
	const name = typeof author === 'string' ? author : author?.name;
	return license === 'ISC' && name ? `Copyright (c) ${name} and contributors\n\n${ISC}` : '';
}

async function writeNotices(folders) {
	const parts = [
		'# Third-party notices\n',
		'This package carries parts of the following libraries in `dist/bundled`.\n',
	];
	for (const folder of folders) {
		const { name, version, license, author } = JSON.parse(
			await readFile(path.join(root, folder, 'package.json'), 'utf8'),
		);
		const names = await readdir(path.join(root, folder));
		const file = names.find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
		const text = file
			? (await readFile(path.join(root, folder, file), 'utf8')).trim()
			: ownText(license, author);
		parts.push(`## ${name} ${version} (${license})\n`);
		parts.push(
			text ? `\`\`\`text\n${text.replace(/\r\n/g, '\n')}\n\`\`\`\n` : `Licence: ${license}.\n`,
		);
	}
	await writeFile(path.join(root, 'THIRD_PARTY_NOTICES.md'), parts.join('\n'));
}

/** Drops every picture in dist that is not an icon of ours; fails when a named icon is missing. */
async function buildIcons() {
	const ours = [path.join(dist, 'icons'), path.join(dist, 'nodes'), path.join(dist, 'credentials')];
	for (const file of await filesUnder(dist, /\.(png|svg)$/))
		if (!ours.some((folder) => file.startsWith(folder + path.sep))) await rm(file);
	for (const file of await filesUnder(dist, /\.(node|credentials)\.js$/))
		for (const [, icon] of (await readFile(file, 'utf8')).matchAll(/["']file:([^"']+)["']/g))
			if (!existsSync(path.resolve(path.dirname(file), icon)))
				throw new Error(`${path.relative(root, file)} names an icon that does not exist: ${icon}`);
}

/** Copies the workflow templates into dist after checking what would hurt their user. */
async function copyTemplates() {
	const source = path.join(root, 'workflow-templates');
	for (const file of await filesUnder(source, /\.json$/)) {
		const name = path.relative(root, file);
		checkTemplate(name, JSON.parse(await readFile(file, 'utf8')));
		const target = path.join(dist, name);
		await mkdir(path.dirname(target), { recursive: true });
		await copyFile(file, target);
	}
}

function checkTemplate(name, template) {
	if (!Array.isArray(template.nodes)) return;
	if (template.pinData || template.staticData || template.active)
		throw new Error(`${name} carries pinned data, static data or an active flag.`);
	for (const node of template.nodes)
		for (const [type, credential] of Object.entries(node.credentials ?? {}))
			if (credential.id !== null || !credential.name)
				throw new Error(`${name}: "${node.name}" must name its ${type} with id null.`);
}

exports['build:icons'] = buildIcons;
exports['build:templates'] = copyTemplates;
exports['build:libraries'] = bundleLibraries;
exports.afterBuild = series(bundleLibraries, buildIcons, copyTemplates);
