/**
 * Every call of the Enterprise API that this pack may make, typed anew from the vendor sheet: method,
 * route below the base address with `{id}` for what names a record, query names allowed, names of the
 * body, and where the sheet says so.
 */
export interface RouteRow {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
	readonly route: string;
	readonly query?: readonly string[];
	/** Exactly these, in PascalCase where the sheet writes it so; absent = no body. */
	readonly body?: readonly string[];
	/** May be there or not. */
	readonly optionalBody?: readonly string[];
	/** Lists that need no session (sheet 3). */
	readonly withoutSession?: true;
	readonly sheet: string;
}

const list = ['$filter', '$orderby', '$top'] as const;
const overrides = [
	'AllowDoubleBooking',
	'AllowCategoryConflictOverride',
	'ConflictOverrideOnLogin',
	'AllowEventLocationOverride',
] as const;
const timeAndPlace = ['EventId', 'LocationId', 'ResourceIds', 'AppointmentDate', 'DurationMinutes'];

export const routes: readonly RouteRow[] = [
	{
		method: 'PUT',
		route: '/users/me/login-defaults',
		body: ['enterpriseId', 'practiceId'],
		withoutSession: true,
		sheet: '3',
	},
	{ method: 'GET', route: '/core/version', withoutSession: true, sheet: '2' },
	{ method: 'GET', route: '/master/practices', query: ['$top'], withoutSession: true, sheet: '3' },
	{ method: 'GET', route: '/persons', query: [...list, 'patientsOnly'], sheet: '4.1' },
	{ method: 'GET', route: '/persons/payers', query: list, sheet: '4.3' },
	{ method: 'GET', route: '/persons/merged', query: list, sheet: '4.1' },
	{
		method: 'GET',
		route: '/persons/lookup',
		query: [
			'firstName',
			'lastName',
			'dateOfBirth',
			'sex',
			'externalId',
			'externalSystemId',
			'searchPatientsOnly',
			'quickSearchId',
			'quickSearchInput',
		],
		sheet: '4.1',
	},
	{ method: 'GET', route: '/persons/{id}', query: ['$expand'], sheet: '4.1' },
	{ method: 'GET', route: '/persons/{id}/insurances', query: ['$expand'], sheet: '4.3' },
	{ method: 'GET', route: '/persons/{id}/insurances/{id}', sheet: '4.3' },
	{ method: 'GET', route: '/persons/{id}/insurances/{id}/eligibilities', sheet: '4.3' },
	{ method: 'GET', route: '/persons/{id}/appointments', query: ['$top'], sheet: '4.2' },
	{ method: 'GET', route: '/persons/{id}/external-ids', sheet: '4.1' },
	{ method: 'PUT', route: '/persons/{id}/external-ids/{n}', body: ['externalId'], sheet: '4.1' },
	{ method: 'GET', route: '/persons/{id}/chart/alerts', query: ['$top'], sheet: '4.4' },
	{ method: 'GET', route: '/persons/{id}/chart/encounters', query: ['$top'], sheet: '4.4' },
	{ method: 'GET', route: '/persons/{id}/chart/diagnoses', query: ['$top'], sheet: '4.4' },
	{ method: 'GET', route: '/persons/{id}/chart/procedures', query: ['$top'], sheet: '4.4' },
	{ method: 'GET', route: '/persons/{id}/chart/encounters/{id}/procedures/{id}', sheet: '4.4' },
	{
		method: 'GET',
		route: '/persons/{id}/chart/care-plan-assessments',
		query: ['$top'],
		sheet: '4.4',
	},
	{
		method: 'GET',
		route: '/persons/{id}/chart/recall-plans',
		query: ['$top', '$expand'],
		sheet: '4.4',
	},
	{ method: 'GET', route: '/persons/{id}/chart/balances', sheet: '4.5' },
	{ method: 'GET', route: '/persons/{id}/chart/documents', query: ['$top'], sheet: '4.7' },
	{
		method: 'POST',
		route: '/persons/{id}/chart/encounters/{id}/documents',
		body: [],
		sheet: '4.7',
	},
	{ method: 'GET', route: '/appointments', query: list, sheet: '4.2' },
	{ method: 'GET', route: '/appointments/slots', query: list, sheet: '4.2' },
	{ method: 'GET', route: '/appointments/{id}', sheet: '4.2' },
	{
		method: 'POST',
		route: '/appointments',
		body: ['PersonId', ...timeAndPlace, 'UserDefined8', ...overrides],
		optionalBody: ['Details', 'RenderingProviderId'],
		sheet: '4.2',
	},
	{ method: 'PATCH', route: '/appointments/{id}', body: ['Description'], sheet: '4.7' },
	{ method: 'POST', route: '/appointments/{id}/cancel', body: ['CancelReasonId'], sheet: '4.2' },
	{
		method: 'POST',
		route: '/appointments/{id}/reschedule',
		body: [...timeAndPlace, 'RescheduleReasonId', ...overrides],
		sheet: '4.2',
	},
	{ method: 'GET', route: '/resources', query: ['$top'], sheet: '4.2' },
	{ method: 'GET', route: '/providers', query: ['$filter', '$top'], sheet: '4.2' },
	{ method: 'GET', route: '/master/practices/{n}/locations', query: ['$top'], sheet: '4.2' },
	{ method: 'GET', route: '/master/locations', query: ['$top'], sheet: '4.2' },
	{ method: 'GET', route: '/master/events', query: ['$top'], sheet: '4.2' },
	{ method: 'GET', route: '/master/events/{id}/categories', query: ['$top'], sheet: '4.2' },
	{ method: 'GET', route: '/master/appointments/categories', query: ['$top'], sheet: '4.2' },
	{ method: 'GET', route: '/master/list-items', query: ['$filter', '$top'], sheet: '4.2' },
	{ method: 'GET', route: '/master/external-systems', query: ['$top'], sheet: '4.1' },
	{ method: 'GET', route: '/master/codes/elig_ref_response_status', query: ['$top'], sheet: '4.3' },
];

/** One condition of $filter as sheet 5 writes literals. */
export const filterForm =
	/^(\w+ (eq|ge|lt|le|gt) (guid'[0-9a-f-]{36}'|datetime'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?'|'([^']|'')*'|true|false))( and (\w+ (eq|ge|lt|le|gt) (guid'[0-9a-f-]{36}'|datetime'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?'|'([^']|'')*'|true|false)))*$/;
