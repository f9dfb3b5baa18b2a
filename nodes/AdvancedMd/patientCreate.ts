import { newPatientValues } from '../../lib/changes/newPatientValues';
import type { RefusalCode } from '../../lib/changes/refusal';
import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';
import type { NewPatient } from '../common/practice/port';
import { unknownOutcome } from './faults';
import type { NameParts, WrittenMembers } from './mapping/change';
import { hasMember, isNameField, nameText, withPart, writtenMembers } from './mapping/change';
import type { AdvancedMdReader } from './reader';
import { usDate } from './times';
import { listOf, wireId } from './wire/members';

/** Sex as AdvancedMD writes it (sheet 4.0). */
const sexes = { male: 'M', female: 'F', other: 'U', unknown: 'U' } as const;

const anyName: NameParts = { familyName: 'X', givenName: 'X', middleName: '', suffix: '' };

/** Type of a responsible party's account that programs were seen to send (sheet 4.0). */
const accountType = '4';

/**
 * Adds a patient (addpatient, sheet 4.2), as own responsible party and with the next chart number; the
 * check for duplicates is never skipped. AdvancedMD keeps no reference of ours. Throws SafeError:
 * `configuration` without a provider's profile, `validation` with the fields it cannot take,
 * `conflict` when AdvancedMD has a patient or responsible party of this name and birth date.
 */
export async function createPatient(
	reader: AdvancedMdReader,
	patient: NewPatient,
): Promise<{ readonly id: string }> {
	const { profileId } = reader.settings.newPatients ?? {};
	if (profileId === undefined) throw noProfile();
	const { name, members } = checked(reader, patient);
	const address = part(members, 'address');
	const contactinfo = part(members, 'contactinfo');
	const written = await outcomeOf(
		async () =>
			await reader.transport.message('addpatient', {
				patientlist: {
					patient: {
						'@respparty': 'SELF',
						'@name': name,
						'@sex': sexes[patient.administrativeSex ?? 'unknown'],
						'@dob': usDate(patient.birthDate),
						'@relationship': '1',
						'@hipaarelationship': '18',
						'@chart': 'AUTO',
						'@profile': profileId,
						...(address && { address: { ...address, '@countrycode': 'USA' } }),
						...(contactinfo && { contactinfo }),
					},
				},
				resppartylist: { respparty: { '@name': name, '@accttype': accountType } },
			}),
	);
	if (!written.ok) throw asDuplicate(written.error);
	const [row] = listOf(written.value?.results, 'patientlist', 'patient');
	const id = wireId.safeParse(row?.id);
	if (id.success) return { id: id.data };
	throw unknownOutcome(
		written.value?.facts ?? {
			...{ system: 'advancedmd', operation: 'addpatient', effect: 'write' },
			correlationId: patient.reference,
		},
		'NoPatient',
	);
}

/**
 * The values in AdvancedMD's form; emergency contacts and mailing address have no place there. Throws
 * SafeError `validation` with the names of those that cannot be taken.
 */
function checked(
	{ settings }: AdvancedMdReader,
	patient: NewPatient,
): { readonly name: string; readonly members: WrittenMembers } {
	const bad: string[] = [];
	let code: RefusalCode | undefined;
	const members: Record<string, string> = {};
	let name: NameParts = {
		familyName: '',
		givenName: '',
		middleName: '',
		suffix: '',
	};
	for (const entry of newPatientValues(patient).filter(({ field }) => hasMember(field))) {
		const { field } = entry;
		if (isNameField(field)) {
			// Each part beside good ones: a bad given name says nothing of the middle name.
			const next = withPart(anyName, field, entry.to as string, settings);
			if (next.ok) name = { ...name, [field]: next.value[field] };
			else {
				bad.push(field);
				code ??= next.code;
			}
			continue;
		}
		const value = writtenMembers(entry, {}, settings);
		if (value.ok) Object.assign(members, value.value);
		else {
			bad.push(field);
			code ??= value.code;
		}
	}
	if (code !== undefined) throw cannotTake(bad, code);
	return { name: nameText(name), members };
}

/** The members of one part, as attributes; undefined when it has none. */
function part(
	members: WrittenMembers,
	name: 'address' | 'contactinfo',
): Record<string, string> | undefined {
	const own = Object.entries(members)
		.filter(([path, value]) => path.startsWith(`${name}.`) && value !== '')
		.map(([path, value]) => [`@${path.slice(name.length + 1)}`, value] as const);
	return own.length === 0 ? undefined : Object.fromEntries(own);
}

/** A responsible party of this name and birth date counts as well: it may be this person (sheet 4.2). */
function asDuplicate(error: unknown): unknown {
	if (!(error instanceof SafeError) || error.kind !== 'conflict') return error;
	return new SafeError({
		...error.details,
		message:
			'AdvancedMD has a patient or a responsible party already who may be this person. Nobody was added.',
		nextStep: 'Let staff look the person up in AdvancedMD, and link the patient in HealthSail.',
	});
}

function noProfile(): SafeError {
	return new SafeError({
		kind: 'configuration',
		message:
			'AdvancedMD files a new patient under a provider, and the practice profile names none.',
		nextStep:
			'Set advancedmd.newPatients.profileId in the practice profile, or let staff add the patient.',
		system: 'advancedmd',
		operation: 'addpatient',
		vendorCode: 'updatesOff' satisfies RefusalCode,
		fields: ['newPatients'],
	});
}

function cannotTake(fields: readonly string[], code: RefusalCode): SafeError {
	return new SafeError({
		kind: 'validation',
		message:
			'AdvancedMD cannot keep these values of the new patient as they are. Nobody was added.',
		nextStep: 'Let staff add the patient, or correct the values in HealthSail.',
		system: 'advancedmd',
		operation: 'addpatient',
		vendorCode: code,
		fields,
	});
}
