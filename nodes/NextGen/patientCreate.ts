import type { ChangeField } from '../../lib/changes/field';
import { newPatientValues } from '../../lib/changes/newPatientValues';
import type { RefusalCode } from '../../lib/changes/refusal';
import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';
import type { NewPatient, SourcePatient } from '../common/practice/port';
import { newId } from './booking';
import { nextGenSystem } from './credential';
import type { PersonBody } from './mapping/change';
import { personMembers } from './mapping/change';
import { fetchPerson } from './persons';
import type { Reader } from './read';
import { readArray } from './read';
import { lookupRowSchema } from './wire/person';

/** Characters of our reference; how many OtherIdNumber takes is not told (sheet 4.1). */
const longestReference = 20;

/**
 * Adds a person (POST /persons, sheet 4.1), without a chart: staff open it. The check for duplicates is
 * never skipped. Throws SafeError: `configuration` while it is turned off, `validation` with the fields
 * that it cannot take, `conflict` when NextGen may have the person already, `outcomeUnknown`.
 */
export async function createPerson(
	reader: Reader,
	patient: NewPatient,
): Promise<{ readonly id: string }> {
	const { settings, transport } = reader;
	if (settings.newPersons === 'off') throw turnedOff();
	const body = {
		...bodyOf(reader, patient),
		...(settings.newPersonReference === 'OtherIdNumber' && { OtherIdNumber: patient.reference }),
		IgnoreDuplicatePersons: false,
	};
	const written = await outcomeOf(
		async () =>
			await transport.write({ method: 'POST', route: '/persons', operation: '/persons', body }),
	);
	if (!written.ok) throw asDuplicate(written.error);
	const id = newId(written.value.answer) ?? (await findId(reader, patient));
	if (id !== undefined) return { id };
	throw new SafeError({
		kind: 'outcomeUnknown',
		message: 'NextGen took the new person and named no ID.',
		nextStep: 'Let staff look the person up in NextGen before it is sent again.',
		system: nextGenSystem,
		operation: 'POST /persons',
		vendorCode: 'NoId',
	});
}

/**
 * The person who carries our reference (sheet 7): looked up by OtherIdNumber, where the profile puts it
 * there. Throws SafeError `conflict` when several carry it.
 */
export async function findCreated(
	reader: Reader,
	patient: NewPatient,
): Promise<SourcePatient | undefined> {
	const id = await findId(reader, patient);
	return id === undefined ? undefined : await fetchPerson(reader, { id });
}

async function findId(reader: Reader, { reference }: NewPatient): Promise<string | undefined> {
	if (reader.settings.newPersonReference === 'none') return undefined;
	const rows = await readArray(reader, lookupRowSchema, {
		route: '/persons/lookup',
		operation: '/persons/lookup',
		// A person without a chart is no patient yet.
		query: {
			quickSearchId: 'OtherIdNumber',
			quickSearchInput: reference,
			searchPatientsOnly: false,
		},
	});
	// The look-up may find more than it was asked for: what a row says is compared.
	const own = rows.filter(({ otherIdNumber }) => otherIdNumber?.trim() === reference);
	const ids = new Set(own.map(({ id }) => id));
	if (ids.size <= 1) return own[0]?.id;
	throw new SafeError({
		kind: 'conflict',
		message: 'Several persons in NextGen carry the reference of this new patient.',
		nextStep: 'Let staff look which of them is right, and clear the number of the others.',
		system: nextGenSystem,
		operation: 'GET /persons/lookup',
		vendorCode: 'SeveralPersons',
	});
}

/** Staff fill these in with the chart: NextGen has no member for them in a person (sheet 4.1). */
const leftToStaff: ReadonlySet<ChangeField> = new Set([
	'suffix',
	'address.mailing',
	'emergencyContact',
]);

/** The values in NextGen's form. Throws SafeError `validation` with the names of the bad ones. */
function bodyOf({ settings }: Reader, patient: NewPatient): PersonBody {
	const bad: string[] = patient.reference.length > longestReference ? ['reference'] : [];
	let code: RefusalCode | undefined;
	// Required (sheet 4.1), and a sex without a letter is told as unknown.
	const sex = patient.administrativeSex === 'other' ? undefined : patient.administrativeSex;
	const body: Record<string, string> = {};
	const values = newPatientValues({ ...patient, administrativeSex: sex ?? 'unknown' });
	for (const value of values.filter(({ field }) => !leftToStaff.has(field))) {
		const members = personMembers(value, settings.maxLengths);
		if (members.ok) Object.assign(body, members.value);
		else {
			bad.push(value.field);
			code ??= members.code;
		}
	}
	// An empty member says nothing of a new person.
	const told = Object.fromEntries(Object.entries(body).filter(([, text]) => text !== ''));
	if (bad.length === 0) return told;
	throw new SafeError({
		kind: 'validation',
		message: 'NextGen cannot keep these values of the new patient as they are. Nobody was added.',
		nextStep: 'Let staff add the patient, or correct the values in HealthSail.',
		system: nextGenSystem,
		operation: 'POST /persons',
		...(code !== undefined && { vendorCode: code }),
		fields: bad,
	});
}

function asDuplicate(error: unknown): unknown {
	if (!(error instanceof SafeError) || error.kind !== 'conflict') return error;
	return new SafeError({
		...error.details,
		message: 'NextGen may have this person already. Nobody was added.',
		nextStep: 'Let staff look the person up in NextGen, and link the patient in HealthSail.',
	});
}

function turnedOff(): SafeError {
	return new SafeError({
		kind: 'configuration',
		message: 'Adding persons to NextGen is turned off in the practice profile.',
		nextStep:
			'Set nextgen.newPersons to "on" once the practice agrees, or let staff add the patient.',
		system: nextGenSystem,
		operation: 'POST /persons',
		vendorCode: 'updatesOff' satisfies RefusalCode,
		fields: ['newPersons'],
	});
}
