import { z } from 'zod';

import { columnKey } from '../support/csv.mjs';
import { CliFailure } from '../support/failure.mjs';
import { readJsonFile } from '../support/files.mjs';

/**
 * The fields of a person and the names a column may have; case, blanks, hyphens and underscores do
 * not count. The first name is also the one that a column map uses.
 */
export const columnNames = {
	rec_id: ['rec_id', 'id', 'patient_id'],
	given_name: ['given_name', 'first_name'],
	middle_name: ['middle_name'],
	surname: ['surname', 'last_name', 'family_name'],
	previous_surname: ['previous_surname'],
	suffix: ['suffix'],
	sex: ['sex', 'gender'],
	date_of_birth: ['date_of_birth', 'dob', 'birth_date'],
	street_number: ['street_number'],
	address_1: ['address_1', 'address_line_1', 'street'],
	address_2: ['address_2', 'address_line_2'],
	city: ['city', 'suburb'],
	state: ['state', 'region'],
	postcode: ['postcode', 'zip', 'postal_code'],
	phone: ['phone', 'phone_2', 'mobile_phone', 'home_phone', 'work_phone'],
	email: ['email'],
	national_id: ['national_id', 'soc_sec_id', 'ssn'],
	member_id: ['member_id'],
	payer: ['payer'],
	mrn: ['mrn'],
} as const;
export type Field = keyof typeof columnNames;
const allFields = Object.keys(columnNames) as Field[];

/** Without these a file is more likely the wrong one than one to compare. */
const neededFields: readonly Field[] = ['rec_id', 'given_name', 'surname', 'date_of_birth'];
/** Fields a person may have several of. */
const manyOf: readonly Field[] = ['phone', 'email', 'previous_surname'];

/** Which column of a file holds which field; null = the files have none, and that is meant. */
export type ColumnMap = Readonly<Partial<Record<Field, readonly string[] | null>>>;

const oneName = z.string().trim().min(1);
const columnMapSchema = z.record(
	z.string(),
	z.union([oneName.transform((name) => [name]), z.array(oneName).min(1), z.null()]),
);

/** Reads `{ "given_name": "Vorname", "phone": ["Tel", "Mobil"], "date_of_birth": null }`. */
export async function readColumnMap(file: string): Promise<ColumnMap> {
	const parsed = columnMapSchema.safeParse(await readJsonFile(file));
	if (!parsed.success) {
		throw new CliFailure(
			'refused',
			`The column map ${file} is not understood.`,
			'It is one JSON object: field → column name, list of column names, or null, for example { "given_name": "Vorname" }.',
		);
	}
	const map: Partial<Record<Field, string[] | null>> = {};
	for (const [name, columns] of Object.entries(parsed.data)) {
		const field = fieldNamed(name);
		if (field === undefined) {
			throw new CliFailure(
				'refused',
				`The column map ${file} names "${name}", which is no field.`,
				`The fields are: ${allFields.join(', ')}.`,
			);
		}
		map[field] = columns;
	}
	return map;
}

/** Any of a field's names does, so that a map may also say `last_name`. */
function fieldNamed(name: string): Field | undefined {
	const key = columnKey(name);
	return allFields.find((field) => columnNames[field].some((known) => columnKey(known) === key));
}

/** Where each field stands in a row; the columns that nothing reads are counted only. */
export interface Layout {
	readonly at: Readonly<Record<Field, readonly number[]>>;
	readonly unread: number;
}

/**
 * Finds the fields in the header line of a file.
 *
 * @throws CliFailure that names the field and the accepted column names, but nothing of the line:
 * where the header is missing, a patient stands in it
 */
export function findColumns(header: readonly string[], map: ColumnMap, file: string): Layout {
	const keys = header.map(columnKey);
	const places = (names: readonly string[]) => {
		const wanted = new Set(names.map(columnKey));
		return keys.flatMap((key, index) => (wanted.has(key) ? [index] : []));
	};
	const find = (field: Field): number[] => {
		const mapped = map[field];
		if (mapped === null) return [];
		const found = mapped === undefined ? [] : places(mapped);
		// One map serves both files: where its column is not, the usual names count.
		return found.length > 0 ? found : places(columnNames[field]);
	};
	const at = Object.fromEntries(allFields.map((field) => [field, find(field)])) as Record<
		Field,
		number[]
	>;
	for (const field of allFields) {
		const asked = map[field];
		const missing = neededFields.includes(field) || Boolean(asked);
		if (missing && asked !== null && at[field].length === 0) throw lacks(field, asked, file);
		if (at[field].length > 1 && !manyOf.includes(field)) throw doubled(field, file);
	}
	if (at.rec_id.length === 0) throw lacks('rec_id', undefined, file);
	const read = new Set(Object.values(at).flat());
	return { at, unread: header.length - read.size };
}

function lacks(field: Field, mapped: readonly string[] | undefined, file: string): CliFailure {
	const names = [...(mapped ?? []), ...columnNames[field]];
	const absent =
		field === 'rec_id' ? '' : ` If the files have none, say so there: { "${field}": null }.`;
	return new CliFailure(
		'refused',
		`The file ${file} has no column ${mapped?.[0] ?? field}.`,
		`The first line must name it; accepted are: ${[...new Set(names)].join(', ')}. Another name goes into a column map (--columns).${absent}`,
	);
}

function doubled(field: Field, file: string): CliFailure {
	return new CliFailure(
		'refused',
		`The file ${file} has more than one column for ${field}.`,
		`Say which one counts in a column map (--columns): { "${field}": "name of the column" }.`,
	);
}
