import type { InsuranceCase, Policy, Relationship } from '../people/person.mjs';
import { patientColumns, type PatientColumn } from './columns.mjs';
import { row } from './answers.mjs';
import { locations, practices, providers } from '../practice/directory.mjs';
import { flagText, usDate, usDateTime, usMidnight, usPhone } from './format.mjs';
import { fullName, type PracticePatient } from '../practice/records.mjs';
import type { Note } from './files.mjs';

type Values = Partial<Record<PatientColumn, string>>;

/** Letters in which reads tell the relationship to the insured (sheet 4.2). */
const letters: Record<Relationship, string> = { self: 'S', spouse: 'U', child: 'C', other: 'O' };

/** The flat columns of a policy. */
function flatPolicy(rank: 'Primary' | 'Secondary', policy: Policy | undefined): Values {
	if (!policy) return {};
	const name = `${rank}InsurancePolicy` as const;
	return {
		[`${name}CompanyID`]: String(policy.companyId),
		[`${name}CompanyName`]: policy.companyName,
		[`${name}Copay`]: policy.copay,
		[`${name}Deductible`]: policy.deductible,
		[`${name}EffectiveEndDate`]: usMidnight(policy.end),
		[`${name}EffectiveStartDate`]: usMidnight(policy.start),
		[`${name}GroupNumber`]: policy.groupNumber,
		[`${name}Number`]: policy.number,
		[`${name}PatientRelationshipToInsured`]: letters[policy.relationship],
		[`${name}PlanID`]: String(policy.planId),
		[`${name}PlanName`]: policy.planName,
	};
}

/** Whole years between a civil date and a moment. */
function age(birthDate: string | undefined, now: Date): string | undefined {
	if (birthDate === undefined) return undefined;
	const years = now.getUTCFullYear() - Number(birthDate.slice(0, 4));
	const before = now.toISOString().slice(5, 10) < birthDate.slice(5);
	return String(before ? years - 1 : years);
}

/** The newest four notes; the one that staff wrote long ago is the oldest (sheet 4.2). */
function noteValues({ person, createdAt }: PracticePatient, notes: readonly Note[]): Values {
	const old = person.note === undefined ? [] : [{ message: person.note, user: 'Front Desk' }];
	const all = [...notes, ...old.map((note) => ({ ...note, at: createdAt }))];
	return Object.fromEntries(
		all.slice(0, 4).flatMap(({ message, user, at }, index) => [
			[`MostRecentNote${index + 1}Date`, usDateTime(at)],
			[`MostRecentNote${index + 1}Message`, message],
			[`MostRecentNote${index + 1}User`, user],
		]),
	);
}

/** The simple columns of a patient; what was never filled in is absent. */
export function patientValues(
	patient: PracticePatient,
	now: Date,
	notes: readonly Note[] = [],
): Values {
	const { person, alert } = patient;
	const provider = providers.find(({ id }) => id === patient.providerId);
	const location = locations.find(({ id }) => id === patient.locationId);
	const practice = practices.find(({ id }) => id === patient.practiceId);
	// What staff typed in the user interface keeps its brackets; what came by the API has digits.
	const phone = (number?: string) => (patient.id % 3 === 0 ? usPhone(number) : number);
	const policies = person.cases.find((entry) => entry.primary)?.policies ?? [];
	const shown = alert && flagText(alert.show);
	return {
		Active: flagText(person.active),
		AddressLine1: person.address.line1,
		AddressLine2: person.address.line2,
		Adjustments: '0.0000',
		Age: age(person.birthDate, now),
		AlertMessage: alert?.message,
		AlertShowWhenDisplayingPatientDetails: shown,
		AlertShowWhenEnteringEncounters: shown,
		AlertShowWhenPostingPayments: shown,
		AlertShowWhenPreparingPatientStatements: shown,
		AlertShowWhenSchedulingAppointments: shown,
		AlertShowWhenViewingClaimDetails: shown,
		Charges: '120.0000',
		City: person.address.city,
		CollectionCategoryName: patient.collectionCategory ?? 'Current',
		Country: '',
		CreatedDate: usDateTime(patient.createdAt),
		DOB: usDate(person.birthDate),
		DefaultRenderingProviderFullName: provider && `${provider.firstName} ${provider.lastName}`,
		DefaultRenderingProviderId: provider && String(provider.id),
		DefaultServiceLocationId: location && String(location.id),
		DefaultServiceLocationName: location?.name,
		EmailAddress: person.email,
		EmergencyName: person.emergency?.name,
		EmergencyPhone: phone(person.emergency?.phone?.number),
		EmergencyPhoneExt: person.emergency?.phone?.extension,
		EmployerName: person.employer,
		EmploymentStatus: person.employmentStatus,
		FirstName: person.firstName,
		Gender: person.sex,
		GuarantorAddressLine1: person.guarantor?.address.line1,
		GuarantorAddressLine2: person.guarantor?.address.line2,
		GuarantorCity: person.guarantor?.address.city,
		GuarantorDifferentThanPatient: flagText(person.guarantor !== undefined),
		GuarantorFirstName: person.guarantor?.firstName,
		GuarantorLastName: person.guarantor?.lastName,
		GuarantorState: person.guarantor?.address.state,
		GuarantorZipCode: person.guarantor?.address.zip,
		HomePhone: phone(person.homePhone?.number),
		HomePhoneExt: person.homePhone?.extension,
		ID: String(patient.id),
		InsuranceBalance: '80.0000',
		InsurancePayments: '0.0000',
		LastAppointmentDate: usMidnight(person.lastVisit),
		LastEncounterDate: usMidnight(person.lastVisit),
		LastModifiedDate: usDateTime(patient.lastModifiedAt),
		LastName: person.lastName,
		MaritalStatus: person.maritalStatus,
		MedicalRecordNumber: person.chartNumber,
		MiddleName: person.middleName,
		MobilePhone: phone(person.mobilePhone?.number),
		MobilePhoneExt: person.mobilePhone?.extension,
		PatientBalance: '40.0000',
		PatientFullName: fullName(person),
		PatientPayments: '0.0000',
		PracticeId: practice && String(practice.id),
		PracticeName: practice?.name,
		Prefix: person.prefix,
		ReferralSource: person.referralSource,
		SSN: person.ssn,
		State: person.address.state,
		Suffix: person.suffix,
		TotalBalance: '120.0000',
		WorkPhone: phone(person.workPhone?.number),
		WorkPhoneExt: person.workPhone?.extension,
		ZipCode: person.address.zip,
		...noteValues(patient, notes),
		...flatPolicy('Primary', policies[0]),
		...flatPolicy('Secondary', policies[1]),
	};
}

