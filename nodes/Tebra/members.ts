/**
 * The request types of Tebra's SOAP interface, each with its members in schema order (sheet 3.3
 * rule 1: the serializer drops a member that comes too late, without a word). Requests are built
 * from these tables and nothing else.
 */

import { appointmentRequests } from './appointmentMembers';
import { ledgerRequests } from './ledgerMembers';
import type { RequestType } from './memberTypes';
import { kareo, kareoNoSlash, listRequest } from './memberTypes';
import { patientRequests } from './patientMembers';

/** Sheet 3.1: order of the login in a RequestHeader. */
export const requestHeaderMembers = ['ClientVersion', 'CustomerKey', 'Password', 'User'] as const;
/** Sheet 3.1: GetCustomerIdFromKey has no RequestHeader. */
export const loginMembers = ['CustomerKey', 'Password', 'User'] as const;

/** Columns read from the list of patients (sheet 4.1): only what finds and dates the record. */
export const patientListColumns = [
	'ID',
	'LastEncounterDate',
	'LastModifiedDate',
	'PracticeId',
	'PracticeName',
] as const;

/** Columns read from GetProviders (sheet 4.6). */
export const providerColumns = [
	'Active',
	'Degree',
	'FirstName',
	'FullName',
	'ID',
	'LastName',
	'NationalProviderIdentifier',
	'PracticeID',
	'PracticeName',
	'SpecialtyName',
	'Type',
] as const;

/** Columns read from GetServiceLocations (sheet 4.6). */
export const locationColumns = [
	'AddressLine1',
	'AddressLine2',
	'City',
	'ID',
	'Name',
	'Phone',
	'PlaceOfService',
	'PracticeID',
	'PracticeName',
	'State',
	'ZipCode',
] as const;

/** Columns read from GetPractices (sheet 4.6). */
export const practiceColumns = ['Active', 'ID', 'NPI', 'PracticeName'] as const;

/** Sheet 4.1. */
const patientsFilter = [
	'CollectionCategoryName',
	'DefaultCasePayerScenario',
	'DefaultRenderingProviderFullName',
	'DefaultServiceLocationName',
	'FirstName',
	'FromCreatedDate',
	'FromDateOfBirth',
	'FromLastEncounterDate',
	'FromLastModifiedDate',
	'FullName',
	'Gender',
	'IsActive',
	'LastName',
	'MiddleName',
	'PracticeID',
	'PracticeName',
	'PrimaryCarePhysicianFullName',
	'PrimaryInsurancePolicyCompanyName',
	'PrimaryInsurancePolicyPlanName',
	'ReferralSource',
	'ReferringProviderFullName',
	'SSN',
	'SecondaryInsurancePolicyCompanyName',
	'SecondaryInsurancePolicyPlanName',
	'ToCreatedDate',
	'ToDateOfBirth',
	'ToLastEncounterDate',
	'ToLastModifiedDate',
] as const;

/** Every operation this pack can call, with the members it may send (sheet 3.3, 4). */
export const requestTypes = {
	GetCustomerIdFromKey: { login: 'members', members: [], namespace: kareo, effect: 'read' },
	GetPractices: listRequest(practiceColumns, [
		'Active',
		'FromCreatedDate',
		'FromLastModifiedDate',
		'ID',
		'NPI',
		'PracticeName',
		'TaxID',
		'ToCreatedDate',
		'ToLastModifiedDate',
	]),
	GetPatients: listRequest(patientListColumns, patientsFilter),
	GetPatient: {
		login: 'header',
		members: [{ name: 'Filter', members: ['ExternalID', 'ExternalVendorID', 'PatientID'] }],
		namespace: kareo,
		effect: 'read',
	},
	GetAllPatients: listRequest(patientListColumns, ['BatchSize', 'PracticeID', 'StartKey']),
	GetProviders: listRequest(providerColumns, [
		'DepartmentName',
		'FromCreatedDate',
		'FromLastModifiedDate',
		'FullName',
		'PracticeID',
		'PracticeName',
		'ToCreatedDate',
		'ToLastModifiedDate',
		'Type',
	]),
	GetServiceLocations: listRequest(
		locationColumns,
		[
			'FromCreatedDate',
			'FromLastModifiedDate',
			'ID',
			'PracticeID',
			'PracticeName',
			'ToCreatedDate',
			'ToLastModifiedDate',
		],
		kareoNoSlash,
	),
	GetExternalVendors: listRequest([], []),
	RegisterExternalVendor: {
		login: 'header',
		members: [{ name: 'ExternalVendor', members: ['ExternalVendorName'] }],
		namespace: kareo,
		effect: 'write',
	},
	UpdatePatientsExternalID: {
		login: 'header',
		members: [
			{
				name: 'Updates',
				members: [
					{
						name: 'UpdateBatch',
						members: [
							{
								name: 'PatientExternalIDSetting',
								members: ['externalID', 'externalVendorID', 'patientID', 'practiceID'],
								many: true,
							},
						],
					},
				],
			},
		],
		namespace: kareo,
		effect: 'write',
	},
	...patientRequests,
	...appointmentRequests,
	...ledgerRequests,
} as const satisfies Readonly<Record<string, RequestType>>;

/** Name of an operation, as Tebra's SOAPAction has it (sheet 3.1). */
export type TebraOperation = keyof typeof requestTypes;
