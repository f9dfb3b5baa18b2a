import type { Template } from './builder/types.mjs';

/** What stands in a set's `template.json`: all the importer needs beside the workflows. */
export interface TemplateManifest {
	readonly id: string;
	readonly title: string;
	readonly description: string;
	readonly credentials: Template['credentials'];
	/** In import order: callees first. */
	readonly workflows: ReadonlyArray<{
		readonly file: string;
		readonly key: string;
		readonly id: string;
		readonly name: string;
		readonly activate: boolean;
	}>;
}

/** The files of one set, by path relative to `workflow-templates/`. */
export function templateFiles(template: Template): ReadonlyMap<string, string> {
	const manifest: TemplateManifest = {
		id: template.id,
		title: template.title,
		description: template.description,
		credentials: template.credentials,
		workflows: template.members.map(({ file, key, activate, workflow }) => ({
			file: `${file}.json`,
			key,
			id: workflow.id,
			name: workflow.name,
			activate,
		})),
	};
	return new Map([
		[`${template.id}/template.json`, toText(manifest)],
		...template.members.map(
			({ file, workflow }) => [`${template.id}/${file}.json`, toText(workflow)] as const,
		),
	]);
}

const toText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
