import { headedRequest, listRequest } from './memberTypes';

/** Up to ten reasons and resources in ordinal order, so that `…10` stands before `…2` (sheet 4.5). */
const ten = (name: string): string[] =>
	['1', '10', '2', '3', '4', '5', '6', '7', '8', '9'].map((place) => `${name}${place}`);

/** Columns read from GetAppointments (sheet 4.5); of reasons only the first one counts. */
export const appointmentColumns: readonly string[] = [
	'AppointmentReason1',
	'AppointmentReasonID1',
	'ConfirmationStatus',
	'EndDate',
	'ID',
	'LastModifiedDate',
	'Notes',
	'PatientID',
	'PracticeID',
	'PracticeName',
	...ten('ResourceID'),
	...ten('ResourceTypeID'),
	'ServiceLocationID',
	'StartDate',
	'Type',
];

const appointmentsFilter = [
	'AppointmentReason',
	'ConfirmationStatus',
	'EndDate',
	'FromCreatedDate',
	'FromLastModifiedDate',
	'PatientCasePayerScenario',
	'PatientFullName',
	'PatientID',
	'PracticeName',
	'ResourceName',
	'ServiceLocationName',
	'StartDate',
	'TimeZoneOffsetFromGMT',
	'ToCreatedDate',
	'ToLastModifiedDate',
	'Type',
] as const;

/** What is sent to book; members of the type that we never send are left out (sheet 4.5). */
const createMembers = [
	'AppointmentName',
	'AppointmentReasonId',
	'AppointmentStatus',
	'AppointmentType',
	'EndTime',
	'IsRecurring',
	'MaxAttendees',
	'Notes',
	{ name: 'PatientSummary', members: ['PatientId', 'PracticeId'] },
	'PracticeId',
	'ProviderId',
	'ServiceLocationId',
	'StartTime',
	'WasCreatedOnline',
] as const;

/** Everything that an update carries: it replaces, so what is left out is lost (sheet 4.5). */
const updateMembers = [
	'AppointmentId',
	'AppointmentMode',
	'AppointmentName',
	'AppointmentReasonId',
	'AppointmentStatus',
	'EndTime',
	'InsurancePolicyAuthorizationId',
	'IsGroupAppointment',
	'IsRecurring',
	'MaxAttendees',
	'Notes',
	'OccurrenceId',
	'PatientCaseId',
	'PatientId',
	'ProviderId',
	'ResourceId',
	{ name: 'ResourceIds', longs: true },
	'ServiceLocationId',
	'StartTime',
] as const;

/** Requests about appointments and their reasons (sheet 4.5). */
export const appointmentRequests = {
	GetAppointments: listRequest(appointmentColumns, appointmentsFilter),
	GetAppointment: headedRequest('read', { name: 'Appointment', members: ['AppointmentId'] }),
	CreateAppointment: headedRequest('write', { name: 'Appointment', members: createMembers }),
	UpdateAppointment: headedRequest('write', { name: 'Appointment', members: updateMembers }),
	/** No Fields and no Filter: the practice stands in the request itself. */
	GetAppointmentReasons: headedRequest('read', 'PracticeId'),
} as const;
