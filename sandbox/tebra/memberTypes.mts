import { ARRAYS, KAREO } from './names.mjs';

/** How a member's text is read. A `dateTime` is read to milliseconds since 1970. */
export type Simple = 'string' | 'int' | 'boolean' | 'dateTime' | 'base64';

/** The words that a member may hold; another one cannot be read. */
export interface Words {
	readonly words: readonly string[];
}

/** One member of a type: its element, its content, and whether it must be there. */
export interface Member {
	readonly name: string;
	readonly type: Simple | Words | MemberTable;
	readonly required?: boolean;
	/** The element may come any number of times (an array's only member). */
	readonly many?: boolean;
	/** Namespace of the element when it differs from the table's. */
	readonly namespace?: string;
}

/** The members of one type in the order in which the serializer reads them. */
export interface MemberTable {
	readonly namespace: string;
	readonly members: readonly Member[];
}

/** A type of these members, in their order. */
export function table(members: readonly Member[], namespace: string = KAREO): MemberTable {
	return { namespace, members };
}

/** Members that hold a text. */
export const text = (...names: string[]): Member[] =>
	names.map((name) => ({ name, type: 'string' }));

/** A member that holds a whole number. */
export const int = (name: string): Member => ({ name, type: 'int' });

/** A member that holds true or false. */
export const flag = (name: string): Member => ({ name, type: 'boolean' });

/** A member that holds an ISO 8601 date-time; a date in US form faults (sheet 3.3 rule 9). */
export const time = (name: string): Member => ({ name, type: 'dateTime' });

/** A member that holds one of some words. */
export const words = (name: string, list: readonly string[]): Member => ({
	name,
	type: { words: list },
});

/** A member that holds a type of its own. */
export const nested = (name: string, ...members: Member[]): Member => ({
	name,
	type: table(members),
});

/** A list of entries, one element each. */
export const many = (name: string, entry: string, ...members: Member[]): Member =>
	nested(name, { name: entry, type: table(members), many: true });

/** A list of long numbers, whose elements are of the Arrays namespace (sheet 3.3 rule 4). */
export const longs = (name: string): Member =>
	nested(name, { name: 'long', type: 'int', many: true, namespace: ARRAYS });

/** The same member, which must be there. */
export const required = (member: Member): Member => ({ ...member, required: true });

const toggles = (names: readonly string[], namespace?: string): MemberTable =>
	table(names.map(flag), namespace);

/** Sheet 3.1: ClientVersion (optional), CustomerKey, Password, User. */
const requestHeader: Member = nested(
	'RequestHeader',
	...text('ClientVersion', 'CustomerKey', 'Password', 'User'),
);

/** A request of these members after the login, which is inherited and so comes first. */
export const request = (...members: Member[]): MemberTable => table([requestHeader, ...members]);

/** Sheet 3.3 rule 5: RequestHeader, Fields (required), Filter. */
export function list(
	columns: readonly string[],
	filter: readonly Member[],
	namespace = KAREO,
): MemberTable {
	return request(
		{ name: 'Fields', type: toggles(columns, namespace), required: true, namespace },
		{ name: 'Filter', type: table(filter, namespace), namespace },
	);
}

/** Toggles of columns as a member that need not be there. */
export const fields = (columns: readonly string[]): Member => ({
	name: 'Fields',
	type: toggles(columns),
});
