import { normalizeRecord } from '../../../lib/identity/normalize.js';
import { prepareRecord, type PreparedRecord } from '../../../lib/identity/compare/prepared.js';
import type { IdentityRecord } from '../../../lib/identity/record.js';
import { Vocabulary } from '../../../lib/identity/compare/vocabulary.js';
import type { Row } from '../people/columns.mjs';
import { generatePopulation } from '../population/main.mjs';

/** Two lists of invented people in comparable form, of one vocabulary. */
export interface TrainingLists {
	readonly words: Vocabulary;
	readonly left: readonly PreparedRecord[];
	readonly right: readonly PreparedRecord[];
}

/** Day to which the invented people's ages are counted. */
const TODAY = '2026-11-22';

/** Makes the people up; the labels are thrown away, since the estimate needs none. */
export function readLists(options: { size: number; overlap: number; seed: number }): TrainingLists {
	const words = new Vocabulary();
	const lists = { left: [] as PreparedRecord[], right: [] as PreparedRecord[] };
	for (const { side, row } of generatePopulation(options)) {
		lists[side].push(prepareRecord(normalizeRecord(toRecord(row), { today: TODAY }), words));
	}
	return { words, ...lists };
}

/** An invented person as the matcher is given one. */
export function toRecord(row: Row): IdentityRecord {
	const told = (...values: string[]) => values.filter((value) => value !== '');
	const name = { given: row.given_name, middle: row.middle_name, family: row.surname };
	return {
		ref: row.rec_id,
		names: [name, ...told(row.previous_surname).map((family) => ({ ...name, family }))],
		suffix: row.suffix,
		birthDate: row.date_of_birth,
		sex: row.sex,
		phones: told(row.phone, row.phone_2),
		emails: told(row.email),
		addresses: [
			{
				line1: row.address_1,
				line2: row.address_2,
				city: row.city,
				region: row.state,
				postalCode: row.postcode,
			},
		],
		memberIds: told(row.member_id).map((value) => ({ payer: row.payer, value })),
	};
}
