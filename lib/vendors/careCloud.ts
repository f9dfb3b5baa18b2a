import type { CapabilityRow } from '../capability';
import { no, partial, via, yes } from '../capability';

/** What CareCloud can do, as its fact sheet tells; `source` is a section of that sheet. */
export const careCloudCapabilities: CapabilityRow = {
	'connection.test': yes('3'),
	'patients.get': yes('4.1'),
	'patients.search': partial(
		'4.1',
		'No paging, and the largest answer is not published; birth dates are checked again.',
	),
	'patients.changed': no(
		'8',
		'There is no list of changes. Patients met in appointments are read again and compared by hash.',
	),
	'patients.all': no(
		'8',
		'No call lists all patients. They are met through appointments, searches and FHIR.',
	),
	'patients.ids': no('8', 'No call lists all patients.'),
	'coverages.ofPatient': yes('4.4'),
	'practices.list': partial('1', 'Only the practice that gave its consent: one per grant.'),
	'providers.list': partial('4.3', 'Active providers only.'),
	'locations.list': yes('4.3'),
	'externalIds.set': partial(
		'7',
		'Through an update of the patient (legacy_patient_id). What an update does to members left out is not documented.',
	),
	'patients.merges': no('8', 'No call tells of merges.'),
	'patients.second': partial('1, 4.6', 'FHIR, read only, with a credential of its own.'),
	'appointmentTypes.list': yes('4.3'),
	'appointments.list': yes('4.2'),
	'appointments.changed': partial(
		'5',
		'No changed-since: windows are read again and compared by updated_at.',
	),
	'appointments.get': yes('4.2'),
	'appointments.book': partial(
		'4.2',
		'A taken slot may be accepted; the appointment is read again after it.',
	),
	'appointments.cancel': yes('4.2'),
	'appointments.reschedule': partial(
		'4.2',
		'No call moves an appointment: the new one is booked, then the old one cancelled.',
	),
	'slots.list': partial('4.3', 'At most 100 an answer, so windows are short; nothing can be held.'),
	'encounters.list': partial('4.6', 'By FHIR only.'),
	'charges.list': partial('4.7', 'Patient by patient; no procedure or diagnosis codes.'),
	'payments.list': partial('4.7', 'Patient by patient; method and reference are not told.'),
	'balances.get': yes('4.7'),
	'eligibility.last': no('4.5', 'Not in the published API; a clearinghouse serves it.'),
	'eligibility.request': no('4.5', 'Not in the published API; a clearinghouse serves it.'),
	'documents.create': no('4.8', 'No published call uploads a document.'),
	'staffNotices.create': via(
		'queue',
		'4.8',
		"No task or note; HealthSail's own review queue takes its place.",
	),
};
