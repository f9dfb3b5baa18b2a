import { headedRequest, listRequest } from './memberTypes';

const four = (name: string): string[] => [1, 2, 3, 4].map((place) => `${name}${place}`);

/** Columns read from GetCharges, of about 190 (sheet 4.8). */
export const chargeColumns: readonly string[] = [
	'AppointmentID',
	...four('EncounterDiagnosisID'),
	'EncounterID',
	'ID',
	'InsuranceBalance',
	'LastModifiedDate',
	'PatientBalance',
	'PatientID',
	'PostingDate',
	'PracticeID',
	'PracticeName',
	'ProcedureCode',
	...four('ProcedureModifier'),
	'ProcedureName',
	'ServiceStartDate',
	'Status',
	'TotalCharges',
	'Units',
];

/** Columns read from GetPayments; there is no PatientID (sheet 4.8). */
export const paymentColumns = [
	'Amount',
	'AppointmentID',
	'ID',
	'PayerType',
	'PaymentMethod',
	'PostDate',
	'PracticeId',
	'ReferenceNumber',
	'Refunds',
	'Unapplied',
] as const;

/** Columns read from GetTransactions (sheet 4.8). */
export const transactionColumns = [
	'Amount',
	'ID',
	'PatientID',
	'PayerType',
	'PostingDate',
	'PracticeName',
	'Type',
] as const;

/** Columns read from GetEncounterDetails (sheet 4.7): the head of an encounter. */
export const encounterColumns = [
	'AppointmentID',
	'EncounterID',
	'EncounterStatus',
	'LastModifiedDate',
	'PatientID',
	'PracticeID',
	'RenderingProviderID',
	'ServiceEndDate',
	'ServiceLocationID',
	'ServiceStartDate',
] as const;

const chargesFilter = [
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
] as const;

const paymentsFilter = [
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
] as const;

const transactionsFilter = [
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
] as const;

/** Requests about charges, payments, encounters and documents (sheet 4.7, 4.8, 4.9). */
export const ledgerRequests = {
	GetCharges: listRequest(chargeColumns, chargesFilter),
	GetPayments: listRequest(paymentColumns, paymentsFilter),
	GetTransactions: listRequest(transactionColumns, transactionsFilter),
	GetEncounterDetails: {
		...listRequest(encounterColumns, []),
		members: [
			{ name: 'Fields', members: encounterColumns },
			{
				name: 'Filter',
				members: ['EncounterID', { name: 'Practice', members: ['PracticeID', 'PracticeName'] }],
			},
		],
	},
	CreateDocument: headedRequest('write', {
		name: 'DocumentToCreate',
		members: [
			'DocumentDate',
			'DocumentNotes',
			'FileContent',
			'FileName',
			'Label',
			'Name',
			'PatientId',
			'PracticeId',
			'Status',
		],
	}),
} as const;
