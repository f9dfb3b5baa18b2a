/** What a form's inputs hold, by their names. */
export type Texts = Readonly<Record<string, string>>;

export interface Input {
	name: string;
	label: string;
	kind?: 'text' | 'tel' | 'email';
	/** Purpose for the browser's own filling (HTML autocomplete). */
	autocomplete?: string;
	hint?: string;
	/** Values to choose from, each with its name. */
	options?: ReadonlyArray<readonly [value: string, name: string]>;
	optional?: boolean;
	/** Takes a part of the row only. */
	narrow?: boolean;
}

/** What a part was read as: a value of a change request, or a sentence per input that is wrong. */
export type Reading = { readonly value: unknown } | { readonly errors: Texts };

/** What is proposed and decided as one: a name, a telephone, an address, a person, a card. */
export interface Part {
	/** Heading under which the form shows it. */
	group: string;
	/** Name that tells it from the other parts. */
	title: string;
	/** Place in the customer, JSON pointer. */
	path: string;
	/** What the practice has; null is nothing. */
	onFile: unknown;
	inputs: readonly Input[];
	/** What the inputs are filled with. */
	shown: Texts;
	/** Reads what the inputs hold. Value null: nothing is to stand there. */
	read(texts: Texts): Reading;
}

/** The inputs' texts without outer and double spaces and without signs that cannot be seen. */
export function clean(text: string | null | undefined): string {
	return (text ?? '')
		.normalize('NFC')
		.replace(/\p{Cf}/gu, '')
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim();
}

/** What is wrong with a text that a practice is to keep; undefined when nothing is. */
export function wrongText(text: string, longest: number): string | undefined {
	if ([...text].length > longest) return `Use at most ${longest} characters.`;
	if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(text)) {
		return 'Leave out emoji and other pictures. Practices cannot store them.';
	}
	return undefined;
}

/** The errors as a reading, or the value when there is none. */
export function reading(
	errors: Readonly<Record<string, string | undefined>>,
	value: () => unknown,
): Reading {
	const found = Object.entries(errors).filter((one): one is [string, string] => Boolean(one[1]));
	return found.length > 0 ? { errors: Object.fromEntries(found) } : { value: value() };
}

/** The members that have a value. */
export function told(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(members).filter(
			([, value]) => value !== undefined && value !== null && value !== '',
		),
	);
}
