// Shoppers who are patients, may be, or are not, and the labels that say which. A label comes from
// how the pair was made.
import { writeFile } from 'node:fs/promises';
import { Random } from '../../../sandbox/people/random.mjs';
import { nameLists } from './nameLists.mjs';
import type { TruthPatient } from './sandboxState.mjs';
import {
	contactsOf,
	houseOf,
	isUndated,
	kinds,
	knownOf,
	namesake,
	stranger,
	type KindName,
	type Known,
	type Shopper,
	type Tools,
} from './shopperKinds.mjs';

/** What must become of a patient; `shopper` is a place in the list of shoppers. */
export type Label =
	| { what: 'link'; shopper: number; kind: KindName }
	| { what: 'review'; shopper: number }
	| { what: 'new' };

export type Labels = Record<string, Label>;

export interface LabelledShoppers {
	shoppers: Shopper[];
	labels: Labels;
}

/** Of a practice of 5,000: 4,000 pairs, 200 doubtful ones and 800 shoppers who are no patients. */
const SHARES = { link: 0.8, review: 0.04, stranger: 0.16 };
const SEED = 20;
/** Where the age does not matter. */
const NOBODY_IS_ADULT = '';

/** Makes as many shoppers as there are patients. `today`: civil date. */
export function makeShoppers(patients: readonly TruthPatient[], today: string): LabelledShoppers {
	const count = (share: number) => Math.round(patients.length * share);
	const making = new Making(patients, today);
	making.linkPairs(count(SHARES.link));
	making.doubtfulPairs(count(SHARES.review));
	making.strangers(count(SHARES.stranger));
	return { shoppers: making.shoppers, labels: making.labels };
}

/** Shoppers who tell the same of themselves as the practice holds. */
export function theSame(patients: readonly TruthPatient[]): Shopper[] {
	return patients.flatMap((patient) => {
		const known = knownOf(patient, NOBODY_IS_ADULT);
		return known ? [kinds.none.make(known)] : [];
	});
}

/**
 * Shoppers with the name and the birth date of patients, and nothing else; without a telephone, since
 * a made-up one may be a marked one.
 */
export function doubtful(patients: readonly TruthPatient[]): Shopper[] {
	const random = new Random(SEED);
	return patients.flatMap((patient, number) => {
		const known = knownOf(patient, NOBODY_IS_ADULT);
		if (!known) return [];
		const { demographics, addresses } = namesake(known, number, random);
		return [{ demographics: { ...demographics, phones: [] }, addresses }];
	});
}

/** Writes the label file: patient id → what must become of the patient. */
export async function writeLabels(file: string, labels: Labels): Promise<void> {
	await writeFile(file, JSON.stringify(labels, null, '\t'));
}

class Making {
	readonly shoppers: Shopper[] = [];

	readonly labels: Labels;

	private readonly random = new Random(SEED);

	/**
	 * Patients not yet in a pair: they have a birth date, nobody else has their name, and nobody in
	 * their house is without a birth date.
	 */
	private readonly free: Set<Known>;

	private readonly takenNames: Set<string>;

	private readonly tools: Tools;

	constructor(patients: readonly TruthPatient[], today: string) {
		this.labels = Object.fromEntries(patients.map(({ id }) => [id, { what: 'new' as const }]));
		const names = new Map<string, number>();
		for (const { firstName, lastName } of patients) {
			const name = nameKey(firstName, lastName);
			names.set(name, (names.get(name) ?? 0) + 1);
		}
		this.takenNames = new Set(names.keys());
		const undated = new Set(patients.filter(isUndated).map(houseOf));
		const adultBefore = `${Number(today.slice(0, 4)) - 18}${today.slice(4)}`;
		this.free = new Set(
			patients
				.filter(({ firstName, lastName }) => names.get(nameKey(firstName, lastName)) === 1)
				.filter((patient) => !undated.has(houseOf(patient)))
				.flatMap((patient) => knownOf(patient, adultBefore) ?? []),
		);
		const { female, male, either } = nameLists;
		const givenNames = new Set(
			[...female, ...male, ...either, ...patients.map(({ firstName }) => firstName)].map(fold),
		);
		this.tools = { random: this.random, isGivenName: (name) => givenNames.has(fold(name)), today };
	}

	/** So many pairs, spread evenly over the kinds; a kind that suits few patients leaves the rest. */
	linkPairs(wanted: number): void {
		const names = Object.keys(kinds) as KindName[];
		let left = wanted;
		for (const [index, kind] of names.entries()) {
			left -= this.linkKind(kind, Math.round(left / (names.length - index)));
		}
		if (left > 0) left -= this.linkKind('movedHouse', left);
		if (left !== 0) throw new Error(`${left} pairs could not be made of this practice.`);
	}

	doubtfulPairs(wanted: number): void {
		const chosen = [...this.free].slice(0, wanted);
		if (chosen.length < wanted) throw new Error('This practice has too few patients for doubts.');
		for (const known of chosen) {
			const shopper = this.shoppers.length;
			this.add(known, namesake(known, shopper, this.random), { what: 'review', shopper });
		}
	}

	strangers(wanted: number): void {
		const until = this.shoppers.length + wanted;
		while (this.shoppers.length < until) {
			const shopper = stranger(this.shoppers.length, this.random);
			if (this.takeName(shopper)) this.shoppers.push(shopper);
		}
	}

	/** Answers how many were made. */
	private linkKind(name: KindName, wanted: number): number {
		const kind = kinds[name];
		let made = 0;
		for (const known of this.free) {
			if (made === wanted) break;
			if (contactsOf(known) < 2 || !kind.suits(known)) continue;
			const shopper = kind.make(known, this.tools);
			if (!shopper || (isRenamed(known, shopper) && !this.takeName(shopper))) continue;
			this.add(known, shopper, { what: 'link', shopper: this.shoppers.length, kind: name });
			made += 1;
		}
		return made;
	}

	private add(known: Known, shopper: Shopper, label: Label): void {
		this.free.delete(known);
		this.shoppers.push(shopper);
		this.labels[known.patient.id] = label;
	}

	/** Takes the name of a shopper; false when a patient or another shopper has it. */
	private takeName({ demographics: { givenName, familyName } }: Shopper): boolean {
		const name = nameKey(givenName, familyName);
		if (this.takenNames.has(name)) return false;
		this.takenNames.add(name);
		return true;
	}
}

function isRenamed({ patient }: Known, { demographics }: Shopper): boolean {
	return (
		nameKey(patient.firstName, patient.lastName) !==
		nameKey(demographics.givenName, demographics.familyName)
	);
}

function nameKey(given: string, family: string): string {
	return `${fold(given)} ${fold(family)}`;
}

function fold(text: string): string {
	return text
		.normalize('NFD')
		.replace(/[^a-z]/gi, '')
		.toLowerCase();
}
