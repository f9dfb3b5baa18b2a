import { z } from 'zod';

import { pmSystemSchema, type PmSystem } from '../../lib/canonical/externalId.js';
import { parseProfile, type ProfileProblem } from '../../lib/profile/parse.js';
import type { PracticeProfile } from '../../lib/profile/schema.js';
import { CliFailure } from '../support/failure.mjs';
import { readTextFile } from '../support/files.mjs';

export interface CheckedProfile {
	readonly system: PmSystem;
	readonly text: string;
	/** Defaults with the file's settings laid over them. */
	readonly profile: PracticeProfile;
	readonly problems: readonly ProfileProblem[];
}

/**
 * Reads and checks a profile file. The system comes from the file's `system` member, or from the
 * command line where the file says none.
 */
export async function checkProfileFile(
	file: string,
	system: string | undefined,
): Promise<CheckedProfile> {
	const text = await readTextFile(file);
	const known = readSystem(system ?? systemIn(text), file);
	return { system: known, text, ...parseProfile(known, text) };
}

function systemIn(text: string): string | undefined {
	try {
		const parsed = z.object({ system: z.string() }).safeParse(JSON.parse(text));
		return parsed.success ? parsed.data.system : undefined;
	} catch {
		throw new CliFailure(
			'refused',
			'The profile is not JSON.',
			'Look for a missing comma, quote or brace.',
		);
	}
}

function readSystem(text: string | undefined, file: string): PmSystem {
	const parsed = pmSystemSchema.safeParse(text);
	if (parsed.success) return parsed.data;
	throw new CliFailure(
		'refused',
		text === undefined
			? `The file ${file} does not say which system it is for.`
			: `"${text}" is not a system this pack knows.`,
		`Give the member "system" (or --system), one of: ${pmSystemSchema.options.join(', ')}.`,
	);
}
