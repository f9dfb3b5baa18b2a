import type { CapabilityRow } from '../capability';
import { no, partial, via, yes } from '../capability';

/** What Greenway Prime Suite can do, as its fact sheet tells; `source` is a section of that sheet. */
export const greenwayPrimeSuiteCapabilities: CapabilityRow = {
	'connection.test': partial(
		'2, 4.2',
		'FHIR answers a metadata call; no such call of GAPI is known.',
	),
	'patients.get': yes('4.1, 4.2'),
	'patients.search': partial(
		'4.1, 4.2',
		'FHIR search members are not published per site; no search call of GAPI is known.',
	),
	'patients.changed': partial(
		'5',
		'By FHIR bulk export with a start time; GAPI has no modified-since.',
	),
	'patients.all': partial(
		'3.1, 5',
		'By FHIR bulk export, which covers the whole tenant unless it is filtered.',
	),
	'patients.ids': partial(
		'3.1, 5',
		'By FHIR bulk export, which covers the whole tenant unless it is filtered.',
	),
	'coverages.ofPatient': yes('4.1, 4.2'),
	'practices.list': no('3.2', 'No call lists practices; the site id is part of the credential.'),
	'providers.list': partial(
		'4.1, 4.2',
		'FHIR by name or number, as an unbounded search may be refused; GAPI names those in appointments.',
	),
	'locations.list': partial(
		'4.1, 4.2',
		'FHIR by name, as an unbounded search may be refused; GAPI names those in appointments.',
	),
	'externalIds.set': no('8', 'No interface that writes to a patient is proven.'),
	'patients.merges': via('hl7', '4.4', 'A merge comes as an HL7 A40 message.'),
	'patients.second': partial('4.1, 4.2', 'GAPI beside FHIR, by name, birth date and number.'),
	'appointmentTypes.list': partial('4.2', 'Those met in appointments.'),
	'appointments.list': yes('4.2'),
	'appointments.changed': partial('5', 'No changed-since: a window is read again and compared.'),
	'appointments.get': partial('4.2', 'Found in the list of its day.'),
	'appointments.book': via('queue', '8', 'No public call books; staff get a message.'),
	'appointments.cancel': via('queue', '8', 'No public call cancels; staff get a message.'),
	'appointments.reschedule': via(
		'queue',
		'8',
		'No public call moves an appointment; staff get a message.',
	),
	'slots.list': no('8', 'No interface tells open slots.'),
	'encounters.list': yes('4.1, 4.2'),
	'charges.list': yes('4.2'),
	'payments.list': via('file', '8', 'No public call; remittances and reports tell them.'),
	'balances.get': via('file', '8', 'No public call; a practice report tells them.'),
	'eligibility.last': partial('4.2', "A stored text of the appointment's insurance."),
	'eligibility.request': no('8', 'No public call; a clearinghouse serves it.'),
	'documents.create': partial('4.2', 'Lands in the chart; type ids differ per site.'),
	'staffNotices.create': yes('4.2'),
};
