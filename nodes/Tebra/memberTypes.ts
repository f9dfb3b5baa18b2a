/** What request types of Tebra's SOAP interface are made of (sheet 3.3). */

/** Namespace of operations, requests and nearly all members (sheet 3.3 rule 4). */
export const kareo = 'http://www.kareo.com/api/schemas/';
/** Members of GetServiceLocations are in a namespace without the last slash (sheet 3.3 rule 4). */
export const kareoNoSlash = 'http://www.kareo.com/api/schemas';

/** A member (sheet 3.3): a name alone holds text; otherwise what is inside it. */
export type Member = string | MemberGroup | LongList;

/** A list of whole numbers, in the namespace of primitive arrays (sheet 3.3 rule 4). */
export interface LongList {
	readonly name: string;
	readonly longs: true;
}

/** A member that holds members, in schema order (sheet 3.3 rule 1). */
export interface MemberGroup {
	readonly name: string;
	readonly members: readonly Member[];
	/** The values are a list, each with these members, every one in an element of this name. */
	readonly many?: true;
}

/** Namespace of primitive arrays (sheet 3.3 rule 4). */
export const arrays = 'http://schemas.microsoft.com/2003/10/Serialization/Arrays';

/** What one operation's request looks like (sheet 3.1, 3.3). */
export interface RequestType {
	/** How the login is carried: inside RequestHeader, or as members of the request itself. */
	readonly login: 'header' | 'members';
	/** Members after the login. */
	readonly members: readonly Member[];
	/** Namespace of these members; operation, request and login are always in `kareo`. */
	readonly namespace: typeof kareo | typeof kareoNoSlash;
	/** Name of the body parameter; `request` when not told (sheet 3.3 rule 3). */
	readonly parameter?: string;
	/** Whether the call changes anything in Tebra. */
	readonly effect: 'read' | 'write';
}

/** Sheet 3.3 rule 5: Fields is required, Filter is always sent, also when it is empty. */
export function listRequest(
	columns: readonly string[],
	filter: readonly string[],
	namespace: RequestType['namespace'] = kareo,
): RequestType {
	return {
		login: 'header',
		members: [
			{ name: 'Fields', members: columns },
			{ name: 'Filter', members: filter },
		],
		namespace,
		effect: 'read',
	};
}

/** A request whose login is in a header before these members (sheet 3.1). */
export function headedRequest(
	effect: RequestType['effect'],
	...members: readonly Member[]
): RequestType {
	return { login: 'header', members, namespace: kareo, effect };
}
