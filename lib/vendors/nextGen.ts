import type { CapabilityRow } from '../capability';
import { no, now, partial, via, yes } from '../capability';

/** What NextGen can do, as its fact sheet tells; `source` is a section of that sheet. */
export const nextGenCapabilities: CapabilityRow = {
	'connection.test': now(yes('3')),
	'patients.get': now(yes('4.1')),
	'patients.search': now(yes('4.1')),
	'patients.changed': now(
		partial(
			'5',
			'The list gives ids only, in server-local time: some calls per patient follow. A build that answers 405 is read by look-up, which tells the time of change.',
		),
	),
	'patients.all': now(
		partial(
			'5',
			'The list of changes from an early date stands in. On a build that answers 405, look-up and appointments do, and who is in neither is not reached.',
		),
	),
	'patients.ids': now(
		partial(
			'5',
			'The list of changes from an early date stands in; on a build that answers 405, look-up and appointments do.',
		),
	),
	'coverages.ofPatient': now(yes('4.3')),
	'practices.list': now(yes('3')),
	'providers.list': now(yes('4.2')),
	'locations.list': now(yes('4.2')),
	'externalIds.set': now(
		partial('4.1', 'The practice first has to set up HealthSail as an external system.'),
	),
	'patients.merges': now(yes('4.1')),
	'patients.second': now(
		partial(
			'1.3',
			'FHIR, read only, with a credential of its own; whether its patient ids are those of persons is not told, so they are matched.',
		),
	),
	'patients.update': now(
		partial(
			'4.1',
			'Given fields only, after approval; the practice has to turn it on. Suffix, mailing address, insurance and emergency contacts go to staff.',
		),
	),
	'patients.create': now(
		partial(
			'4.1',
			'A person after approval, where the practice turned it on; staff open the chart, and add suffix, insurance and emergency contacts.',
		),
	),
	'appointmentTypes.list': now(yes('4.2')),
	'appointments.list': now(yes('4.2')),
	'appointments.changed': now(
		partial('5', 'By modifyTimestamp together with the days of the appointments.'),
	),
	'appointments.get': now(yes('4.2')),
	'appointments.book': now(
		partial('4.2', 'Needs event, location and resource; a refused time comes as a plain 400.'),
	),
	'appointments.cancel': now(partial('4.2', 'Needs a reason of the list that the practice keeps.')),
	'appointments.reschedule': now(
		partial('4.2', 'Makes a new appointment with a new id, and needs a reason.'),
	),
	'slots.list': now(yes('4.2')),
	'encounters.list': now(
		partial(
			'1.3, 4.4',
			'By patient only; orders stand in FHIR, with a credential of its own and for linked patients.',
		),
	),
	'charges.list': now(
		partial('4.5', 'Names of the members are not confirmed; procedures stand in, by patient.'),
	),
	'payments.list': no(
		'4.5',
		'No call lists payments; balances and batches tell that money arrived.',
	),
	'balances.get': now(yes('4.5')),
	'eligibility.last': now(partial('4.3', 'The last result, without amounts.')),
	'eligibility.request': no('4.3', 'Not confirmed; a clearinghouse serves it.'),
	'documents.create': now(
		partial('4.7', 'On an encounter; it becomes part of the medical record.'),
	),
	'staffNotices.create': now(
		via(
			'note',
			'4.7',
			"No task whose content is confirmed: the note of a coming appointment, or HealthSail's own queue.",
		),
	),
};