const policyColumns = [
	'CompanyID',
	'CompanyName',
	'Copay',
	'Deductible',
	'EffectiveEndDate',
	'EffectiveStartDate',
	'GroupNumber',
	'InsurancePolicyID',
	'InsuredAddressLine1',
	'InsuredCity',
	'InsuredDateOfBirth',
	'InsuredFullName',
	'InsuredGender',
	'InsuredIDNumber',
	'InsuredNotes',
	'InsuredSocialSecurityNumber',
	'InsuredState',
	'InsuredZipCode',
	'Number',
	'PatientRelationshipToInsured',
	'PlanAddressLine1',
	'PlanCity',
	'PlanID',
	'PlanName',
	'PlanState',
	'PlanZipCode',
	'SyncWithEHR',
] as const;

function policyRow(policy: Policy): string {
	const { insured } = policy;
	return row(
		'PatientInsurancePolicyData',
		policyColumns,
		{
			CompanyID: String(policy.companyId),
			CompanyName: policy.companyName,
			Copay: policy.copay,
			Deductible: policy.deductible,
			EffectiveEndDate: usMidnight(policy.end),
			EffectiveStartDate: usMidnight(policy.start),
			GroupNumber: policy.groupNumber,
			InsurancePolicyID: String(policy.id),
			InsuredDateOfBirth: usMidnight(insured?.birthDate),
			InsuredFullName: insured && `${insured.firstName} ${insured.lastName}`,
			InsuredGender: insured?.sex,
			Number: policy.number,
			PatientRelationshipToInsured: letters[policy.relationship],
			PlanID: String(policy.planId),
			PlanName: policy.planName,
			SyncWithEHR: 'True',
		},
		{ insert: { before: 'CompanyID', xml: '<Authorizations/>' } },
	);
}

const caseColumns = [
	'Description',
	'IsPrimaryCase',
	'Name',
	'PatientCaseID',
	'PayerScenario',
	'ReferringProviderFullName',
	'ReferringProviderId',
	'SendPatientStatements',
] as const;

function caseRow(entry: InsuranceCase): string {
	const policies = entry.policies.map(policyRow).join('');
	return row(
		'PatientCaseData',
		caseColumns,
		{
			IsPrimaryCase: flagText(entry.primary),
			Name: entry.name,
			PatientCaseID: String(entry.id),
			PayerScenario: entry.payerScenario,
			SendPatientStatements: 'True',
		},
		{
			insert: {
				before: 'IsPrimaryCase',
				xml: `<InsurancePolicies>${policies}</InsurancePolicies>`,
			},
		},
	);
}

/**
 * A patient as XML. Only GetPatient tells cases with their policies; in lists `Cases` is nil.
 */
export function patientRow(
	rowName: string,
	patient: PracticePatient,
	now: Date,
	options: { wanted?: ReadonlySet<string>; withCases?: boolean; notes?: readonly Note[] } = {},
): string {
	const cases = options.withCases
		? `<Cases>${patient.person.cases.map(caseRow).join('')}</Cases>`
		: '<Cases i:nil="true"/>';
	return row(rowName, patientColumns, patientValues(patient, now, options.notes), {
		wanted: options.wanted,
		insert: { before: 'Charges', xml: cases },
	});
}
