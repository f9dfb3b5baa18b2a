/**
 * The members of a record as text by their path, for an image. Empty text, null and a member that is
 * not there are the same: a system that shows one for another has changed nothing. Rows of a list are
 * named by their place in it.
 *
 * @param leaveOut whether a member, and all below it, is no part of the image
 */
export function flatMembers(
	record: unknown,
	leaveOut: (path: string) => boolean,
	path = '',
): Record<string, string> {
	if (path !== '' && leaveOut(path)) return {};
	if (record === null || record === undefined || record === '') return {};
	if (typeof record !== 'object') {
		return { [path]: String(record as string | number | boolean | bigint) };
	}
	const flat: Record<string, string> = {};
	for (const [name, member] of Object.entries(record)) {
		const below = path === '' ? name : `${path}.${name}`;
		Object.assign(flat, flatMembers(member, leaveOut, below));
	}
	return flat;
}
