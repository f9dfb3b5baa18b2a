/** A segment as it stands between its separators; index 0 is the name, MSH counts as HL7 does less one. */
export type Fields = readonly string[];

const escapes: Readonly<Record<string, string>> = {
	F: '|',
	S: '^',
	T: '&',
	R: '~',
	E: '\\',
	'.br': '\n',
	X0D: '\r',
};

/** The segments of a message with the usual separators. */
export function segmentsOf(text: string): Fields[] {
	return text
		.split('\r')
		.filter((line) => line !== '')
		.map((line) => line.split('|'));
}

/** The repetitions of a field, each as its components in plain text. */
export function repetitionsOf(field: string): string[][] {
	return field.split('~').map(componentsOf);
}

/** The components of the first repetition of a field, in plain text. */
export function componentsOf(field = ''): string[] {
	const [first] = field.split('~');
	return first.split('^').map(plain);
}

function plain(text: string): string {
	return text.replace(/\\([^\\]+)\\/g, (whole, code: string) => escapes[code] ?? whole);
}
