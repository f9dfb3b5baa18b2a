import type { INodeProperties } from 'n8n-workflow';

import type { ShowWhen } from '../fields';

/** A text parameter. */
export function textField(
	show: ShowWhen,
	words: Pick<INodeProperties, 'displayName' | 'name' | 'description'> &
		Partial<Pick<INodeProperties, 'required' | 'placeholder' | 'default' | 'hint' | 'typeOptions'>>,
): INodeProperties {
	return { type: 'string', default: '', ...words, displayOptions: { show } };
}

/** The days of a read; both ends count. `hint` says what is peculiar about them. */
export function windowFields(show: ShowWhen, hint?: string): INodeProperties[] {
	return [
		{
			displayName: 'From',
			name: 'from',
			type: 'dateTime',
			default: '',
			description:
				'First day to read; the time of day is left out of account. Leave empty for the days back that the practice profile names.',
			...(hint !== undefined && { hint }),
			displayOptions: { show },
		},
		{
			displayName: 'To',
			name: 'to',
			type: 'dateTime',
			default: '',
			description:
				'Last day to read; the time of day is left out of account. Leave empty for the days ahead that the practice profile names.',
			...(hint !== undefined && { hint }),
			displayOptions: { show },
		},
	];
}

/** Narrows a list to one patient; empty = all of the practice. */
export function onlyPatientField(show: ShowWhen): INodeProperties {
	return textField(show, {
		displayName: 'Patient ID',
		name: 'patientId',
		placeholder: 'e.g. 501',
		description:
			'ID of the patient in the practice system. Leave empty for all patients of the practice.',
	});
}

/** The appointment that an operation is about. */
export function appointmentIdField(show: ShowWhen): INodeProperties {
	return textField(show, {
		displayName: 'Appointment ID',
		name: 'appointmentId',
		required: true,
		placeholder: 'e.g. 8812',
		description: 'ID of the appointment in the practice system',
	});
}

/** By what a booking or another entry is found again before it is sent a second time. */
export function referenceField(show: ShowWhen): INodeProperties {
	return textField(show, {
		displayName: 'Reference',
		name: 'reference',
		required: true,
		placeholder: 'e.g. HS-7F3K2',
		description:
			'Short reference by which the entry is found again, the same on each try. Up to 20 letters, digits and hyphens.',
	});
}

/** What an appointment is booked with: who, where, which type. */
export function whoAndWhereFields(show: ShowWhen): INodeProperties[] {
	return [
		textField(show, {
			displayName: 'Provider ID',
			name: 'providerId',
			placeholder: 'e.g. 2',
			description: 'ID of the provider in the practice system',
		}),
		textField(show, {
			displayName: 'Location ID',
			name: 'locationId',
			placeholder: 'e.g. 1',
			description: 'ID of the service location in the practice system',
		}),
		textField(show, {
			displayName: 'Appointment Type ID',
			name: 'typeId',
			placeholder: 'e.g. 4',
			description: 'ID of the appointment type, from Appointment Type: Get Many',
		}),
		textField(show, {
			displayName: 'Resource ID',
			name: 'resourceId',
			placeholder: 'e.g. 7',
			description:
				'ID of the schedule column or room, where the practice system books such a thing. Leave empty elsewhere.',
		}),
	];
}

/** Length of a visit in minutes; `words` replace its default and description. */
export function durationField(
	show: ShowWhen,
	words: Partial<Pick<INodeProperties, 'default' | 'description'>> = {},
): INodeProperties {
	return {
		displayName: 'Duration (Minutes)',
		name: 'durationMinutes',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1440 },
		default: 30,
		description: 'How long the appointment takes',
		...words,
		displayOptions: { show },
	};
}

/** The members of a booking, for Book and Reschedule; `reason` says what Reason is taken for. */
export function bookingFields(
	show: ShowWhen,
	reason = 'What staff read as the reason of the appointment. Keep it short and general.',
): INodeProperties[] {
	return [
		{
			displayName: 'Start',
			name: 'startsAt',
			type: 'dateTime',
			required: true,
			default: '',
			description:
				'When the appointment begins. Text without a time zone is taken in the zone of the practice.',
			displayOptions: { show },
		},
		durationField(show),
		...whoAndWhereFields(show),
		referenceField(show),
		textField(show, {
			displayName: 'Reason',
			name: 'reason',
			placeholder: 'e.g. Follow-up',
			description: reason,
		}),
	];
}
