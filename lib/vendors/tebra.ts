import type { CapabilityRow } from '../capability';
import { no, now, partial, via, yes } from '../capability';

/** What Tebra can do, as its fact sheet tells; `source` is a section of that sheet. */
export const tebraCapabilities: CapabilityRow = {
	'connection.test': now(yes('3.1')),
	'patients.get': now(yes('4.1')),
	'patients.search': now(
		partial(
			'4.1',
			'By name and birth date. The list has no filter for record number, telephone, e-mail or our own id; one patient can be read by our id.',
		),
	),
	'patients.changed': now(
		partial(
			'5',
			'The documented filter has day precision, so windows overlap, and there is no push. An edit that does not move the last-modified date is found by the nightly compare.',
		),
	),
	'patients.all': now(yes('5')),
	'patients.ids': now(yes('5')),
	'coverages.ofPatient': now(
		partial('4.3', 'A policy carries no rank; the order of the list tells it.'),
	),
	'practices.list': now(yes('4.6')),
	'providers.list': now(yes('4.6')),
	'locations.list': now(yes('4.6')),
	'externalIds.set': now(
		partial('4.2', 'At most 25 characters, and the answer does not confirm: it is read back.'),
	),
	'patients.merges': no(
		'8',
		"Merges happen in Tebra's own screens and leave no trace in the interface; a merged patient is found as vanished.",
	),
	'patients.second': now(
		partial(
			'4.10',
			'FHIR, with a credential of its own; its patient ids are others and are matched.',
		),
	),
	'patients.update': now(
		partial(
			'4.2',
			'Field by field after approval, compared before and after. Nothing is cleared; insurance and addresses abroad go to staff.',
		),
	),
	'patients.create': now(
		partial(
			'4.2',
			'After approval, once nobody of the same name and birth date is found; without insurance.',
		),
	),
	'appointmentTypes.list': now(yes('4.5')),
	'appointments.list': now(
		partial('4.5', "Lists tell the clinic's local time; the zone is a setting of the practice."),
	),
	'appointments.changed': now(
		partial(
			'5',
			'Day precision, so windows overlap; a deleted appointment leaves no trace and is found by absence.',
		),
	),
	'appointments.get': now(yes('4.5')),
	'appointments.book': now(
		partial(
			'4.5',
			'No field for an id of ours: a tag goes into the notes. Double booking is not refused.',
		),
	),
	'appointments.cancel': now(yes('4.5')),
	'appointments.reschedule': now(
		partial(
			'4.5',
			'An update replaces the whole appointment, so it is read first and sent back whole.',
		),
	),
	'slots.list': now(
		partial(
			'4.5',
			'No call; computed from the schedule and the opening hours in the practice profile.',
		),
	),
	'encounters.list': now(
		partial(
			'4.7, 4.10',
			'No list of encounters: found by charges. Diagnoses come from charges, recommendations from FHIR.',
		),
	),
	'charges.list': now(
		partial('4.8', 'No filter by patient; windows of at most 30 days, filtered here.'),
	),
	'payments.list': now(
		partial(
			'4.8',
			'A payment names no patient: it is found by reference, by appointment or by transaction.',
		),
	),
	'balances.get': now(yes('4.1')),
	'eligibility.last': no(
		'4.4',
		'No operation; staff see the result on the policy. Coverage on file is not a check.',
	),
	'eligibility.request': no('4.4', 'No operation; a clearinghouse serves it.'),
	'documents.create': now(partial('4.9', 'At most 1 MB; documents cannot be listed or read back.')),
	'staffNotices.create': now(
		via(
			'document',
			'4.9',
			'No task or message; a document for staff, with status New, takes its place.',
		),
	),
};
