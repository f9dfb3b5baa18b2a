import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

import { CliFailure } from '../support/failure.mjs';

const nodeSchema = z
	.object({
		id: z.string(),
		name: z.string(),
		type: z.string(),
		parameters: z.record(z.unknown()),
		credentials: z.record(z.object({ id: z.string().nullable(), name: z.string() })).optional(),
	})
	.passthrough();

const workflowSchema = z
	.object({
		id: z.string(),
		name: z.string(),
		nodes: z.array(nodeSchema),
		connections: z.record(z.unknown()),
		settings: z.record(z.unknown()),
	})
	.passthrough();
export type WorkflowNode = z.infer<typeof nodeSchema>;
export type WorkflowJson = z.infer<typeof workflowSchema>;

const manifestSchema = z.object({
	id: z.string(),
	title: z.string(),
	description: z.string(),
	credentials: z.array(z.object({ type: z.string(), name: z.string(), purpose: z.string() })),
	workflows: z.array(
		z.object({ file: z.string(), key: z.string(), id: z.string(), activate: z.boolean() }),
	),
});

/** One set of workflows that is imported together, callees first. */
export interface TemplateSet {
	readonly id: string;
	readonly title: string;
	readonly description: string;
	readonly credentials: ReadonlyArray<{
		readonly type: string;
		readonly name: string;
		readonly purpose: string;
	}>;
	readonly workflows: readonly TemplateWorkflow[];
}

export interface TemplateWorkflow {
	readonly key: string;
	readonly file: string;
	readonly activate: boolean;
	readonly json: WorkflowJson;
}

/** Where the templates lie: in the published package, else in the clone. */
function candidates(): string[] {
	const here = path.dirname(fileURLToPath(import.meta.url));
	return [
		path.resolve(here, '../../workflow-templates'),
		path.resolve(here, '../../../workflow-templates'),
	];
}

/** All template sets, by id. @throws CliFailure when the package is incomplete */
export async function readCatalog(folders = candidates()): Promise<TemplateSet[]> {
	for (const folder of folders) {
		const manifests = await findManifests(folder);
		if (manifests.length > 0) {
			const sets = await Promise.all(manifests.map(readSet));
			return sets.sort((left, right) => left.id.localeCompare(right.id));
		}
	}
	throw new CliFailure(
		'refused',
		'The workflow templates of this package are missing.',
		'Install healthsail-n8n again; in a clone, run the build first.',
	);
}

/** `<folder>/<vendor>/<set>/template.json` */
async function findManifests(folder: string): Promise<string[]> {
	const found: string[] = [];
	for (const vendor of await foldersIn(folder)) {
		for (const set of await foldersIn(path.join(folder, vendor))) {
			const directory = path.join(folder, vendor, set);
			if ((await readdir(directory)).includes('template.json')) found.push(directory);
		}
	}
	return found;
}

async function foldersIn(folder: string): Promise<string[]> {
	try {
		const entries = await readdir(folder, { withFileTypes: true });
		return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}

async function readSet(directory: string): Promise<TemplateSet> {
	const read = async (file: string) =>
		JSON.parse(await readFile(path.join(directory, file), 'utf8')) as unknown;
	const manifest = manifestSchema.parse(await read('template.json'));
	const workflows = await Promise.all(
		manifest.workflows.map(async ({ key, file, activate }) => ({
			key,
			file,
			activate,
			json: workflowSchema.parse(await read(file)),
		})),
	);
	return { ...manifest, workflows };
}
