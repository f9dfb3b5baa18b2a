import { civilDate } from '../people/dates.mjs';
import type { Person, PhoneNumber, Sex } from '../people/person.mjs';
import { providers } from '../practice/directory.mjs';
import type { PracticePatient } from '../practice/records.mjs';
import { applyCases } from './caseEdit.mjs';
import type { Read } from './deserialize.mjs';
import { numberOf, part } from './operations/types.mjs';

const phoneMembers = ['EmergencyPhone', 'HomePhone', 'MobilePhone', 'WorkPhone'] as const;

/** Whether every telephone that is written has ten digits; others are suspected to fault (4.2). */
export function hasGoodPhones(asked: Read): boolean {
	return phoneMembers.every((name) => {
		const value = asked[name];
		return typeof value !== 'string' || value === '' || /^\d{10}$/.test(value);
	});
}

/** Calls `set` when a text member came; an empty one blanks, an absent or nil one changes nothing. */
function onText(asked: Read, name: string, set: (value: string | undefined) => void): void {
	const value = asked[name];
	if (typeof value === 'string') set(value === '' ? undefined : value);
}

const texts: Readonly<Record<string, (person: Person, value: string | undefined) => void>> = {
	AddressLine1: ({ address }, value) => (address.line1 = value),
	AddressLine2: ({ address }, value) => (address.line2 = value),
	City: ({ address }, value) => (address.city = value),
	State: ({ address }, value) => (address.state = value),
	ZipCode: ({ address }, value) => (address.zip = value),
	EmailAddress: (person, value) => (person.email = value),
	FirstName: (person, value) => (person.firstName = value ?? ''),
	MiddleName: (person, value) => (person.middleName = value),
	LastName: (person, value) => (person.lastName = value ?? ''),
	Prefix: (person, value) => (person.prefix = value),
	Suffix: (person, value) => (person.suffix = value),
	MaritalStatus: (person, value) => (person.maritalStatus = value),
	MedicalRecordNumber: (person, value) => (person.chartNumber = value),
	ReferralSource: (person, value) => (person.referralSource = value),
	SocialSecurityNumber: (person, value) => (person.ssn = value),
	EmergencyName: (person, value) => {
		person.emergency = value === undefined ? undefined : { ...person.emergency, name: value };
	},
};

/** A telephone after a write: a number and an extension come in members of their own. */
function phoneAfter(asked: Read, name: string, before: PhoneNumber | undefined) {
	let after = before;
	onText(asked, name, (value) => {
		after = value === undefined ? undefined : { ...before, number: value };
	});
	onText(asked, `${name}Ext`, (value) => {
		if (after) after = { ...after, extension: value };
	});
	return after;
}

/** One alert per patient: what is written stands in place of what staff wrote (sheet 4.2). */
function applyAlert(asked: Read, patient: PracticePatient): void {
	const alert = part(asked, 'Alert');
	if (!alert) return;
	const { Message: message } = alert;
	if (typeof message !== 'string' || message === '') delete patient.alert;
	else patient.alert = { message, show: alert.ShowWhenDisplayingPatientDetails === true };
}

/**
 * Writes the members that came into a patient and leaves the others alone (sheet 4.2). Answers the
 * message of the error when a case or policy is not the patient's; then nothing was changed.
 */
export function editPatient(asked: Read, patient: PracticePatient): string | undefined {
	const { person } = patient;
	const complaint = applyCases(asked, patient);
	if (complaint !== undefined) return complaint;
	for (const [name, set] of Object.entries(texts)) {
		onText(asked, name, (value) => set(person, value));
	}
	onText(asked, 'CollectionCategoryName', (value) => (patient.collectionCategory = value));
	if (typeof asked.Gender === 'string') person.sex = asked.Gender as Sex;
	const born = numberOf(asked, 'DateofBirth');
	if (born !== undefined) person.birthDate = civilDate(born);
	person.homePhone = phoneAfter(asked, 'HomePhone', person.homePhone);
	person.mobilePhone = phoneAfter(asked, 'MobilePhone', person.mobilePhone);
	person.workPhone = phoneAfter(asked, 'WorkPhone', person.workPhone);
	if (person.emergency) {
		person.emergency.phone = phoneAfter(asked, 'EmergencyPhone', person.emergency.phone);
	}
	const provider = numberOf(part(asked, 'DefaultRenderingProvider') ?? {}, 'ProviderID');
	if (providers.some(({ id }) => id === provider)) patient.providerId = provider!;
	applyAlert(asked, patient);
	return undefined;
}
