import { Random } from '../../../sandbox/people/random.mjs';
import { Cast } from '../people/cast.mjs';
import { leftId, rightId, type Facts, type Row } from '../people/columns.mjs';
import { country } from '../people/places.mjs';
import { customerHand, practiceHand, written } from '../people/style.mjs';
import { countryCodes } from '../people/telephones.mjs';
import { believedElsewhere, noted } from './errors.mjs';
import { peopleOfHome } from './homes.mjs';

/** For more people, both lists together, there are not enough telephones. */
export const MAX_PEOPLE = 1_500_000;

export interface PopulationOptions {
	/** A whole number; the same one gives the same people. */
	seed: number;
	/** Records of each list. */
	size: number;
	/** Share (0 to 1) of each list whose persons are on the other list too. */
	overlap: number;
}

export interface DuplicatesOptions {
	seed: number;
	/** Records of the list. */
	size: number;
	/** Share (0 to 0.5) of the list that are second records of a person. */
	duplicates: number;
}

export interface SidedRow {
	side: 'left' | 'right';
	row: Row;
}

/** Records that wait to be handed on, so that the lists have no common order. */
const POOL = 20_000;
/** Shares no factor with any number of people up to MAX_PEOPLE. */
const STEP = 7_368_787;

/**
 * Two lists of `size` records, mixed. Streams: memory does not grow with `size`. Throws a RangeError
 * when that takes more than MAX_PEOPLE.
 */
export function* generatePopulation(options: PopulationOptions): Generator<SidedRow> {
	const { seed, size, overlap } = options;
	const shared = Math.round(size * overlap);
	const cast = castOf(seed);
	const random = new Random(seed, 2);
	const left = new Pool<Row>(random);
	const right = new Pool<Row>(random);
	// Left to give out: on both lists, on the left one only, on the right one only.
	const places = { both: shared, left: size - shared, right: size - shared };
	for (const { facts, n } of people(cast, places.both + places.left + places.right, seed)) {
		const place = draw(places, random);
		if (place !== 'right')
			for (const row of left.exchange(practiceRow(leftId(n), facts, cast)))
				yield { side: 'left', row };
		if (place !== 'left')
			for (const row of right.exchange(customerRow(rightId(n), facts, cast)))
				yield { side: 'right', row };
	}
	for (const row of left.rest()) yield { side: 'left', row };
	for (const row of right.rest()) yield { side: 'right', row };
}

/**
 * One list of `size` records in which some persons have two. Streams as well, and throws a
 * RangeError as well.
 */
export function* generateDuplicates(options: DuplicatesOptions): Generator<Row> {
	const { seed, size, duplicates } = options;
	const twice = Math.round(size * duplicates);
	const cast = castOf(seed);
	const random = new Random(seed, 2);
	const pool = new Pool<Row>(random);
	const places = { once: size - 2 * twice, twice };
	for (const { facts, n } of people(cast, places.once + places.twice, seed)) {
		const place = draw(places, random);
		yield* pool.exchange(practiceRow(leftId(n), facts, cast));
		if (place === 'twice') yield* pool.exchange(customerRow(rightId(n), facts, cast));
	}
	yield* pool.rest();
}

function castOf(seed: number): Cast {
	return new Cast(new Random(seed, 1), country, countryCodes);
}

/** So many people, home by home, with numbers in no order. */
function* people(cast: Cast, count: number, seed: number): Generator<{ facts: Facts; n: number }> {
	const start = new Random(seed, 3).int(0, count);
	if (!(count > 0 && count <= MAX_PEOPLE))
		throw new RangeError(`The lists must have from 1 to ${MAX_PEOPLE} people.`);
	let made = 0;
	while (made < count)
		for (const facts of peopleOfHome(cast)) {
			if (made === count) return;
			yield { facts, n: 1 + ((start + made * STEP) % count) };
			made += 1;
		}
}

function practiceRow(id: string, facts: Facts, cast: Cast): Row {
	const { random } = cast;
	return { rec_id: id, ...written(noted(facts, cast), practiceHand(random), random) };
}

function customerRow(id: string, facts: Facts, cast: Cast): Row {
	const { random } = cast;
	const elsewhere = noted(believedElsewhere(facts, cast), cast);
	return { rec_id: id, ...written(elsewhere, customerHand(random), random) };
}

/** Takes one of the places that are left, each as likely as any other. */
function draw<K extends string>(places: Record<K, number>, random: Random): K {
	const names = Object.keys(places) as K[];
	let wanted = random.int(
		1,
		names.reduce((sum, name) => sum + places[name], 0),
	);
	for (const name of names) {
		wanted -= places[name];
		if (wanted > 0) continue;
		places[name] -= 1;
		return name;
	}
	throw new RangeError('No place is left.');
}

/** Hands on another entry than it was given. */
class Pool<T> {
	private readonly waiting: T[] = [];

	constructor(private readonly random: Random) {}

	/** Takes an entry; gives one back when it is full, else none. */
	exchange(entry: T): T[] {
		if (this.waiting.length < POOL) {
			this.waiting.push(entry);
			return [];
		}
		const place = this.random.int(0, POOL - 1);
		const given = this.waiting[place];
		this.waiting[place] = entry;
		return [given];
	}

	/** What is left, in no order. */
	*rest(): Generator<T> {
		while (this.waiting.length > 0) {
			const place = this.random.int(0, this.waiting.length - 1);
			const given = this.waiting[place];
			this.waiting[place] = this.waiting[this.waiting.length - 1];
			this.waiting.pop();
			yield given;
		}
	}
}
