import type { PhoneNumber, Policy, PostalAddress, Relationship } from '../people/person.mjs';
import type { PracticePatient } from '../practice/records.mjs';

/** The engine's side of HL7 v2, written on its own: the pack's codec has to agree with it on the wire. */

/** Puts separators and line ends of a text into escapes. */
export function escaped(text: string | undefined): string {
	return (text ?? '')
		.replaceAll('\\', '\\E\\')
		.replaceAll('|', '\\F\\')
		.replaceAll('^', '\\S\\')
		.replaceAll('&', '\\T\\')
		.replaceAll('~', '\\R\\')
		.replaceAll('\r', '\\X0D\\')
		.replaceAll('\n', '\\.br\\');
}

/** Fields of a segment in their order; each is already in its escaped form. */
export function segment(name: string, ...fields: readonly string[]): string {
	return [name, ...fields].join('|').replace(/\|+$/, '');
}

/** A text of components. */
export function components(...parts: ReadonlyArray<string | undefined>): string {
	return parts.map(escaped).join('^').replace(/\^+$/, '');
}

/** A civil date as HL7 writes it, `YYYYMMDD`; empty when there is none. */
export function compactDate(date: string | undefined): string {
	return (date ?? '').replaceAll('-', '');
}

/** The number that staff know a patient by, and that PID-3 carries. */
export function patientNumber(record: number): string {
	return String(100_000 + record);
}

/** Record of such a number; undefined when it is none. */
export function recordOfNumber(number: string): number | undefined {
	return /^1\d{5,6}$/.test(number) ? Number(number) - 100_000 : undefined;
}

/** A patient's number as PID-3 has it, with authority and type. */
export function identifier(record: number): string {
	return components(patientNumber(record), '', '', 'OAKPM', 'PI');
}

function address({ line1, line2, city, state, zip }: PostalAddress): string {
	return line1 === undefined && city === undefined
		? ''
		: components(line1, line2, city, state, zip, 'USA', 'H');
}

function phone(number: PhoneNumber | undefined, use: string, equipment: string): string {
	if (number === undefined) return '';
	const isPlain = /^\d{10}$/.test(number.number);
	return isPlain
		? components(
				'',
				use,
				equipment,
				'',
				'1',
				number.number.slice(0, 3),
				number.number.slice(3),
				number.extension,
			)
		: components(number.number, use, equipment);
}

const sexes = { Female: 'F', Male: 'M', Unknown: 'U' } as const;

/** PID of a patient, with the chart number and, as many systems do, the social security number. */
export function pid({ id, person }: PracticePatient): string {
	const numbers = [
		identifier(id),
		person.chartNumber && components(person.chartNumber, '', '', 'OAKEMR', 'MR'),
		person.ssn && components(person.ssn, '', '', 'SSA', 'SS'),
	];
	const home = [
		phone(person.homePhone, 'PRN', 'PH'),
		phone(person.mobilePhone, 'PRN', 'CP'),
		person.email ? components('', 'NET', 'Internet', person.email) : '',
	];
	const filled = (list: ReadonlyArray<string | undefined>) => list.filter(Boolean).join('~');
	const { lastName, firstName, middleName, suffix } = person;
	return segment(
		'PID',
		'1',
		'',
		filled(numbers),
		'',
		components(lastName, firstName, middleName, suffix, '', '', 'L'),
		'',
		compactDate(person.birthDate),
		sexes[person.sex],
		...['', ''],
		address(person.address),
		'',
		filled(home),
		phone(person.workPhone, 'WPN', 'PH'),
		...['', '', '', ''],
		escaped(person.ssn),
	);
}

/** PD1: the provider, and the protection indicator of patients whom the practice keeps to itself. */
export function pd1({ providerId, alert, collectionCategory }: PracticePatient): string {
	const isProtected =
		/do not share|confidential/i.test(alert?.message ?? '') ||
		/^confidential/i.test(collectionCategory ?? '');
	const fields = [
		'',
		'',
		'',
		String(providerId),
		'',
		'',
		'',
		'',
		'',
		'',
		'',
		isProtected ? 'Y' : 'N',
	];
	return segment('PD1', ...fields);
}

/** Whom to call in an emergency; no segment when nobody is on file. */
export function nk1({ person: { emergency } }: PracticePatient): string[] {
	if (emergency === undefined) return [];
	const [given = '', ...family] = emergency.name.split(' ');
	const contact = phone(emergency.phone, 'PRN', 'PH');
	return [segment('NK1', '1', components(family.join(' '), given), '', '', contact, '', 'C')];
}

/** The visit segment: an outpatient at the patient's location, with the last visit in PV1-44. */
export function pv1({ locationId, person }: PracticePatient): string {
	const fields = Array.from({ length: 44 }, () => '');
	fields[0] = '1';
	fields[1] = 'O';
	fields[2] = components('', '', '', String(locationId));
	fields[43] = compactDate(person.lastVisit);
	return segment('PV1', ...fields);
}

const relations: Record<Relationship, string> = {
	self: 'SEL',
	spouse: 'SPO',
	child: 'CHD',
	other: 'OTH',
};

/** IN1 per policy of the first case, in the order of benefits. */
export function in1({ person }: PracticePatient): string[] {
	const policies = person.cases[0]?.policies ?? [];
	return policies.map((policy, index) => insurance(policy, index + 1));
}

function insurance(policy: Policy, order: number): string {
	const fields = Array.from({ length: 49 }, () => '');
	fields[0] = String(order);
	fields[1] = components(String(policy.planId), policy.planName);
	fields[2] = String(policy.companyId);
	fields[3] = escaped(policy.companyName);
	fields[7] = escaped(policy.groupNumber);
	fields[11] = compactDate(policy.start);
	fields[12] = compactDate(policy.end);
	fields[15] = components(policy.insured?.lastName, policy.insured?.firstName);
	fields[16] = relations[policy.relationship];
	fields[17] = compactDate(policy.insured?.birthDate);
	fields[21] = String(order);
	fields[35] = escaped(policy.number);
	return segment('IN1', ...fields);
}
