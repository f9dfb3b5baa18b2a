import { writeFile } from 'node:fs/promises';

import type { PmSystem } from '../../lib/canonical/externalId.js';
import { capabilityNames } from '../../lib/capability.js';
import { capabilityMatrix, capabilityTitles, channelTitles } from '../../lib/capabilityMatrix.js';
import { capabilities, pmSystems, pmSystemTitles } from '../../lib/vendors.js';
import { CliFailure } from '../support/failure.mjs';
import { readTextFile } from '../support/files.mjs';
import type { Terminal } from '../support/terminal.mjs';

const BEGIN = '<!-- capabilities: made by `npm run matrix` -->';
const END = '<!-- end of capabilities -->';

export interface CapabilitiesOptions {
	readonly system?: string;
	readonly update?: string;
}

/** `capabilities`: what this pack does with each practice system, and what takes the place of the rest. */
export async function capabilitiesCommand(
	terminal: Terminal,
	{ system, update }: CapabilitiesOptions,
): Promise<void> {
	if (update !== undefined) {
		const text = await readTextFile(update);
		const fresh = withMatrix(text);
		if (fresh === undefined) {
			throw new CliFailure(
				'refused',
				`The file ${update} lacks the two comments between which the table stands.`,
				`Put ${BEGIN} and ${END} on lines of their own.`,
			);
		}
		if (fresh !== text) await writeFile(update, fresh);
		terminal.say(fresh === text ? 'The table was up to date.' : 'The table was written anew.');
		return;
	}
	if (system === undefined) {
		terminal.say(capabilityMatrix());
		return;
	}
	const found = pmSystems.find((name) => name === system);
	if (found === undefined) {
		throw new CliFailure(
			'refused',
			`There is no practice system "${system}".`,
			`These are known: ${pmSystems.join(', ')}.`,
		);
	}
	terminal.say(describe(found));
}

/** A text with the table between its two comments; undefined when it lacks them. */
export function withMatrix(text: string): string | undefined {
	const begin = text.indexOf(BEGIN);
	const end = text.indexOf(END);
	if (begin < 0 || end < begin) return undefined;
	return `${text.slice(0, begin)}${BEGIN}\n\n${capabilityMatrix()}\n\n${text.slice(end)}`;
}

function describe(system: PmSystem): string {
	const lines = capabilityNames.map((name) => {
		const entry = capabilities[system][name];
		const isAble = entry.state === 'yes' || entry.state === 'partial';
		const today = isAble && !entry.implemented ? ' Planned.' : '';
		const words =
			entry.state === 'yes'
				? 'Yes.'
				: entry.state === 'no'
					? `No. ${entry.reason}`
					: entry.state === 'via'
						? `By ${channelTitles[entry.channel]}. ${entry.missing}`
						: `Partly. ${entry.missing}`;
		return `  ${capabilityTitles[name]}: ${words}${today} (fact sheet ${entry.source})`;
	});
	return [pmSystemTitles[system], ...lines].join('\n');
}
