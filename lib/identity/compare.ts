import { addressLevel } from './compare/address';
import { birthDateLevel } from './compare/birthDate';
import { anyOfLevel, insuranceIdLevel, nationalIdLevel } from './compare/contacts';
import { levelOf, placeOf, fields } from './compare/levels';
import type { Field } from './compare/levels';
import { areSwapped, familyLevel, givenLevel, middleLevel } from './compare/names';
import type { PreparedRecord } from './compare/prepared';
import type { Vocabulary } from './compare/vocabulary';

/**
 * Levels of two records, one number per field. Reused from pair to pair, so that comparing a million
 * pairs leaves nothing behind.
 */
export class Comparison {
	readonly levels = new Uint8Array(fields.length);
	/** An own identifier of the one is an own identifier of the other. */
	ownIdentifier = false;

	level(field: Field): number {
		return this.levels[placeOf[field]];
	}

	private set(field: Field, level: number): void {
		this.levels[placeOf[field]] = level;
	}

	/** The fields that are compared in a few steps: numbers and sets of numbers. */
	compareFacts(a: PreparedRecord, b: PreparedRecord, words: Vocabulary): void {
		this.ownIdentifier = sharesIdentifier(a, b);
		this.set('birthDate', birthDateLevel(a.birthDate, b.birthDate));
		this.set('sex', sexLevel(a.sex, b.sex));
		this.set('phone', anyOfLevel(a.phones, b.phones, words));
		this.set('email', anyOfLevel(a.emails, b.emails, words));
		this.set('nationalId', nationalIdLevel(a.nationalId, b.nationalId, words));
		this.set('ssnLast4', this.lastFour(a, b));
		this.set('memberId', insuranceIdLevel(a.memberIds, b.memberIds));
		this.set('subscriberId', insuranceIdLevel(a.subscriberIds, b.subscriberIds));
	}

	compareNames(a: PreparedRecord, b: PreparedRecord, words: Vocabulary): void {
		let given = givenLevel(a, b, words);
		let family = familyLevel(a, b, words);
		if (
			given > levelOf.given.swapped &&
			family > levelOf.family.swapped &&
			areSwapped(a, b, words)
		) {
			given = levelOf.given.swapped;
			family = levelOf.family.swapped;
		}
		this.set('given', given);
		this.set('family', family);
		this.set('middle', middleLevel(a, b, words));
	}

	compareAddresses(a: PreparedRecord, b: PreparedRecord, words: Vocabulary): void {
		this.set('address', addressLevel(a.addresses, b.addresses, words));
	}

	compareAll(a: PreparedRecord, b: PreparedRecord, words: Vocabulary): void {
		this.compareFacts(a, b, words);
		this.compareNames(a, b, words);
		this.compareAddresses(a, b, words);
	}

	/** The last four digits say nothing more where the whole number is compared. */
	private lastFour(a: PreparedRecord, b: PreparedRecord): number {
		const { missing, equal, different } = levelOf.ssnLast4;
		if (a.ssnLast4 === 0 || b.ssnLast4 === 0) return missing;
		if (a.nationalId !== 0 && b.nationalId !== 0) return missing;
		return a.ssnLast4 === b.ssnLast4 ? equal : different;
	}
}

function sexLevel(a: number, b: number): number {
	const { missing, equal, different } = levelOf.sex;
	if (a === 0 || b === 0) return missing;
	return a === b ? equal : different;
}

function sharesIdentifier(a: PreparedRecord, b: PreparedRecord): boolean {
	for (const identifier of a.identifiers) if (b.identifiers.includes(identifier)) return true;
	return false;
}
