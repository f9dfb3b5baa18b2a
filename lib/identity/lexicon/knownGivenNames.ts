import { givenNames } from './givenNames';
import { nicknameGroups } from './nicknameGroups';

const known = readNames();

/**
 * Whether people bear this given name, so that it is no slip of the pen for another: Jaylen is, and
 * Jaydn is not. `false` means that we do not know, no more.
 *
 * @param name normalised: lower case, ASCII
 */
export function isKnownGivenName(name: string): boolean {
	return known.has(name);
}

/** The list, and of the nickname groups the first spelling and the short forms of each. */
function readNames(): ReadonlySet<string> {
	const names = new Set(givenNames.trim().split(/\s+/));
	for (const line of nicknameGroups.split(';')) {
		const [formal = '', short = ''] = line.split(':');
		names.add((formal.split('=')[0] ?? '').trim());
		for (const name of short.trim().split(/\s+/)) if (name.length > 2) names.add(name);
	}
	return names;
}
