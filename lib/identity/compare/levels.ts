/**
 * The levels two values of a field can stand on, from full agreement down to disagreement. Level 0
 * everywhere is `missing`: at least one side does not tell, which is never disagreement.
 */
export const levels = {
	given: [
		'missing',
		'equal',
		'nickname',
		'part',
		'middle',
		'initial',
		'close',
		'similar',
		'swapped',
		'different',
	],
	family: ['missing', 'equal', 'former', 'part', 'close', 'similar', 'swapped', 'different'],
	middle: ['missing', 'equal', 'initial', 'different'],
	birthDate: ['missing', 'equal', 'swapped', 'oneDay', 'oneDigit', 'twoParts', 'different'],
	sex: ['missing', 'equal', 'different'],
	address: [
		'missing',
		'equal',
		'close',
		'sameStreet',
		'otherHouse',
		'numberAndZip',
		'zip',
		'city',
		'different',
	],
	phone: ['missing', 'equal', 'close', 'different'],
	email: ['missing', 'equal', 'close', 'different'],
	nationalId: ['missing', 'equal', 'oneEdit', 'different'],
	ssnLast4: ['missing', 'equal', 'different'],
	memberId: ['missing', 'equal', 'different'],
	subscriberId: ['missing', 'equal', 'different'],
} as const;

export type Field = keyof typeof levels;
export type Level<F extends Field> = (typeof levels)[F][number];

export const fields = Object.keys(levels) as Field[];

/** `levelOf.given.nickname` is the number of that level. */
export const levelOf = Object.fromEntries(
	fields.map((field) => [
		field,
		Object.fromEntries(levels[field].map((level, number) => [level, number])),
	]),
) as { readonly [F in Field]: Readonly<Record<Level<F>, number>> };

/** Place of a field in a level vector. */
export const placeOf = Object.fromEntries(fields.map((field, place) => [field, place])) as Readonly<
	Record<Field, number>
>;
