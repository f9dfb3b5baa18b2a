import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { TemplateSet } from './catalog.mjs';
import type { CredentialValues } from './credentialData.mjs';
import { credentialKey } from './plan.mjs';

export interface WrittenFiles {
	readonly workflowFolder: string;
	readonly workflowFiles: readonly string[];
	readonly credentialsFile: string | undefined;
}

/** What `writeToFolder` would write, by absolute path. */
export function filesFor(
	sets: readonly TemplateSet[],
	folder: string,
	credentials: { readonly include: boolean; readonly values: CredentialValues },
): { readonly files: ReadonlyMap<string, string>; readonly written: WrittenFiles } {
	const root = path.resolve(folder);
	const workflowFolder = path.join(root, 'workflows');
	const toText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
	const files = new Map(
		sets.flatMap((set) =>
			set.workflows.map(
				({ file, json }) =>
					[
						path.join(workflowFolder, `${set.id.replaceAll('/', '-')}-${file}`),
						toText(json),
					] as const,
			),
		),
	);
	const workflowFiles = [...files.keys()];
	const credentialsFile = credentials.include ? path.join(root, 'credentials.json') : undefined;
	if (credentialsFile) files.set(credentialsFile, toText(credentialRows(sets, credentials.values)));
	return { files, written: { workflowFolder, workflowFiles, credentialsFile } };
}

/** Writes what `n8n import:workflow --separate` and `n8n import:credentials` read. */
export async function writeToFolder(files: ReadonlyMap<string, string>): Promise<void> {
	for (const [file, content] of files) {
		await mkdir(path.dirname(file), { recursive: true });
		// The credentials file may hold secrets; the others lose nothing by the same rights.
		await writeFile(file, content, { mode: 0o600 });
	}
}

/** Ids are fixed, so that a second import meets the same credential instead of making another. */
function credentialRows(sets: readonly TemplateSet[], values: CredentialValues) {
	const needs = new Map(
		sets.flatMap((set) =>
			set.credentials.map((need) => [credentialKey(need.type, need.name), need] as const),
		),
	);
	return [...needs.values()].map(({ type, name }) => ({
		id: createHash('sha256').update(credentialKey(type, name)).digest('hex').slice(0, 16),
		name,
		type,
		data: values[name] ?? {},
	}));
}
