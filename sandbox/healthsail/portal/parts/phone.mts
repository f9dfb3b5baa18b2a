import type { Phone } from '../../store/types.mjs';
import { clean, reading, told, type Input, type Part, type Texts } from './part.mjs';

export type PhoneUse = 'mobile' | 'home' | 'work';

const titles: Readonly<Record<PhoneUse, string>> = {
	mobile: 'Mobile phone',
	home: 'Home phone',
	work: 'Work phone',
};

/** An E.164 number as people in North America read it; other numbers as they are. */
export function phoneForPeople(number: string): string {
	return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

/** E.164 of a US number as people type it; undefined when it is none. */
export function toE164(text: string): string | undefined {
	const digits = text.replace(/[\s().+-]/g, '').replace(/^1(?=\d{10}$)/, '');
	// Numbering plan: neither the area code nor the exchange begins with 0 or 1.
	return /^[2-9]\d{2}[2-9]\d{6}$/.test(digits) ? `+1${digits}` : undefined;
}

/** What is wrong with a telephone number; undefined when nothing is. An empty one is not wrong. */
export function wrongPhone(text: string): string | undefined {
	if (text === '' || toE164(text) !== undefined) return undefined;
	return 'Enter a US number with its 10 digits, such as (217) 555-0123.';
}

/** A stored telephone as a change request carries it. */
export function phoneValue(phone: Partial<Phone>): Record<string, unknown> {
	return told({ use: phone.use, number: phone.number, extension: phone.extension });
}

/** One part per kind of telephone; of several of a kind, the first is changed. */
export function phoneParts(phones: readonly Phone[]): Part[] {
	return (['mobile', 'home', 'work'] as const).map((use) =>
		phonePart(
			use,
			phones.find((phone) => phone.use === use),
		),
	);
}

function phonePart(use: PhoneUse, stored: Phone | undefined): Part {
	const name = `${use}Phone`;
	const extension = `${use}Extension`;
	const shown = { [name]: phoneForPeople(stored?.number ?? '') };
	const inputs: Input[] = [
		{
			name,
			label: titles[use],
			kind: 'tel',
			autocomplete: use === 'mobile' ? 'tel' : `${use} tel`,
			optional: true,
			narrow: true,
		},
	];
	const hasExtension = use === 'work' || Boolean(stored?.extension);
	if (hasExtension) {
		inputs.push({
			name: extension,
			label: `${titles[use]} extension`,
			optional: true,
			narrow: true,
		});
		shown[extension] = clean(stored?.extension as string | null | undefined);
	}
	return {
		group: 'E-mail and telephones',
		title: titles[use],
		path: `/demographics/phones/${stored?.id ?? `new-${use}`}`,
		onFile: stored ? phoneValue(stored) : null,
		inputs,
		shown,
		read: (texts: Texts) => {
			const inside = texts[extension] ?? '';
			// A number from abroad that the practice has may stay.
			const isKept = stored !== undefined && texts[name] === shown[name];
			const errors = {
				[name]:
					texts[name] === '' && inside !== ''
						? 'Enter the number that the extension belongs to.'
						: isKept
							? undefined
							: wrongPhone(texts[name]),
				[extension]: /^\d{0,8}$/.test(inside) ? undefined : 'Use up to 8 digits.',
			};
			return reading(errors, () =>
				texts[name] === ''
					? null
					: told({
							use,
							number: isKept ? stored.number : toE164(texts[name]),
							extension: inside,
						}),
			);
		},
	};
}
