import type { CapabilityRow } from '../capability';
import { no, now, partial, via, yes } from '../capability';

/** What Greenway Intergy can do, as its fact sheet tells; `source` is a section of that sheet. */
export const greenwayIntergyCapabilities: CapabilityRow = {
	'connection.test': now(yes('3.1, 4.1')),
	'patients.get': now(yes('4.1')),
	'patients.search': now(
		partial(
			'4.1, 4.3',
			'FHIR search members are not published per site; GAPI finds by patient number only.',
		),
	),
	'patients.changed': now(
		partial(
			'5',
			'By FHIR bulk export with a start time; a search by last update is not confirmed.',
		),
	),
	'patients.all': now(
		partial('3.1, 5', 'By FHIR bulk export, which covers the whole tenant unless it is filtered.'),
	),
	'patients.ids': now(
		partial('3.1, 5', 'By FHIR bulk export, which covers the whole tenant unless it is filtered.'),
	),
	'coverages.ofPatient': now(yes('4.1')),
	'practices.list': now(
		partial('4.1', 'Only the organizations of this practice, read by their FHIR ids.'),
	),
	'providers.list': now(
		partial('4.1', 'FHIR by name or number, as an unbounded search may be refused.'),
	),
	'locations.list': now(partial('4.1', 'FHIR by name, as an unbounded search may be refused.')),
	'externalIds.set': no('8', 'No interface that writes to a patient is proven.'),
	'patients.merges': via('hl7', '4.4', 'A merge comes as an HL7 A40 message.'),
	'patients.second': now(partial('4.1, 4.3', 'GAPI beside FHIR, by patient number.')),
	'patients.update': via(
		'note',
		'8',
		'No interface that writes to a patient is proven: a task for staff, or HL7 A31.',
	),
	'patients.create': via(
		'queue',
		'8',
		'No interface that adds a patient is proven: staff add the person from the review inbox.',
	),
	'appointmentTypes.list': no('1', 'No interface tells them.'),
	'appointments.list': via(
		'hl7',
		'8',
		"No public call; the practice's interface engine sends SIU messages.",
	),
	'appointments.changed': via(
		'hl7',
		'8',
		"No public call; the practice's interface engine sends SIU messages.",
	),
	'appointments.get': no('8', 'No public call reads an appointment.'),
	'appointments.book': via('queue', '8', 'No public call books; staff get a task.'),
	'appointments.cancel': via('queue', '8', 'No public call cancels; staff get a task.'),
	'appointments.reschedule': via(
		'queue',
		'8',
		'No public call moves an appointment; staff get a task.',
	),
	'slots.list': no('8', 'No interface tells open slots.'),
	'encounters.list': now(yes('4.1')),
	'charges.list': via('hl7', '8', 'No public call; a DFT message or a report tells them.'),
	'payments.list': via('file', '8', 'No public call; remittances and reports tell them.'),
	'balances.get': via('file', '8', 'No public call; a practice report tells them.'),
	'eligibility.last': no('8', 'Results of eligibility batches are not exposed.'),
	'eligibility.request': no('8', 'No public call; a clearinghouse serves it.'),
	'documents.create': no('8', 'No public call of Intergy takes a document.'),
	'staffNotices.create': now(
		partial(
			'4.3',
			'A task, refused until the practice profile names who gets it, and for a patient without a patient number.',
		),
	),
};
