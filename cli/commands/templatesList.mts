import type { Terminal } from '../support/terminal.mjs';
import { readCatalog, type TemplateSet } from '../templates/catalog.mjs';

/** `templates list`: what can be imported. */
export async function templatesList(
	terminal: Terminal,
	options: { readonly json?: boolean },
): Promise<void> {
	const sets = await readCatalog();
	terminal.say(
		options.json ? JSON.stringify(sets.map(toRow), null, 2) : sets.map(toText).join('\n\n'),
	);
}

function toRow({ id, title, credentials, workflows }: TemplateSet) {
	return {
		id,
		title,
		credentials,
		workflows: workflows.map(({ key, activate, json }) => ({ key, name: json.name, activate })),
	};
}

function toText({ id, title, credentials, workflows }: TemplateSet): string {
	return [
		id,
		`  ${title}`,
		`  Workflows: ${workflows.map(({ json }) => json.name).join('; ')}`,
		`  Credentials: ${credentials.map(({ name }) => name).join('; ')}`,
	].join('\n');
}
