import type { Address, Patient, Phone } from '../../canonical/patient';
import { nationalDigits } from '../../values/phone';
import type { FieldValue, Segment } from '../message';
import { formatMessage, makeSegment, trimmed } from '../message';
import { usualSeparators } from '../separators';
import { formatDate } from '../timestamp';
import { headSegments, type Outgoing } from './header';

const sexCodes = { male: 'M', female: 'F', other: 'O', unknown: 'U' } as const;

/** Members of a patient that PID holds, for the audit record. */
export const pidMembers = [
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
] as const satisfies ReadonlyArray<keyof Patient>;

/** ADT A31: what is known of a patient; absent members leave the field empty, null clears it (`""`). */
export function buildA31(patient: Patient, outgoing: Outgoing): string {
	const segments = [
		...headSegments('ADT', 'A31', 'ADT_A05', outgoing),
		pidSegment(patient, outgoing),
		makeSegment('PV1', ['1', 'N'], usualSeparators),
	];
	return formatMessage({ separators: usualSeparators, segments, closed: true });
}

/** PID of a patient: number, name, birth date, sex, address, telephones. */
export function pidSegment(patient: Patient, { settings }: Outgoing): Segment {
	const { patientNumberType, patientNumberAuthority } = settings.outgoing;
	const number = [[patient.id], [''], [''], [patientNumberAuthority], [patientNumberType]];
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
		...(phones ?? []).filter(({ use }) => use !== 'work').map(phoneOf),
		...(email ? [[[''], ['NET'], ['Internet'], [email]]] : []),
	];
	const isCleared = phones?.length === 0 && !email;
	return entries.length > 0 ? entries : isCleared ? '""' : '';
}

/** A patient without a work telephone among others says nothing about it: nothing is cleared by silence. */
function workPhones({ phones }: Patient): FieldValue | string {
	if (phones?.length === 0) return '""';
	return (phones ?? []).filter(({ use }) => use === 'work').map(phoneOf);
}

function phoneOf({ use, number, extension }: Phone): string[][] {
	const national = nationalDigits(number);
	const area = national?.slice(0, 3) ?? '';
	const local = national?.slice(3) ?? '';
	const kind = use === 'work' ? 'WPN' : 'PRN';
	const equipment = use === 'mobile' ? 'CP' : 'PH';
	const shown = national === undefined ? number : `(${area})${local.slice(0, 3)}-${local.slice(3)}`;
	return trimmed([shown, kind, equipment, '', '', area, local, extension ?? '']);
}

function textOrNull<T extends string>(
	value: T | null | undefined,
	format: (value: T) => string,
): string {
	return value === undefined ? '' : value === null ? '""' : format(value);
}

function listOrNull<T>(
	list: readonly T[] | undefined,
	format: (entry: T) => FieldValue,
): FieldValue | string {
	if (list === undefined) return '';
	return list.length === 0 ? '""' : list.flatMap(format);
}
