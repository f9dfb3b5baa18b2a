import type { ZodIssue } from 'zod';

import type { PmSystem } from '../canonical/externalId';
import { SafeError } from '../privacy/errors';
import { defaultProfile } from './defaults';
import { practiceProfileSchema, type PracticeProfile } from './schema';
import { settingsMembers, systemParts } from './systems';

/** Something wrong with a profile: where (dotted path, `profile` for the whole) and a sentence. */
export interface ProfileProblem {
	readonly path: string;
	readonly message: string;
}

export interface ParsedProfile {
	/** Defaults with the file's settings laid over them; plain defaults when there are problems. */
	readonly profile: PracticeProfile;
	/** Empty = the profile may be used. */
	readonly problems: readonly ProfileProblem[];
}

type Json = Record<string, unknown>;

/**
 * Reads a practice profile. Settings lie over the defaults member by member; a list given replaces
 * the default list. Never throws: what is wrong is told in `problems`.
 *
 * @param text JSON text; absent or blank = all defaults
 */
export function parseProfile(system: PmSystem, text: string | undefined): ParsedProfile {
	const defaults = defaultProfile(system);
	if (text === undefined || text.trim() === '') return { profile: defaults, problems: [] };
	let given: unknown;
	try {
		given = JSON.parse(text);
	} catch {
		return failed(defaults, [
			{ path: 'profile', message: 'This is not JSON. Look for a missing comma, quote or brace.' },
		]);
	}
	if (!isObject(given)) {
		return failed(defaults, [
			{ path: 'profile', message: 'A profile is one JSON object in braces.' },
		]);
	}
	if (given.system !== undefined && given.system !== system) {
		return failed(defaults, [
			{
				path: 'system',
				message: `This profile must be for ${system}. Use the profile of this practice's system.`,
			},
		]);
	}
	const result = practiceProfileSchema.safeParse(overlay(defaults, given));
	if (!result.success) return failed(defaults, result.error.issues.map(toProblem));
	const { data } = result;
	const strangers = settingsMembers.filter(
		(member) => data[member] !== undefined && member !== systemParts[system].member,
	);
	if (strangers.length > 0) {
		return failed(
			defaults,
			strangers.map((member) => ({
				path: member,
				message: `These settings have no meaning for ${system}. Remove them.`,
			})),
		);
	}
	return { profile: data, problems: [] };
}

/**
 * The profile for a run: as `parseProfile`, but a profile with problems stops the run, because
 * falling back to defaults could let out patients that the practice's own profile keeps in.
 *
 * @throws SafeError of kind `configuration` that names the settings
 */
export function requireProfile(system: PmSystem, text: string | undefined): PracticeProfile {
	const { profile, problems } = parseProfile(system, text);
	if (problems.length === 0) return profile;
	throw new SafeError({
		kind: 'configuration',
		system,
		message: `The practice profile in the credential has ${problems.length} problem(s): ${problems
			.map(({ path, message }) => `${path}: ${message}`)
			.join(' ')}`,
		nextStep: 'Correct the profile file, check it with the command-line tool and set it again.',
		fields: problems.map(({ path }) => path),
	});
}

function failed(profile: PracticeProfile, problems: ProfileProblem[]): ParsedProfile {
	return { profile, problems };
}

function isObject(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sections whose members hang together: given, they replace the default as one. */
const wholeSections = new Set(['cohort']);

/** Keys are copied one by one so that a `__proto__` member is only a strange key. */
function overlay(base: unknown, given: Json): Json {
	const merged: Array<[string, unknown]> = isObject(base) ? Object.entries(base) : [];
	const result = new Map(merged);
	for (const [key, value] of Object.entries(given)) {
		const below = result.get(key);
		const deep = isObject(value) && isObject(below) && !wholeSections.has(key);
		result.set(key, deep ? overlay(below, value) : value);
	}
	return Object.fromEntries(result);
}

function toProblem(issue: ZodIssue): ProfileProblem {
	const path = issue.path.join('.') || 'profile';
	switch (issue.code) {
		case 'unrecognized_keys':
			return {
				path,
				message: `Unknown setting ${issue.keys.map((key) => `"${key}"`).join(', ')}. Remove it or correct its name.`,
			};
		case 'invalid_type':
			return issue.received === 'undefined'
				? { path, message: `This setting is missing; it must be a ${issue.expected}.` }
				: { path, message: `This must be a ${issue.expected}, not a ${issue.received}.` };
		case 'invalid_enum_value':
			return { path, message: `This must be one of: ${issue.options.join(', ')}.` };
		case 'invalid_union_discriminator':
			return { path, message: `This must be one of: ${issue.options.join(', ')}.` };
		case 'too_small':
			return issue.type === 'number'
				? {
						path,
						message: `This must be ${issue.inclusive ? 'at least' : 'more than'} ${String(issue.minimum)}.`,
					}
				: { path, message: 'This must not be empty.' };
		case 'too_big':
			return { path, message: `This must be at most ${String(issue.maximum)}.` };
		case 'invalid_literal':
			return { path, message: `This must be ${JSON.stringify(issue.expected)}.` };
		default:
			return { path, message: `This ${issue.message}.` };
	}
}
