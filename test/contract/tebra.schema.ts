/** How the tables of Tebra's request types are written (vendor fact sheet, sections 3.1 and 3.3). */

/** With the last slash: nearly everything (sheet 3.3 rule 4). */
export const slash = 'http://www.kareo.com/api/schemas/';
/** Without it: what is inside Fields and Filter of GetServiceLocations, and these two themselves. */
export const noSlash = 'http://www.kareo.com/api/schemas';
/** Sheet 3.3 rule 4: primitive arrays. */
export const arrays = 'http://schemas.microsoft.com/2003/10/Serialization/Arrays';

/** Sequences of the schema; a member's name, or name and its own sequence. */
export type Sequence = ReadonlyArray<string | readonly [string, Sequence]>;

/** Request types by operation. */
export type Sequences = Readonly<
	Record<string, { readonly namespace: string; readonly sequence: Sequence }>
>;

/** Sheet 3.1: "Member order by schema: ClientVersion (optional), CustomerKey, Password, User". */
export const header: readonly [string, Sequence] = [
	'RequestHeader',
	['ClientVersion', 'CustomerKey', 'Password', 'User'],
];
