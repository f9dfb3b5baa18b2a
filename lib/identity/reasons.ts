import type { Comparison } from './compare';
import { fields, levels } from './compare/levels';
import type { Field, Level } from './compare/levels';
import type { Reason } from './decision';
import type { GuardCode } from './guards';

type FieldTexts = { readonly [F in Field]: Readonly<Record<Exclude<Level<F>, 'missing'>, string>> };

/** Sentences for staff; no value of the patient ever stands in one. */
const fieldTexts: FieldTexts = {
	given: {
		equal: 'The given names are the same.',
		nickname: 'One given name is a short form of the other.',
		part: 'One given name is a part of the other.',
		middle: 'The given name of one is the middle name of the other.',
		initial: 'One given name is the initial of the other.',
		close: 'The given names differ by a slip.',
		similar: 'The given names are alike.',
		swapped: 'The given name of one is the family name of the other.',
		different: 'The given names differ.',
	},
	family: {
		equal: 'The family names are the same.',
		former: 'A former family name of one is a family name of the other.',
		part: 'The family names share a part of a double name.',
		close: 'The family names differ by a slip.',
		similar: 'The family names are alike.',
		swapped: 'The family name of one is the given name of the other.',
		different: 'The family names differ.',
	},
	middle: {
		equal: 'The middle names are the same.',
		initial: 'The middle initials agree.',
		different: 'The middle names differ.',
	},
	birthDate: {
		equal: 'The birth dates are the same.',
		swapped: 'Day and month of the birth dates are swapped.',
		oneDay: 'The birth dates are one day apart.',
		oneDigit: 'The birth dates differ by one slip.',
		twoParts: 'Two of day, month and year of the birth dates agree.',
		different: 'The birth dates differ.',
	},
	sex: { equal: 'The sex is the same.', different: 'The sex differs.' },
	address: {
		equal: 'They live at the same address.',
		close: 'The addresses are the same up to a slip.',
		sameStreet:
			'They live in the same street or building; the house numbers are close or not told.',
		otherHouse: 'They live in the same street at different numbers or units.',
		numberAndZip: 'House number and zip code agree.',
		zip: 'They live in the same zip code.',
		city: 'They live in the same city.',
		different: 'The addresses differ.',
	},
	phone: {
		equal: 'They share a phone number.',
		close: 'Their phone numbers differ by a slip.',
		different: 'Their phone numbers differ.',
	},
	email: {
		equal: 'They share an e-mail address.',
		close: 'Their e-mail addresses differ by a slip.',
		different: 'Their e-mail addresses differ.',
	},
	nationalId: {
		equal: 'The national ids are the same.',
		oneEdit: 'The national ids differ by a slip.',
		different: 'The national ids differ.',
	},
	ssnLast4: {
		equal: 'The last four digits of the social security number are the same.',
		different: 'The last four digits of the social security number differ.',
	},
	memberId: {
		equal: 'They have the same insurance member id.',
		different: 'Their insurance member ids differ.',
	},
	subscriberId: {
		equal: 'They are insured under the same subscriber.',
		different: 'They are insured under different subscribers.',
	},
};

const guardTexts: Readonly<Record<GuardCode, string>> = {
	suffixVeto: 'One is called junior or senior and the other something else: two people.',
	parentChildGuard: 'They may be parent and child of one name.',
	twinGuard:
		'They may be twins: one birth date, and the given names do not say that it is one person.',
	householdGuard:
		'They may be two people of one household: what agrees is what a household shares.',
	nameAndBirthDateOnly: 'Nothing besides names and birth date agrees; two people may share both.',
	identifierContradicted: 'They share an identifier, but name and birth date say two people.',
};

/** Reasons that other candidates and earlier decisions add. */
export const gateReasons = {
	ambiguous: {
		code: 'ambiguous',
		kind: 'gate',
		text: 'More than one record fits, so a person has to choose.',
	},
	incomplete: {
		code: 'incomplete',
		kind: 'gate',
		text: 'A given name or birth date is missing or an initial, so a relative may be meant.',
	},
	alreadyLinked: {
		code: 'alreadyLinked',
		kind: 'gate',
		text: 'The customer is already linked to another patient of this practice.',
	},
	leftOver: {
		code: 'leftOver',
		kind: 'gate',
		text: 'The two lists are the same people, and these two records are left over.',
	},
} as const satisfies Record<string, Reason>;

const ownIdentifierText = 'They carry the same identifier.';

/** The reasons of a pair: the rule, what stopped it, and each field that both sides tell. */
export function pairReasons(
	comparison: Comparison,
	bits: Readonly<Float64Array>,
	rule: string | undefined,
	stoppedBy: readonly GuardCode[],
): Reason[] {
	const reasons: Reason[] = [];
	if (rule === 'ownIdentifier') {
		reasons.push({ code: rule, kind: 'rule', text: ownIdentifierText });
	} else if (rule !== undefined) {
		reasons.push({
			code: rule,
			kind: 'rule',
			text: 'They agree in a combination of facts that is approved as proof.',
		});
	}
	for (const code of stoppedBy) {
		const kind = code === 'suffixVeto' ? 'veto' : 'guard';
		reasons.push({ code, kind, text: guardTexts[code] });
	}
	fields.forEach((field, place) => {
		const level = levels[field][comparison.levels[place]];
		if (level === 'missing') return;
		const texts: Readonly<Record<string, string>> = fieldTexts[field];
		reasons.push({
			code: fieldCode(field, level),
			kind: 'field',
			weight: Math.round(bits[place] * 100) / 100,
			text: texts[level],
		});
	});
	return reasons;
}

/** `familyNameEqual`, `birthDateSwapped`. */
function fieldCode(field: Field, level: string): string {
	const isName = field === 'given' || field === 'family' || field === 'middle';
	return `${field}${isName ? 'Name' : ''}${level[0].toUpperCase()}${level.slice(1)}`;
}

/** The sentence of a reason by its code, as match reviews keep it; undefined for a code of no sentence. */
export function reasonSentence(code: string): string | undefined {
	sentences ??= allSentences();
	return sentences.get(code);
}

let sentences: ReadonlyMap<string, string> | undefined;

function allSentences(): ReadonlyMap<string, string> {
	return new Map<string, string>([
		['ownIdentifier', ownIdentifierText],
		...Object.entries(guardTexts),
		...Object.values(gateReasons).map(({ code, text }) => [code, text] as const),
		...fields.flatMap((field) =>
			Object.entries<string>(fieldTexts[field]).map(
				([level, text]) => [fieldCode(field, level), text] as const,
			),
		),
	]);
}
