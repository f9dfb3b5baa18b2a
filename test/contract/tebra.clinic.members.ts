import type { Sequences } from './tebra.schema';
import { header, slash } from './tebra.schema';

/**
 * Tebra's request types about appointments, typed anew from the vendor fact sheet (sections 3.3,
 * 4.5) and from nothing else. Members that the sheet names and this pack never sends are left out;
 * the order of the others is the sheet's.
 */

/** Ordinal order: `10` stands before `2`. */
const tenOf = (name: string): string[] => [
	`${name}1`,
	`${name}10`,
	`${name}2`,
	`${name}3`,
	`${name}4`,
	`${name}5`,
	`${name}6`,
	`${name}7`,
	`${name}8`,
	`${name}9`,
];

export const clinicSequences: Sequences = {
	GetAppointments: {
		namespace: slash,
		sequence: [
			header,
			[
				'Fields',
				[
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
					...tenOf('ResourceID'),
					...tenOf('ResourceTypeID'),
					'ServiceLocationID',
					'StartDate',
					'Type',
				],
			],
			[
				'Filter',
				[
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
				],
			],
		],
	},
	GetAppointment: { namespace: slash, sequence: [header, ['Appointment', ['AppointmentId']]] },
	GetAppointmentReasons: { namespace: slash, sequence: [header, 'PracticeId'] },
	CreateAppointment: {
		namespace: slash,
		sequence: [
			header,
			[
				'Appointment',
				[
					'AppointmentName',
					'AppointmentReasonId',
					'AppointmentStatus',
					'AppointmentType',
					'EndTime',
					'IsRecurring',
					'MaxAttendees',
					'Notes',
					['PatientSummary', ['PatientId', 'PracticeId']],
					'PracticeId',
					'ProviderId',
					'ServiceLocationId',
					'StartTime',
					'WasCreatedOnline',
				],
			],
		],
	},
	UpdateAppointment: {
		namespace: slash,
		sequence: [
			header,
			[
				'Appointment',
				[
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
					['ResourceIds', ['long']],
					'ServiceLocationId',
					'StartTime',
				],
			],
		],
	},
};
