/**
 * The calls of REST v2 that the pack may make, typed anew from the fact sheet (sections 3 and 4), and
 * the members of their queries and bodies.
 */
export interface SheetCall {
	readonly method: string;
	/** Path with ids as `{guid}` and `{id}`. */
	readonly path: string;
	/** Names that may stand in the query. */
	readonly query?: readonly string[];
	/** Names that must stand there. */
	readonly required?: readonly string[];
	/** Dotted names that may stand in the body; lists by `[]`. */
	readonly body?: readonly string[];
}

const dates = ['start_date', 'end_date'];

/** Create and update share their body (sheet 4.1). */
const writtenPatient = [
	'patient.first_name',
	'patient.last_name',
	'patient.middle_initial',
	'patient.suffix',
	'patient.date_of_birth',
	'patient.gender_code',
	'patient.email',
	'patient.legacy_patient_id',
	'addresses[].line1',
	'addresses[].line2',
	'addresses[].city',
	'addresses[].state_code',
	'addresses[].state',
	'addresses[].zip_code',
	'addresses[].country_id',
	'addresses[].country_name',
	'addresses[].is_primary',
	'phones[].phone_number',
	'phones[].phone_type_id',
	'phones[].phone_type_code',
	'phones[].extension',
	'phones[].is_primary',
];

export const sheetCalls: readonly SheetCall[] = [
	{ method: 'GET', path: '/v2/oauth2/authorization' },
	{ method: 'GET', path: '/v2/patients/{guid}' },
	{
		method: 'POST',
		path: '/v2/patients/search',
		body: [
			'terms[]',
			'fields.first_name',
			'fields.last_name',
			'fields.dob',
			'fields.date_of_birth',
			'fields.gender',
			'fields.phone_number',
			'limit',
		],
	},
	{
		method: 'PUT',
		path: '/v2/patients/{guid}',
		body: writtenPatient,
	},
	{ method: 'POST', path: '/v2/patients', body: writtenPatient },
	{ method: 'GET', path: '/v2/patients/{guid}/insurances' },
	{
		method: 'GET',
		path: '/v2/appointments',
		query: [...dates, 'page', 'location_id', 'resource_id', 'visit_reason_ids', 'patient_ids'],
		required: dates,
	},
	{ method: 'GET', path: '/v2/appointments/{guid}' },
	{
		method: 'POST',
		path: '/v2/appointments',
		body: [
			'appointment.start_time',
			'appointment.end_time',
			'appointment.location_id',
			'appointment.provider_id',
			'appointment.resource_id',
			'appointment.visit_reason_id',
			'appointment.chief_complaint',
			'appointment.comments',
			'appointment.patient.id',
		],
	},
	{
		method: 'PUT',
		path: '/v2/appointments/{guid}/cancel',
		body: ['appointment_cancellation_reason_id', 'cancellation_comments'],
	},
	{ method: 'GET', path: '/v2/appointment_cancellation_reasons' },
	{ method: 'GET', path: '/v2/providers' },
	{ method: 'GET', path: '/v2/locations' },
	{ method: 'GET', path: '/v2/appointment_resources' },
	{ method: 'GET', path: '/v2/appointment_resources/{id}' },
	{ method: 'GET', path: '/v2/visit_reasons' },
	{
		method: 'GET',
		path: '/v2/appointment_availability',
		query: [
			...dates,
			'visit_reason_id',
			'location_ids',
			'resource_ids',
			'meridian',
			'dow',
			'duration',
		],
		required: [...dates, 'visit_reason_id', 'location_ids', 'resource_ids', 'dow'],
	},
	{
		method: 'GET',
		path: '/v2/patients/{guid}/transactions',
		query: [...dates, 'page'],
		required: dates,
	},
	{
		method: 'GET',
		path: '/v2/patients/{guid}/charges',
		query: [...dates, 'page'],
		required: dates,
	},
	{ method: 'GET', path: '/v2/patients/{guid}/balance' },
];
