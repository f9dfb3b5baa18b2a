import type { CapabilityRow } from '../capability';
import { no, partial, via, yes } from '../capability';

/** What NextGen can do, as its fact sheet tells; `source` is a section of that sheet. */
export const nextGenCapabilities: CapabilityRow = {
	'connection.test': yes('2'),
	'patients.get': yes('4.1'),
	'patients.search': yes('4.1'),
	'patients.changed': partial(
		'5',
		'The list gives ids only, in server-local time: one call per patient follows. Some builds answer 405.',
	),
	'patients.all': partial(
		'5',
		'The list of changes from an early date stands in; some builds answer 405.',
	),
	'patients.ids': partial(
		'5',
		'The list of changes from an early date stands in; some builds answer 405.',
	),
	'coverages.ofPatient': yes('4.3'),
	'practices.list': yes('3'),
	'providers.list': yes('4.2'),
	'locations.list': yes('4.2'),
	'externalIds.set': partial(
		'4.1',
		'The practice first has to set up HealthSail as an external system.',
	),
	'patients.merges': yes('4.1'),
	'patients.second': partial('1.3', 'FHIR, read only, with a credential of its own.'),
	'appointmentTypes.list': yes('4.2'),
	'appointments.list': yes('4.2'),
	'appointments.changed': partial(
		'5',
		'By modifyTimestamp together with a lower bound of the appointment date.',
	),
	'appointments.get': yes('4.2'),
	'appointments.book': yes('4.2'),
	'appointments.cancel': yes('4.2'),
	'appointments.reschedule': partial('4.2', 'Makes a new appointment with a new id.'),
	'slots.list': yes('4.2'),
	'encounters.list': yes('4.4'),
	'charges.list': partial('4.5', 'Names of the members are not confirmed; procedures stand in.'),
	'payments.list': no(
		'4.5',
		'No call lists payments; balances and batches tell that money arrived.',
	),
	'balances.get': yes('4.5'),
	'eligibility.last': partial('4.3', 'The last result, without amounts.'),
	'eligibility.request': no('4.3', 'Not confirmed; a clearinghouse serves it.'),
	'documents.create': partial('4.7', 'On an encounter; it becomes part of the medical record.'),
	'staffNotices.create': via(
		'note',
		'4.7',
		"No task whose content is confirmed: the note of a coming appointment, or HealthSail's own queue.",
	),
};
