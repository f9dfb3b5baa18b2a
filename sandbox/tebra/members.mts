import { locationColumns, patientColumns, practiceColumns, providerColumns } from './columns.mjs';
import { appointmentTables } from './members/appointments.mjs';
import { documentTables } from './members/documents.mjs';
import { ledgerTables } from './members/ledger.mjs';
import { patientTables } from './members/patientWrite.mjs';
import {
	fields,
	int,
	list,
	many,
	nested,
	request,
	table,
	text,
	type MemberTable,
} from './memberTypes.mjs';
import { KAREO_NO_SLASH } from './names.mjs';

/** Sheet 4.1. `IsActive` was added after 2023. */
const getPatients = list(
	patientColumns,
	text(
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
	),
);

/** Sheet 4.1: Filter only, no Fields. */
const getPatient = request(
	nested('Filter', ...text('ExternalID'), int('ExternalVendorID'), int('PatientID')),
);

/** Sheet 4.1 tells only the filter; `Fields` is taken when it comes, in its place. */
const getAllPatients = request(
	fields(patientColumns),
	nested('Filter', int('BatchSize'), int('PracticeID'), int('StartKey')),
);

const getPractices = list(
	practiceColumns,
	text(
		'Active',
		'FromCreatedDate',
		'FromLastModifiedDate',
		'ID',
		'NPI',
		'PracticeName',
		'TaxID',
		'ToCreatedDate',
		'ToLastModifiedDate',
	),
);

const getProviders = list(
	providerColumns,
	text(
		'DepartmentName',
		'FromCreatedDate',
		'FromLastModifiedDate',
		'FullName',
		'PracticeID',
		'PracticeName',
		'ToCreatedDate',
		'ToLastModifiedDate',
		'Type',
	),
);

/** Sheet 3.3 rule 4: these members are in the namespace without the slash. */
const getServiceLocations = list(
	locationColumns,
	text(
		'FromCreatedDate',
		'FromLastModifiedDate',
		'ID',
		'PracticeID',
		'PracticeName',
		'ToCreatedDate',
		'ToLastModifiedDate',
	),
	KAREO_NO_SLASH,
);

/** Sheet 3.1: does not extend RequestBase. */
const getCustomerIdFromKey = table(text('CustomerKey', 'Password', 'User'));

const registerExternalVendor = request(nested('ExternalVendor', ...text('ExternalVendorName')));

/** Sheet 4.2: these names begin with small letters. */
const updatePatientsExternalId = request(
	nested(
		'Updates',
		many(
			'UpdateBatch',
			'PatientExternalIDSetting',
			...text('externalID'),
			int('externalVendorID'),
			int('patientID'),
			int('practiceID'),
		),
	),
);

const headerOnly = request();

/** Request type per operation that this account may call. */
export const requestTables = {
	GetPatients: getPatients,
	GetPatient: getPatient,
	GetAllPatients: getAllPatients,
	GetPractices: getPractices,
	GetProviders: getProviders,
	GetServiceLocations: getServiceLocations,
	GetCustomerIdFromKey: getCustomerIdFromKey,
	GetThrottles: headerOnly,
	GetExternalVendors: headerOnly,
	RegisterExternalVendor: registerExternalVendor,
	UpdatePatientsExternalID: updatePatientsExternalId,
	...appointmentTables,
	...ledgerTables,
	...patientTables,
	...documentTables,
} as const satisfies Record<string, MemberTable>;

export type ServedOperation = keyof typeof requestTables;

/** The other operations of the live service (sheet 1): this account lacks the right for them. */
export const refusedOperations = ['UpdatePrimaryPatientCase', 'GetProcedureCodes'] as const;

/** Their request as far as the login is read from it. */
export const refusedRequestTable = headerOnly;

/** Sheet 3.3 rule 3: the body parameter is `request`, of UpdatePatient alone `UpdatePatientReq`. */
export function parameterName(operation: string): string {
	return operation === 'UpdatePatient' ? 'UpdatePatientReq' : 'request';
}
