import type { Comparison } from '../compare';
import { ageOn } from '../compare/birthDate';
import { levelOf } from '../compare/levels';
import type { PreparedRecord } from '../compare/prepared';
import type { Vocabulary } from '../compare/vocabulary';
import { damerauLevenshtein } from '../similarity/damerauLevenshtein';
import { cmsTable } from './cmsTable';
import type { CmsCombination, CmsField } from './cmsTable';

/** How a field of the table agrees. */
type Agreement = 'exact' | 'fuzzy' | 'none';

const combinations: readonly CmsCombination[] = cmsTable.combinations;

/**
 * The approved combination that two records meet, by the order of the table; `undefined` when they
 * meet none. Fuzzy is one edit or one swap of neighbours in a value of five characters or more, for
 * a birth date one calendar day; at most one field of a pair may be fuzzy.
 *
 * @param day year · 10,000 + month · 100 + day, for the bound on birth dates
 */
export function approvedCombination(
	a: PreparedRecord,
	b: PreparedRecord,
	comparison: Comparison,
	words: Vocabulary,
	day: number,
): string | undefined {
	const known = new Map<CmsField, Agreement>();
	const agreement = (field: CmsField): Agreement => {
		const found = known.get(field) ?? agree(field, a, b, comparison, words, day);
		known.set(field, found);
		return found;
	};
	return combinations.find(({ exact, fuzzy }) => {
		if (!exact.every((field) => agreement(field) === 'exact')) return false;
		let loose = 0;
		for (const field of fuzzy) {
			const found = agreement(field);
			if (found === 'none') return false;
			if (found === 'fuzzy') loose += 1;
		}
		return loose <= 1;
	})?.id;
}

function agree(
	field: CmsField,
	a: PreparedRecord,
	b: PreparedRecord,
	comparison: Comparison,
	words: Vocabulary,
	day: number,
): Agreement {
	switch (field) {
		case 'given':
			return anyWord(a.givens, b.givens, words);
		case 'family':
			return anyWord(a.families, b.families, words);
		case 'birthDate':
			return birthDates(a, b, comparison, day);
		case 'street':
			return streets(a, b, words);
		case 'zip':
			return exactIf(
				a.addresses.some(({ zip }) => zip !== 0 && b.addresses.some((other) => other.zip === zip)),
			);
		case 'phone':
		case 'email':
		case 'ssnLast4':
		case 'memberId':
		case 'subscriberId':
			return exactIf(comparison.level(field) === levelOf[field].equal);
	}
}

function exactIf(condition: boolean): Agreement {
	return condition ? 'exact' : 'none';
}

function birthDates(
	a: PreparedRecord,
	b: PreparedRecord,
	comparison: Comparison,
	day: number,
): Agreement {
	const { equal, oneDay } = levelOf.birthDate;
	const level = comparison.level('birthDate');
	if (level !== equal && level !== oneDay) return 'none';
	if (ageOn(Math.min(a.birthDate, b.birthDate), day) > cmsTable.mostYears) return 'none';
	return level === equal ? 'exact' : 'fuzzy';
}

function anyWord(a: readonly number[], b: readonly number[], words: Vocabulary): Agreement {
	let best: Agreement = 'none';
	for (const left of a) {
		for (const right of b) {
			// An initial is no name.
			if (left === right && words.word(left).length > 1) return 'exact';
			if (oneEdit(words.word(left), words.word(right))) best = 'fuzzy';
		}
	}
	return best;
}

function streets(a: PreparedRecord, b: PreparedRecord, words: Vocabulary): Agreement {
	let best: Agreement = 'none';
	for (const left of a.addresses) {
		for (const right of b.addresses) {
			if (left.street === 0 || right.street === 0) continue;
			if (left.unit !== 0 && right.unit !== 0 && left.unit !== right.unit) continue;
			const lineA = `${words.word(left.number)} ${words.word(left.street)}`;
			const lineB = `${words.word(right.number)} ${words.word(right.street)}`;
			if (lineA === lineB && (left.number !== 0 || lineA.startsWith(' po box '))) return 'exact';
			if (left.number !== 0 && right.number !== 0 && oneEdit(lineA, lineB)) best = 'fuzzy';
		}
	}
	return best;
}

function oneEdit(a: string, b: string): boolean {
	if (a.length < cmsTable.shortestFuzzy || b.length < cmsTable.shortestFuzzy) return false;
	return damerauLevenshtein(a, b, 1) === 1;
}
