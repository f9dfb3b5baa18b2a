import {
	flag,
	int,
	many,
	nested,
	request,
	required,
	text,
	time,
	words,
	type Member,
} from '../memberTypes.mjs';

const policy: readonly Member[] = [
	flag('Active'),
	nested('Adjuster'),
	int('CompanyID'),
	...text('CompanyName', 'Copay', 'Deductible'),
	time('EffectiveEndDate'),
	time('EffectiveStartDate'),
	...text('ExternalID'),
	int('InsurancePolicyID'),
	nested('Insured'),
	...text('PlanAddressLine1', 'PlanAddressLine2', 'PlanCity', 'PlanCountry'),
	int('PlanID'),
	...text('PlanName', 'PlanState', 'PlanZipCode', 'PolicyGroupNumber', 'PolicyNotes'),
	...text('PolicyNumber'),
	int('Precedence'),
];

const caseMembers: readonly Member[] = [
	flag('Active'),
	nested('Authorizations'),
	...text('CaseDescription'),
	int('CaseID'),
	...text('CaseName'),
	nested('Condition'),
	nested('Dates'),
	...text('ExternalID', 'PayerScenario'),
	many('Policies', 'InsurancePolicyUpdateReq', ...policy),
	flag('SendPatientStatements'),
];

const alert: readonly Member[] = [
	...text('Message'),
	flag('ShowWhenDisplayingPatientDetails'),
	flag('ShowWhenEnteringEncounters'),
	flag('ShowWhenPostingPayments'),
	flag('ShowWhenPreparingPatientStatements'),
	flag('ShowWhenSchedulingAppointments'),
	flag('ShowWhenViewingClaimDetails'),
];

/**
 * A patient that is written (sheet 4.2, 4.3). Employer, guarantor, physicians, the standing location
 * and the insured are taken in their place and not kept: the sheet does not open them.
 */
const patient = (cases: Member, ...id: Member[]): Member =>
	nested(
		'Patient',
		...text('AddressLine1', 'AddressLine2'),
		nested('Alert', ...alert),
		cases,
		...text('City', 'CollectionCategoryName', 'Country'),
		time('DateofBirth'),
		nested('DefaultRenderingProvider', int('ProviderID')),
		nested('DefaultServiceLocation'),
		...text('EmailAddress', 'EmergencyName', 'EmergencyPhone', 'EmergencyPhoneExt'),
		nested('Employer'),
		int('ExternalVendorID'),
		...text('FirstName'),
		words('Gender', ['Female', 'Male', 'Unknown']),
		nested('Guarantor'),
		...text('HomePhone', 'HomePhoneExt', 'LastName'),
		words('MaritalStatus', ['A', 'D', 'I', 'L', 'M', 'P', 'S', 'T', 'W']),
		...text('MedicalRecordNumber', 'MiddleName', 'MobilePhone', 'MobilePhoneExt', 'Note'),
		...text('PatientExternalID'),
		...id,
		required(nested('Practice', ...text('ExternalID', 'PracticeID', 'PracticeName'))),
		...text('Prefix'),
		nested('PrimaryCarePhysician'),
		...text('ReferralSource'),
		nested('ReferringProvider'),
		...text('SocialSecurityNumber', 'State', 'Suffix', 'WorkPhone', 'WorkPhoneExt', 'ZipCode'),
	);

/** CreatePatient has no PatientID, and cases of a type of their own, which are not kept. */
export const patientTables = {
	CreatePatient: request(patient(nested('Cases'))),
	UpdatePatient: request(
		patient(many('Cases', 'PatientCaseUpdateReq', ...caseMembers), int('PatientID')),
	),
} as const;
