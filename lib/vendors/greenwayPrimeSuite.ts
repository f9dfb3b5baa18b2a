import type { CapabilityRow } from '../capability';
import { no, now, partial, via, yes } from '../capability';

/** What Greenway Prime Suite can do, as its fact sheet tells; `source` is a section of that sheet. */
export const greenwayPrimeSuiteCapabilities: CapabilityRow = {
	'connection.test': now(yes('3.1, 4.1')),
	'patients.get': now(yes('4.1')),
	'patients.search': now(
		partial(
			'4.1, 4.2',
			'FHIR search members are not published per site; no search call of GAPI is known.',
		),
	),
	'patients.changed': now(
		partial('5', 'By FHIR bulk export with a start time; GAPI has no modified-since.'),
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
	'patients.second': now(
		partial('4.1, 4.2', 'GAPI beside FHIR, by patient number; no search call is known.'),
	),
	'patients.update': via(
		'note',
		'8',
		'No interface that writes to a patient is proven: a message to staff, or HL7 A31.',
	),
	'patients.create': via(
		'queue',
		'8',
		'No interface that adds a patient is proven: staff add the person from the review inbox.',
	),
	'appointmentTypes.list': now(partial('4.2', 'Those met in appointments.')),
	'appointments.list': now(
		partial(
			'4.1, 4.2',
			'Without provider and place, whose numbers need not be those of FHIR. A patient is named only where number, family name and birth date agree with FHIR.',
		),
	),
	'appointments.changed': now(
		partial('5', 'No changed-since: a window is read again and compared.'),
	),
	'appointments.get': now(
		partial(
			'4.2, 5',
			'Looked for in the day lists around today, since its number tells no day; how far is a setting.',
		),
	),
	'appointments.book': via('queue', '8', 'No public call books; staff get a message.'),
	'appointments.cancel': via('queue', '8', 'No public call cancels; staff get a message.'),
	'appointments.reschedule': via(
		'queue',
		'8',
		'No public call moves an appointment; staff get a message.',
	),
	'slots.list': no('8', 'No interface tells open slots.'),
	'encounters.list': now(yes('4.1')),
	'charges.list': now(
		partial(
			'4.2',
			'Those of appointments in the day lists; whether a line was voided is not told.',
		),
	),
	'payments.list': via('file', '8', 'No public call; remittances and reports tell them.'),
	'balances.get': via('file', '8', 'No public call; a practice report tells them.'),
	'eligibility.last': now(
		partial(
			'4.2',
			"A stored text of the insurance of appointments around today, without the time of the payer's answer.",
		),
	),
	'eligibility.request': no('8', 'No public call; a clearinghouse serves it.'),
	'documents.create': now(partial('4.2', 'Lands in the chart; type ids differ per site.')),
	'staffNotices.create': now(
		partial('4.2', 'A message, refused until the practice profile names who gets it.'),
	),
};
