import type { CapabilityRow } from '../capability';
import { no, now, partial, via, yes } from '../capability';

/** What CareCloud can do, as its fact sheet tells; `source` is a section of that sheet. */
export const careCloudCapabilities: CapabilityRow = {
	'connection.test': now(
		partial(
			'3',
			'The Connect button of n8n is the test of the sign-in; Practice: Get Many shows which practice it opened.',
		),
	),
	'patients.get': now(yes('4.1')),
	'patients.search': now(
		partial(
			'4.1',
			'No paging, and the largest answer is not published: each hit is read and compared again. Our own id alone finds a patient only where the server looks at it.',
		),
	),
	'patients.changed': now(
		partial(
			'5, 8',
			'There is no list of changes. Patients whose appointments changed are read again; other edits are found by the nightly compare.',
		),
	),
	'patients.all': now(
		partial(
			'5, 8',
			'No call lists all patients. They are met in the appointments of some years, or known to HealthSail already; others without an appointment are not reached until they are loaded by chart number.',
		),
	),
	'patients.ids': no('8', 'No call lists all patients.'),
	'coverages.ofPatient': now(
		partial(
			'4.4',
			'Plans and group numbers are not told; a policy is known by its profile and rank.',
		),
	),
	'practices.list': now(partial('1', 'Only the practice that gave its consent: one per grant.')),
	'providers.list': now(partial('4.3', 'Active providers only.')),
	'locations.list': now(yes('4.3')),
	'externalIds.set': now(
		partial(
			'7',
			'By an update of the patient (legacy_patient_id), which the practice has to turn on; read again and compared.',
		),
	),
	'patients.merges': no('8', 'No call tells of merges.'),
	'patients.second': now(
		partial(
			'1, 4.6',
			'FHIR, read only, with a credential of its own; whether its patient ids are those of the API is not told, so they are matched.',
		),
	),
	'patients.update': now(
		partial(
			'4.1',
			'Lists are read first, sent whole and compared; the practice has to turn it on. Of a middle name one letter; insurance and emergency contacts go to staff.',
		),
	),
	'patients.create': now(
		partial(
			'4.1',
			'After approval, once nobody of the same name and birth date is found; the practice has to turn it on. Without insurance and emergency contact.',
		),
	),
	'appointmentTypes.list': now(partial('4.3', 'The duration of an appointment type is not told.')),
	'appointments.list': now(yes('4.2')),
	'appointments.changed': now(
		partial('5', 'No changed-since: windows are read again and compared by updated_at.'),
	),
	'appointments.get': now(yes('4.2')),
	'appointments.book': now(
		partial(
			'4.2',
			'No hold and no key against booking twice: the column is read before, and the appointment after it.',
		),
	),
	'appointments.cancel': now(
		partial(
			'4.2',
			'Needs a reason of the list that the practice keeps; without one that fits, its usual one is taken.',
		),
	),
	'appointments.reschedule': now(
		partial(
			'4.2',
			'No call moves an appointment: the new one is booked, then the old one cancelled.',
		),
	),
	'slots.list': now(
		partial('4.3', 'At most 100 an answer, so windows are short; nothing can be held.'),
	),
	'encounters.list': now(
		partial('4.6', 'By FHIR only, with a credential of its own and for linked patients.'),
	),
	'charges.list': now(partial('4.7', 'Patient by patient; no procedure or diagnosis codes.')),
	'payments.list': now(partial('4.7', 'Patient by patient; method and reference are not told.')),
	'balances.get': now(yes('4.7')),
	'eligibility.last': no('4.5', 'Not in the published API; a clearinghouse serves it.'),
	'eligibility.request': no('4.5', 'Not in the published API; a clearinghouse serves it.'),
	'documents.create': no('4.8', 'No published call uploads a document.'),
	'staffNotices.create': via(
		'queue',
		'4.8',
		"No task or note; HealthSail's own review queue takes its place.",
	),
};
