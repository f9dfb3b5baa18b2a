import { locationColumns, patientColumns, practiceColumns, providerColumns } from './columns.mjs';
import { KAREO, KAREO_NO_SLASH } from './names.mjs';

/** How a member's text is read. */
export type Simple = 'string' | 'int' | 'boolean';

/** One member of a type: its element, its content, and whether it must be there. */
export interface Member {
	readonly name: string;
	readonly type: Simple | MemberTable;
	readonly required?: boolean;
	/** The element may come any number of times (an array's only member). */
	readonly many?: boolean;
	/** Namespace of the element when it differs from the table's. */
	readonly namespace?: string;
}

/** The members of one type in the order in which the serializer reads them. */
export interface MemberTable {
	readonly namespace: string;
	readonly members: readonly Member[];
}

function table(members: readonly Member[], namespace: string = KAREO): MemberTable {
	return { namespace, members };
}

const text = (...names: string[]): Member[] => names.map((name) => ({ name, type: 'string' }));
const int = (name: string): Member => ({ name, type: 'int' });
const toggles = (names: readonly string[], namespace?: string): MemberTable =>
	table(
		names.map((name) => ({ name, type: 'boolean' })),
		namespace,
	);

/** Sheet 3.1: ClientVersion (optional), CustomerKey, Password, User. */
const requestHeader: Member = {
	name: 'RequestHeader',
	type: table(text('ClientVersion', 'CustomerKey', 'Password', 'User')),
};

/** Sheet 3.3 rule 5: RequestHeader (inherited, so first), Fields (required), Filter. */
function list(
	columns: readonly string[],
	filter: readonly Member[],
	namespace = KAREO,
): MemberTable {
	return table([
		requestHeader,
		{ name: 'Fields', type: toggles(columns, namespace), required: true, namespace },
		{ name: 'Filter', type: table(filter, namespace), namespace },
	]);
}

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
const getPatient = table([
	requestHeader,
	{
		name: 'Filter',
		type: table([...text('ExternalID'), int('ExternalVendorID'), int('PatientID')]),
	},
]);

/** Sheet 4.1 tells only the filter; `Fields` is taken when it comes, in its place. */
const getAllPatients = table([
	requestHeader,
	{ name: 'Fields', type: toggles(patientColumns) },
	{ name: 'Filter', type: table([int('BatchSize'), int('PracticeID'), int('StartKey')]) },
]);

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

const registerExternalVendor = table([
	requestHeader,
	{ name: 'ExternalVendor', type: table(text('ExternalVendorName')) },
]);

/** Sheet 4.2: these names begin with small letters. */
const patientExternalIdSetting = table([
	...text('externalID'),
	int('externalVendorID'),
	int('patientID'),
	int('practiceID'),
]);

const updatePatientsExternalId = table([
	requestHeader,
	{
		name: 'Updates',
		type: table([
			{
				name: 'UpdateBatch',
				type: table([
					{ name: 'PatientExternalIDSetting', type: patientExternalIdSetting, many: true },
				]),
			},
		]),
	},
]);

const headerOnly = table([requestHeader]);

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
} as const satisfies Record<string, MemberTable>;

export type ServedOperation = keyof typeof requestTables;

/** The other operations of the live service (sheet 1): this account lacks the right for them. */
export const refusedOperations = [
	'CreatePatient',
	'UpdatePatient',
	'UpdatePrimaryPatientCase',
	'GetAppointment',
	'GetAppointments',
	'CreateAppointment',
	'UpdateAppointment',
	'UpdateAppointmentStatus',
	'DeleteAppointment',
	'GetAppointmentReasons',
	'CreateAppointmentReason',
	'GetEncounterDetails',
	'CreateEncounter',
	'UpdateEncounterStatus',
	'GetCharges',
	'GetPayments',
	'CreatePayment',
	'GetTransactions',
	'GetProcedureCodes',
	'CreateDocument',
	'DeleteDocument',
] as const;

/** Their request as far as the login is read from it. */
export const refusedRequestTable = headerOnly;

/** Sheet 3.3 rule 3: the body parameter is `request`, of UpdatePatient alone `UpdatePatientReq`. */
export function parameterName(operation: string): string {
	return operation === 'UpdatePatient' ? 'UpdatePatientReq' : 'request';
}
