import { appointmentColumns } from '../columns/appointments.mjs';
import {
	flag,
	int,
	list,
	longs,
	nested,
	request,
	required,
	text,
	time,
	words,
} from '../memberTypes.mjs';
import { appointmentModes, appointmentStatuses, appointmentTypeWords } from '../words.mjs';

const mode = words('AppointmentMode', appointmentModes);
const status = words('AppointmentStatus', appointmentStatuses);

const getAppointments = list(
	appointmentColumns,
	text(
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
	),
);

/** Required are the members that the sheet prints bold; of PatientSummary only the patient. */
const createAppointment = request(
	nested(
		'Appointment',
		int('AppointmentId'),
		mode,
		...text('AppointmentName'),
		int('AppointmentReasonId'),
		required(status),
		required(words('AppointmentType', appointmentTypeWords)),
		...text('AppointmentUUID'),
		int('AttendeesCount'),
		time('CreatedAt'),
		int('CreatedBy'),
		int('CustomerId'),
		required(time('EndTime')),
		flag('ForRecare'),
		int('InsurancePolicyAuthorizationId'),
		flag('IsDeleted'),
		flag('IsGroupAppointment'),
		required(flag('IsRecurring')),
		int('MaxAttendees'),
		...text('Notes'),
		int('OccurrenceId'),
		int('PatientCaseId'),
		nested('PatientSummaries'),
		nested('PatientSummary', int('PatientId'), int('PracticeId')),
		required(int('PracticeId')),
		int('ProviderId'),
		nested('RecurrenceRule'),
		int('ResourceId'),
		longs('ResourceIds'),
		required(int('ServiceLocationId')),
		required(time('StartTime')),
		time('UpdatedAt'),
		int('UpdatedBy'),
		flag('WasCreatedOnline'),
	),
);

const updateAppointment = request(
	nested(
		'Appointment',
		required(int('AppointmentId')),
		mode,
		...text('AppointmentName'),
		int('AppointmentReasonId'),
		status,
		time('EndTime'),
		int('InsurancePolicyAuthorizationId'),
		flag('IsGroupAppointment'),
		flag('IsRecurring'),
		int('MaxAttendees'),
		...text('Notes'),
		int('OccurrenceId'),
		int('PatientCaseId'),
		required(int('PatientId')),
		int('ProviderId'),
		int('ResourceId'),
		longs('ResourceIds'),
		required(int('ServiceLocationId')),
		time('StartTime'),
		time('UpdatedAt'),
		int('UpdatedBy'),
	),
);

const byId = request(nested('Appointment', required(int('AppointmentId'))));

/** Requests about appointments (sheet 4.5). */
export const appointmentTables = {
	GetAppointments: getAppointments,
	GetAppointment: byId,
	CreateAppointment: createAppointment,
	UpdateAppointment: updateAppointment,
	UpdateAppointmentStatus: request(
		nested('Appointment', required(int('AppointmentId')), required(status)),
	),
	DeleteAppointment: byId,
	GetAppointmentReasons: request(required(int('PracticeId'))),
	CreateAppointmentReason: request(
		nested(
			'AppointmentReason',
			int('DefaultColorCode'),
			int('DefaultDurationMinutes'),
			...text('Name'),
			int('PracticeId'),
		),
	),
} as const;
