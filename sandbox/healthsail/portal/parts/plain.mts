import { clean, reading, wrongText, type Input, type Part } from './part.mjs';

const EMAIL =
	/^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;
const LONGEST_EMAIL = 254;

interface NameMember {
	member: 'givenName' | 'middleName' | 'familyName' | 'suffix';
	label: string;
	autocomplete: string;
	longest: number;
	/** Sentence for an empty input; without one it may be empty. */
	needed?: string;
}

const nameMembers: readonly NameMember[] = [
	{
		member: 'givenName',
		label: 'First name',
		autocomplete: 'given-name',
		longest: 100,
		needed: 'Enter your first name.',
	},
	{
		member: 'middleName',
		label: 'Middle name',
		autocomplete: 'additional-name',
		longest: 100,
	},
	{
		member: 'familyName',
		label: 'Last name',
		autocomplete: 'family-name',
		longest: 100,
		needed: 'Enter your last name.',
	},
	{
		member: 'suffix',
		label: 'Suffix',
		autocomplete: 'honorific-suffix',
		longest: 20,
	},
];

type Member = NameMember['member'] | 'email';
type OnFile = Partial<Record<Member, unknown>>;

function plainPart(
	onFile: OnFile,
	member: Member,
	group: string,
	input: Omit<Input, 'name'>,
	wrong: (text: string) => string | undefined,
): Part {
	const before = typeof onFile[member] === 'string' ? onFile[member] : '';
	return {
		group,
		title: input.label,
		path: `/demographics/${member}`,
		onFile: before === '' ? null : before,
		inputs: [{ name: member, ...input }],
		shown: { [member]: clean(before) },
		read: ({ [member]: text }) => reading({ [member]: wrong(text) }, () => text || null),
	};
}

/** First, middle and last name and suffix, each decided on its own. */
export function nameParts(onFile: OnFile): Part[] {
	return nameMembers.map(({ member, label, autocomplete, longest, needed }) =>
		plainPart(
			onFile,
			member,
			'Name',
			{ label, autocomplete, optional: needed === undefined, narrow: true },
			(text) => {
				if (text === '') return needed;
				return /\p{L}/u.test(text)
					? wrongText(text, longest)
					: (wrongText(text, longest) ?? 'Use letters.');
			},
		),
	);
}

/** The e-mail address. */
export function emailPart(onFile: OnFile): Part {
	return plainPart(
		onFile,
		'email',
		'E-mail and telephones',
		{ label: 'E-mail', kind: 'email', autocomplete: 'email', optional: true },
		(text) => {
			if (text === '') return undefined;
			if (text.length > LONGEST_EMAIL) return `Use at most ${LONGEST_EMAIL} characters.`;
			return EMAIL.test(text) ? undefined : 'Enter an address such as name@example.org.';
		},
	);
}
