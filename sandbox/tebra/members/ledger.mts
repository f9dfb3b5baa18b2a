import {
	chargeColumns,
	encounterColumns,
	paymentColumns,
	transactionColumns,
} from '../columns/ledger.mjs';
import {
	int,
	list,
	many,
	nested,
	request,
	required,
	text,
	time,
	words,
	type Member,
} from '../memberTypes.mjs';
import { encounterStatuses } from '../words.mjs';

const practice = nested('Practice', ...text('PracticeID', 'PracticeName'));

const getCharges = list(
	chargeColumns,
	text(
		'BatchNumber',
		'BilledTo',
		'CasePayerScenario',
		'DiagnosisCode',
		'EncounterStatus',
		'FromCreatedDate',
		'FromLastModifiedDate',
		'FromPostingDate',
		'FromServiceDate',
		'IncludeUnapprovedCharges',
		'PatientName',
		'PracticeName',
		'ProcedureCode',
		'ReferringProviderFullName',
		'RenderingProviderFullName',
		'SchedulingProviderFullName',
		'ServiceLocationName',
		'Status',
		'ToCreatedDate',
		'ToLastModifiedDate',
		'ToPostingDate',
		'ToServiceDate',
	),
);

const getPayments = list(
	paymentColumns,
	text(
		'Amount',
		'AppointmentID',
		'BatchNumber',
		'FromCreatedDate',
		'FromLastModifiedDate',
		'FromPostDate',
		'ID',
		'PayerName',
		'PayerType',
		'PracticeID',
		'PracticeName',
		'ReferenceNumber',
		'ToCreatedDate',
		'ToLastModifiedDate',
		'ToPostDate',
	),
);

/** `ClaimID` was added in 2024. */
const getTransactions = list(
	transactionColumns,
	text(
		'ClaimID',
		'FromLastModifiedDate',
		'FromPostingDate',
		'FromServiceDate',
		'FromTransactionDate',
		'InsuranceOrder',
		'PayerType',
		'PracticeName',
		'ProcedureCode',
		'ToLastModifiedDate',
		'ToPostingDate',
		'ToServiceDate',
		'ToTransactionDate',
		'Type',
	),
);

/** A payment within a payment; everything is text (sheet 4.8). */
const createPayment = request(
	nested(
		'Payment',
		...text('AjudicationDate'),
		nested('Appointment', ...text('AppointmentID')),
		...text('BatchNumber'),
		nested('Insurance', ...text('CompanyPlanID', 'CompanyPlanName')),
		...text('Other'),
		nested(
			'Patient',
			...text('FirstName', 'LastName', 'MiddleName', 'PatientID', 'Prefix', 'Suffix'),
		),
		...text('PayerType'),
		nested('Payment', ...text('AmountPaid', 'PaymentMethod', 'ReferenceNumber')),
		...text('PostDate'),
		practice,
	),
);

const provider = (name: string): Member => nested(name, int('ProviderID'));

const serviceLine: readonly Member[] = [
	...text('AltDiagnosisCode1', 'AltDiagnosisCode2', 'AltDiagnosisCode3', 'AltDiagnosisCode4'),
	...text('DiagnosisCode1', 'DiagnosisCode2', 'DiagnosisCode3', 'DiagnosisCode4'),
	...text('ExternalID', 'LineNote'),
	int('Minutes'),
	...text('ProcedureCode'),
	...text('ProcedureModifier1', 'ProcedureModifier2', 'ProcedureModifier3', 'ProcedureModifier4'),
	...text('RefCode'),
	time('ServiceEndDate'),
	time('ServiceStartDate'),
	...text('TypeofService', 'UnitCharge', 'Units'),
];

/** Sheet 4.7; what the sheet does not open is read by its id alone. */
const createEncounter = request(
	nested(
		'Encounter',
		nested('Appointment', int('AppointmentID')),
		provider('AssistantProvider'),
		...text('AuthorizationNumber', 'BatchNumber', 'BusinessOfficeNotes'),
		nested('Case', int('CaseID'), ...text('CaseName', 'CasePayerScenario', 'ExternalID')),
		...text('EncounterExternalID'),
		words('EncounterStatus', encounterStatuses),
		int('ExternalVendorID'),
		nested('Hospitalization'),
		...text('MedicalOfficeNotes'),
		nested('Miscellaneous'),
		nested('OrphanDiagnosisCodes'),
		nested('Patient', int('PatientID')),
		nested(
			'Payment',
			...text('AmountPaid', 'Category', 'Description', 'PaymentMethod', 'ReferenceNumber'),
		),
		nested('PlaceOfService'),
		time('PostDate'),
		practice,
		provider('ReferringProvider'),
		provider('RenderingProvider'),
		provider('SchedulingProvider'),
		time('ServiceEndDate'),
		many('ServiceLines', 'ServiceLineReq', ...serviceLine),
		nested('ServiceLocation', int('LocationID'), ...text('LocationName')),
		time('ServiceStartDate'),
		provider('SupervisingProvider'),
	),
);

/** Requests about encounters, charges and payments (sheet 4.7, 4.8). */
export const ledgerTables = {
	GetCharges: getCharges,
	GetPayments: getPayments,
	GetTransactions: getTransactions,
	GetEncounterDetails: list(encounterColumns, [required(text('EncounterID')[0]), practice]),
	CreatePayment: createPayment,
	CreateEncounter: createEncounter,
	UpdateEncounterStatus: request(
		nested('EncounterUpdateStatus', int('EncounterID'), ...text('EncounterStatus'), practice),
	),
} as const;
