import { nicknameGroups } from './nicknameGroups';

const partners = readGroups();

/**
 * Whether one given name is a usual short form or another spelling of the other: Robert and Bob, Bob
 * and Rob, Catherine and Kathryn; never two formal names that merely share a short form, such as
 * Christine and Christopher.
 *
 * @param a normalised, as `b` is: lower case, ASCII
 */
export function sameNickname(a: string, b: string): boolean {
	return partners.get(a)?.has(b) ?? false;
}

function readGroups(): ReadonlyMap<string, ReadonlySet<string>> {
	const lines = nicknameGroups.split(';').map(readLine);
	const formals = new Set(lines.flatMap(({ formal }) => formal));
	const pairs = new Map<string, Set<string>>();
	const join = (a: string, b: string) => {
		if (a === b) return;
		pairs.set(a, (pairs.get(a) ?? new Set()).add(b));
		pairs.set(b, (pairs.get(b) ?? new Set()).add(a));
	};
	for (const { formal, short } of lines) {
		for (const name of formal) for (const other of [...formal, ...short]) join(name, other);
		// A short form that is somebody's formal name stands for the formal name of this line only.
		const mere = short.filter((name) => !formals.has(name));
		for (const name of mere) for (const other of mere) join(name, other);
	}
	return pairs;
}

function readLine(line: string): Record<'formal' | 'short', string[]> {
	const [names = '', short = ''] = line.split(':');
	return {
		formal: names.split('=').map((name) => name.trim()),
		short: short.split(/\s+/).filter((word) => word !== ''),
	};
}
