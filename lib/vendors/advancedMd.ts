import type { CapabilityRow } from '../capability';
import { no, now, partial, yes } from '../capability';

/** What AdvancedMD can do, as its fact sheet tells; `source` is a section of that sheet. */
export const advancedMdCapabilities: CapabilityRow = {
	'connection.test': now(yes('3.1')),
	'patients.get': now(yes('4.1')),
	'patients.search': now(
		partial(
			'4.1',
			'By begin of the family name, with the given name behind it, or by chart number; a birth date is compared afterwards. A given name or a birth date alone finds nobody.',
		),
	),
	'patients.changed': now(
		partial(
			'4.1',
			'The API user needs a privilege for it; paging and the largest answer are not confirmed, so a list that looks cut off and is not in order of change is refused.',
		),
	),
	'patients.all': now(
		partial(
			'4.1',
			'No call lists all patients. Lookups by the first letter of the family name stand in: patients whose family name begins with no letter from A to Z are missed, and whether inactive patients are listed is not confirmed.',
		),
	),
	'patients.ids': now(
		partial(
			'4.1',
			'No call lists all patients; the same lookups stand in, and who is missing is read singly.',
		),
	),
	'coverages.ofPatient': now(yes('4.3')),
	'practices.list': now(partial('3.1', 'Only the office that the login names.')),
	'providers.list': now(
		partial('4.5', 'Names only; provider numbers (NPI), and who is active, are not confirmed.'),
	),
	'locations.list': now(partial('4.5', 'Names only; addresses are not confirmed.')),
	'externalIds.set': no('4.2', 'No member of a patient for our own id is confirmed for writing.'),
	'patients.merges': no('8', 'No call tells of merges; a merged patient is found as vanished.'),
	'patients.second': no(
		'1, 3.4',
		'A FHIR token opens one patient at a time, and access to a whole practice is for bulk exports only.',
	),
	'patients.update': now(
		partial(
			'4.2',
			'Name, home address, home telephone and e-mail after approval, with the value that they replace where that is known to work; other telephones once the practice tried them. Birth date, sex, insurance and emergency contacts go to staff.',
		),
	),
	'patients.create': now(
		partial(
			'4.2',
			'After approval, where the practice profile names a provider’s profile; as own responsible party, without insurance and emergency contacts. No reference of ours is kept; AdvancedMD refuses a second person of one name and birth date.',
		),
	),
	'appointmentTypes.list': now(yes('4.5')),
	'appointments.list': now(
		partial(
			'4.6',
			'By column and month; the list hides cancelled and moved appointments, which are read singly.',
		),
	),
	'appointments.changed': now(
		partial(
			'4.7',
			'All of the window, unless the profile says that visits carry the ids of appointments; then by the change list of visits, which needs a privilege.',
		),
	),
	'appointments.get': now(yes('4.6')),
	'appointments.book': now(
		partial('4.6', 'No field for an id of ours: a tag goes into the comments.'),
	),
	'appointments.cancel': now(partial('4.6', 'Without a reason.')),
	'appointments.reschedule': now(
		partial(
			'4.6',
			'No call moves an appointment: the new one is booked, then the old one cancelled.',
		),
	),
	'slots.list': now(
		partial('4.5', 'Computed from columns, appointments and holds, for at most 31 days at a time.'),
	),
	'encounters.list': now(
		partial(
			'4.7',
			'AdvancedMD’s visits, and signed EHR notes of the templates that the practice profile names; procedures are not told.',
		),
	),
	'charges.list': no(
		'4.8, 4.9',
		'The transaction history names charges, but neither amounts nor days of theirs are confirmed, and an office refused the call; balances tell what is owed.',
	),
	'payments.list': no('4.9', 'Payment rows are not confirmed; balances tell that money arrived.'),
	'balances.get': now(
		partial('4.1', 'By ageing bucket; which one is the insurance is not confirmed.'),
	),
	'eligibility.last': now(
		partial(
			'4.4',
			'The state of the last request that is stored with the policy, without its content.',
		),
	),
	'eligibility.request': now(
		partial('4.4', 'Little proof; off in the practice profile until a practice has tried it.'),
	),
	'documents.create': now(
		partial('4.10', 'Category ids differ per office; 1 MB unless the profile allows more.'),
	),
	'staffNotices.create': now(
		partial(
			'4.10',
			'A memo of one short line on the patient, of which nobody is notified; a longer text is a patient note, where the practice names a type of notes, else the memo points at HealthSail.',
		),
	),
};
