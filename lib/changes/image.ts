/**
 * Names of the members that differ between two images of a record, but those that a write may touch.
 * A member that only one image has differs. Sorted.
 */
export function changedMembers(
	before: Readonly<Record<string, string>>,
	after: Readonly<Record<string, string>>,
	touches: (member: string) => boolean,
): string[] {
	const names = new Set([...Object.keys(before), ...Object.keys(after)]);
	return [...names]
		.filter((name) => valueOf(before, name) !== valueOf(after, name) && !touches(name))
		.sort();
}

/** A member that is named like one of every object's own is not there unless the image has it. */
function valueOf(image: Readonly<Record<string, string>>, name: string): string | undefined {
	return Object.hasOwn(image, name) ? image[name] : undefined;
}
