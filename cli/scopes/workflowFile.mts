import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

import { CliFailure } from '../support/failure.mjs';
import { readJsonFile } from '../support/files.mjs';

const nodeSchema = z.object({
	name: z.string(),
	type: z.string(),
	disabled: z.boolean().nullish(),
	parameters: z.record(z.unknown()).nullish(),
});

const workflowSchema = z.object({
	name: z.string(),
	active: z.boolean().nullish(),
	isArchived: z.boolean().nullish(),
	nodes: z.array(nodeSchema),
	settings: z.record(z.unknown()).nullish(),
});

/** A workflow as far as its scopes depend on it; from n8n or from an exported file. */
export type ScopedWorkflow = z.infer<typeof workflowSchema>;

/** Undefined for what is no workflow, such as the manifest of a template set. */
export function toWorkflow(value: unknown): ScopedWorkflow | undefined {
	const parsed = workflowSchema.safeParse(value);
	return parsed.success ? parsed.data : undefined;
}

/**
 * The workflows of an exported file: one, or a list of them.
 *
 * @throws CliFailure when there is none in it
 */
export async function workflowsOfFile(file: string): Promise<ScopedWorkflow[]> {
	const found = workflowsIn(await readJsonFile(file));
	if (found.length > 0) return found;
	throw new CliFailure(
		'refused',
		`The file ${file} holds no workflow.`,
		'Export the workflow in n8n (Download), or name the folder that templates import wrote.',
	);
}

/**
 * The workflows of all JSON files of a folder and the folders in it; other JSON files are passed
 * over.
 *
 * @throws CliFailure when there is none at all
 */
export async function workflowsOfFolder(folder: string): Promise<ScopedWorkflow[]> {
	const files = await jsonFilesIn(folder);
	const lists = await Promise.all(files.map(async (file) => workflowsIn(await readJsonFile(file))));
	const found = lists.flat();
	if (found.length > 0) return found;
	throw new CliFailure(
		'refused',
		`The folder ${folder} holds no workflow.`,
		'Name the folder that n8n export:workflow or templates import --to-folder wrote.',
	);
}

function workflowsIn(value: unknown): ScopedWorkflow[] {
	const list: unknown[] = Array.isArray(value) ? value : [value];
	return list.flatMap((one) => toWorkflow(one) ?? []);
}

async function jsonFilesIn(folder: string): Promise<string[]> {
	try {
		const entries = await readdir(folder, { recursive: true, withFileTypes: true });
		return entries
			.filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
			.map((entry) => path.join(entry.parentPath, entry.name))
			.filter((file) => !file.split(path.sep).includes('node_modules'))
			.sort();
	} catch {
		throw new CliFailure(
			'refused',
			`The folder ${folder} cannot be read.`,
			'Check the path and its rights.',
		);
	}
}
