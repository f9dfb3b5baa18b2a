import { z } from 'zod';

import type { Patient } from '../../../lib/canonical/patient';
import { meaningOf } from '../../../lib/profile/codes';
import { parseCivilDate } from '../../../lib/values/civilDate';
import { parseWire } from '../../common/parseWire';
import type { PracticeScope } from '../../common/practice/port';
import type { SecondRecord } from '../../common/practice/records';
import type { GreenwaySettings } from '../../../lib/profile/systems/greenway';
import { gapiId, gapiText } from '../gapi';
import { msCivilDate } from '../msDate';
import type { GapiPerson } from '../secondPatient';
import { chartNumberOf, toSecondRecord } from '../secondPatient';
import type { IntergySession } from './session';

const listSchema = z.object({
	PatientList: z.array(z.object({ PatientID: gapiId, PatientNumber: gapiText })).nullish(),
});
const textMembers = z.record(z.unknown());
const summarySchema = z.object({ PersonDetails: textMembers.nullish() });

/** Names a member may have: the public client does not show them (sheet 4.3). */
const candidates = {
	number: ['PatientNumber'],
	givenName: ['FirstName', 'Firstname'],
	middleName: ['MiddleName', 'MiddleInitial'],
	familyName: ['LastName'],
	birthDate: ['DateOfBirth', 'BirthDate'],
	sex: ['Gender', 'Sex'],
	email: ['Email', 'EmailAddress'],
	mobile: ['CellPhone', 'MobilePhone'],
	home: ['HomePhone'],
	work: ['WorkPhone'],
	line1: ['Address1', 'AddressLine1', 'Street'],
	line2: ['Address2', 'AddressLine2'],
	city: ['City'],
	region: ['State'],
	postalCode: ['ZipCode', 'PostalCode', 'Zip'],
} as const;

/** The records of Intergy's GAPI under the number that FHIR tells of a patient (sheet 4.3). */
export async function findIntergyPatients(
	session: IntergySession,
	patient: Patient,
	scope: PracticeScope,
	{ operations }: GreenwaySettings['intergy'],
): Promise<SecondRecord[]> {
	const number = chartNumberOf(patient);
	if (number === undefined) return [];
	const facts = { system: scope.system, operation: operations.search };
	const answer = await session.call({
		operation: operations.search,
		effect: 'read',
		members: { PatientNumber: number },
	});
	const rows = parseWire(listSchema, answer, facts).PatientList ?? [];
	const records: SecondRecord[] = [];
	for (const { PatientID, PatientNumber } of rows) {
		if (PatientID === undefined) continue;
		const summary = parseWire(
			summarySchema,
			await session.call({
				operation: operations.summary,
				effect: 'read',
				members: { PatientID: /^\d{1,15}$/.test(PatientID) ? Number(PatientID) : PatientID },
			}),
			{ ...facts, operation: operations.summary },
		);
		if (!summary.PersonDetails) continue;
		const person = toPerson(PatientID, summary.PersonDetails, scope);
		records.push(toSecondRecord({ ...person, number: person.number ?? PatientNumber }, scope));
	}
	return records;
}

function toPerson(
	id: string,
	details: Readonly<Record<string, unknown>>,
	{ profile }: PracticeScope,
): GapiPerson {
	const address = textMembers.safeParse(details.Address);
	const place = address.success ? address.data : {};
	const text = (
		name: keyof typeof candidates,
		from: Readonly<Record<string, unknown>> = details,
	) => {
		const told = candidates[name].map((member) => gapiText.safeParse(from[member]));
		return told.map((entry) => entry.data).find((value) => value !== undefined && value !== '');
	};
	const born = text('birthDate');
	return {
		gapiId: id,
		number: text('number'),
		givenName: text('givenName'),
		middleName: text('middleName'),
		familyName: text('familyName'),
		birthDate: msCivilDate(born) ?? parseCivilDate(born),
		sex: meaningOf(profile.codes.gender, text('sex')),
		email: text('email'),
		phones: { mobile: text('mobile'), home: text('home'), work: text('work') },
		address: {
			line1: text('line1', place),
			line2: text('line2', place),
			city: text('city', place),
			region: text('region', place),
			postalCode: text('postalCode', place),
		},
	};
}
