/**
 * Tebra's request types, typed anew from the vendor fact sheet (sections 3.1, 3.3, 4.1, 4.2, 4.6)
 * and from nothing else: no file of this table imports one of the node's, so that a mistake in the
 * node's own tables cannot hide here.
 */

import { clinicSequences } from './tebra.clinic.members';
import { ledgerSequences } from './tebra.ledger.members';
import { patientSequences } from './tebra.patient.members';
import type { Sequences } from './tebra.schema';
import { header, noSlash, slash } from './tebra.schema';

export const sequences: Sequences = {
	GetCustomerIdFromKey: { namespace: slash, sequence: ['CustomerKey', 'Password', 'User'] },
	GetPatient: {
		namespace: slash,
		sequence: [header, ['Filter', ['ExternalID', 'ExternalVendorID', 'PatientID']]],
	},
	GetPatients: {
		namespace: slash,
		sequence: [
			header,
			['Fields', ['ID', 'LastEncounterDate', 'LastModifiedDate', 'PracticeId', 'PracticeName']],
			[
				'Filter',
				[
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
				],
			],
		],
	},
	GetAllPatients: {
		namespace: slash,
		sequence: [
			header,
			['Fields', ['ID', 'LastEncounterDate', 'LastModifiedDate', 'PracticeId', 'PracticeName']],
			['Filter', ['BatchSize', 'PracticeID', 'StartKey']],
		],
	},
	GetPractices: {
		namespace: slash,
		sequence: [
			header,
			['Fields', ['Active', 'ID', 'NPI', 'PracticeName']],
			[
				'Filter',
				[
					'Active',
					'FromCreatedDate',
					'FromLastModifiedDate',
					'ID',
					'NPI',
					'PracticeName',
					'TaxID',
					'ToCreatedDate',
					'ToLastModifiedDate',
				],
			],
		],
	},
	GetProviders: {
		namespace: slash,
		sequence: [
			header,
			[
				'Fields',
				[
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
				],
			],
			[
				'Filter',
				[
					'DepartmentName',
					'FromCreatedDate',
					'FromLastModifiedDate',
					'FullName',
					'PracticeID',
					'PracticeName',
					'ToCreatedDate',
					'ToLastModifiedDate',
					'Type',
				],
			],
		],
	},
	GetServiceLocations: {
		namespace: noSlash,
		sequence: [
			header,
			[
				'Fields',
				[
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
				],
			],
			[
				'Filter',
				[
					'FromCreatedDate',
					'FromLastModifiedDate',
					'ID',
					'PracticeID',
					'PracticeName',
					'ToCreatedDate',
					'ToLastModifiedDate',
				],
			],
		],
	},
	GetExternalVendors: {
		namespace: slash,
		sequence: [header, ['Fields', []], ['Filter', []]],
	},
	RegisterExternalVendor: {
		namespace: slash,
		sequence: [header, ['ExternalVendor', ['ExternalVendorName']]],
	},
	UpdatePatientsExternalID: {
		namespace: slash,
		sequence: [
			header,
			[
				'Updates',
				[
					[
						'UpdateBatch',
						[
							[
								'PatientExternalIDSetting',
								['externalID', 'externalVendorID', 'patientID', 'practiceID'],
							],
						],
					],
				],
			],
		],
	},
	...clinicSequences,
	...patientSequences,
	...ledgerSequences,
};

/** The login of the test's credential, as it must stand in every request (all synthetic). */
export const login: ReadonlyArray<readonly [string, string]> = [
	['RequestHeader/ClientVersion', 'contract-test'],
	['RequestHeader/CustomerKey', 'ck-<1>&"2"'],
	['RequestHeader/Password', 'p&ss<w>\'"d'],
	['RequestHeader/User', 'api@oak-clinic.example'],
];

/** The credential of that login, with its practice. */
export const access = {
	customerKey: login[1][1],
	user: login[3][1],
	password: login[2][1],
	clientVersion: login[0][1],
	practiceName: 'Oak & Elm',
	practiceId: '1',
};
