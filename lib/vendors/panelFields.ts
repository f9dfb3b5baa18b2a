import type { PmSystem } from '../canonical/externalId';

/**
 * Fields of the shared operations, as `resource.operation.field`, that are of no use with a system:
 * its node neither shows nor reads them. Sections are those of the system's sheet.
 */
export const unusedFields: Readonly<Record<PmSystem, readonly string[]>> = {
	tebra: [
		// 4.1: the list has no filter by record number.
		'patient.search.chartNumber',
		// 4.5: what is booked is the provider, and no room is looked at for free time.
		'appointment.book.resourceId',
		'appointment.reschedule.resourceId',
		'slot.getMany.resourceId',
		// 5: changes are listed by their own time.
		'appointment.getChanged.from',
		'appointment.getChanged.to',
	],
	advancedmd: [
		// 4.2: no member of a patient keeps an id of ours.
		'patient.search.externalId',
		// 4.6: a reason ended in a server error, so none is sent.
		'appointment.cancel.reason',
		// 3.4: FHIR opens one patient at a time and is not used.
		'encounter.getMany.fhirId',
	],
	carecloud: [],
	nextgen: [
		// 4.2: slots have the length of the schedule template.
		'slot.getMany.durationMinutes',
		// 4.7: a document has one description.
		'document.create.notes',
		// 5: changes are listed on whatever day the appointment stands.
		'appointment.getChanged.from',
		'appointment.getChanged.to',
	],
	greenway_intergy: [
		// 8: no interface that writes to a patient is proven.
		'patient.search.externalId',
		// 4.1: the patient ID is the FHIR ID.
		'encounter.getMany.fhirId',
	],
	greenway_prime_suite: ['patient.search.externalId', 'encounter.getMany.fhirId'],
};

/** Whether a field is of use with a system; it is named `resource.operation.field`. */
export function takesField(system: PmSystem, field: string): boolean {
	return !unusedFields[system].includes(field);
}
