import type { Address, Patient } from '../../canonical/patient';
import { SafeError } from '../../privacy/errors';
import { omit } from '../../values/omit';
import type { FieldValue, Segment } from '../message';
import { formatMessage, makeSegment, trimmed } from '../message';
import { usualSeparators } from '../separators';
import type { InterfaceSettings } from '../settings';
import { formatDate } from '../timestamp';
import { contactSegments } from './contacts';
import { requireFitting } from './fitting';
import { headSegments, type Outgoing } from './header';
import { insuranceSegments } from './insurance';
import { listOrNull, telephone, textOrNull } from './parts';

const sexCodes = { male: 'M', female: 'F', other: 'O', unknown: 'U' } as const;

/** Members of a patient that an A31 tells, for the audit record. */
export const a31Members = [
	'id',
	'familyName',
	'givenName',
	'middleName',
	'suffix',
	'birthDate',
	'administrativeSex',
	'addresses',
	'phones',
	'email',
	'emergencyContacts',
	'coverages',
] as const satisfies ReadonlyArray<keyof Patient>;

/** What an interface leaves out of messages of ours. */
export function a31Patient(patient: Patient, { outgoing }: InterfaceSettings): Patient {
	return omit(
		patient,
		...(outgoing.emergencyContacts === 'leaveOut' ? (['emergencyContacts'] as const) : []),
		...(outgoing.insurance === 'leaveOut' ? (['coverages'] as const) : []),
		// The e-mail address stands in the list of telephones: alone in it, it would clear them.
		...(patient.phones === undefined && patient.email ? (['email'] as const) : []),
	);
}

/**
 * ADT A31: what is known of a patient; absent members leave the field empty, null clears it (`""`). A
 * field that repeats stands for the whole list. Without an emergency contact or a policy there is no
 * segment of them, which says nothing about them. Throws SafeError as `requireFitting` and
 * `pidSegment` do.
 */
export function buildA31(patient: Patient, outgoing: Outgoing): string {
	requireFitting(patient);
	const { emergencyContacts, coverages } = patient;
	const segments = [
		...headSegments('ADT', 'A31', 'ADT_A05', outgoing),
		pidSegment(patient, outgoing),
		...contactSegments(emergencyContacts),
		makeSegment('PV1', ['1', 'N'], usualSeparators),
		...insuranceSegments(coverages),
	];
	return formatMessage({ separators: usualSeparators, segments, closed: true });
}

/**
 * PID of a patient: number, name, birth date, sex, address, telephones. Throws SafeError `unsupported`
 * for a patient without the number that the other side knows patients by.
 */
export function pidSegment(patient: Patient, { settings }: Outgoing): Segment {
	const { patientNumberType, patientNumberAuthority } = settings.outgoing;
	const known = [[numberOf(patient, settings)], [''], ['']];
	const number = [...known, [patientNumberAuthority], [patientNumberType]];
	return makeSegment(
		'PID',
		[
			'1',
			'',
			[number],
			'',
			nameOf(patient),
			'',
			textOrNull(patient.birthDate, formatDate),
			textOrNull(patient.administrativeSex, (sex) => sexCodes[sex]),
			'',
			'',
			listOrNull(patient.addresses, (address) => [addressOf(address)]),
			'',
			homeTelecoms(patient),
			workPhones(patient),
		],
		usualSeparators,
	);
}

function numberOf({ id, externalIds }: Patient, { outgoing }: InterfaceSettings): string {
	if (outgoing.patientNumber === 'id') return id;
	const chart = externalIds.find(({ type }) => type === 'chart')?.value;
	if (chart !== undefined) return chart;
	throw new SafeError({
		kind: 'unsupported',
		message: 'The patient has no chart number, by which the interface knows patients.',
		nextStep:
			'See that the practice system tells chart numbers, or set outgoing.patientNumber in the interface settings of the credential to "id".',
		system: 'hl7',
		vendorCode: 'NoPatientNumber',
	});
}

function nameOf({ familyName, givenName, middleName, suffix }: Patient): FieldValue | string {
	const parts = [familyName, givenName, middleName, suffix];
	if (parts.every((part) => part === undefined)) return '';
	const texts = parts.map((part) => [part === null ? '""' : (part ?? '')]);
	return [[...texts, [''], [''], ['L']]];
}

const addressTypes = { home: 'H', mailing: 'M', shipping: 'SH', billing: 'BI' } as const;

function addressOf({ use, line1, line2, city, region, postalCode, country }: Address) {
	const parts = [line1, line2, city, region, postalCode, country, addressTypes[use]];
	return trimmed(parts.map((part) => part ?? ''));
}

/** Home and mobile telephones, and the e-mail address, share PID-13. */
function homeTelecoms({ phones, email }: Patient): FieldValue | string {
	const entries = [
		...(phones ?? []).filter(({ use }) => use !== 'work').map(telephone),
		...(email ? [[[''], ['NET'], ['Internet'], [email]]] : []),
	];
	const isCleared = phones?.length === 0 && !email;
	return entries.length > 0 ? entries : isCleared ? '""' : '';
}

/** A patient without a work telephone among others says nothing about it: nothing is cleared by silence. */
function workPhones({ phones }: Patient): FieldValue | string {
	if (phones?.length === 0) return '""';
	return (phones ?? []).filter(({ use }) => use === 'work').map(telephone);
}
