import type { CapabilityRow } from '../capability';
import { no, partial, yes } from '../capability';

/** What AdvancedMD can do, as its fact sheet tells; `source` is a section of that sheet. */
export const advancedMdCapabilities: CapabilityRow = {
	'connection.test': yes('3.1'),
	'patients.get': yes('4.1'),
	'patients.search': partial(
		'4.1',
		'By name, telephone, social security or chart number; a birth date is compared afterwards.',
	),
	'patients.changed': partial(
		'4.1',
		'The API user needs a privilege for it; paging and the largest answer are not confirmed, so windows stay short.',
	),
	'patients.all': partial(
		'4.1',
		'No call lists all patients. Lookups by part of the name, or the change list from an early date, stand in; their limits are not confirmed.',
	),
	'patients.ids': partial(
		'4.1',
		'No call lists all patients; the same lookups stand in, and what they miss is read singly.',
	),
	'coverages.ofPatient': yes('4.3'),
	'practices.list': partial('3.1', 'Only the office that the login names.'),
	'providers.list': partial('4.5', 'Names and codes; provider numbers (NPI) are not confirmed.'),
	'locations.list': partial('4.5', 'Names and codes; addresses are not confirmed.'),
	'externalIds.set': no('4.2', 'No member of a patient for our own id is confirmed for writing.'),
	'patients.merges': no('8', 'No call tells of merges; a merged patient is found as vanished.'),
	'patients.second': partial('2, 3.4', 'FHIR, read only, with a credential of its own.'),
	'appointmentTypes.list': yes('4.5'),
	'appointments.list': partial(
		'4.6',
		'By column and month; some statuses are hidden, so the list by status is asked too.',
	),
	'appointments.changed': partial('4.7', 'By the change list of visits, which needs a privilege.'),
	'appointments.get': yes('4.6'),
	'appointments.book': partial('4.6', 'No field for an id of ours: a tag goes into the comments.'),
	'appointments.cancel': yes('4.6'),
	'appointments.reschedule': partial(
		'4.6',
		'No call moves an appointment: the new one is booked, then the old one cancelled.',
	),
	'slots.list': partial('4.5', 'Computed from columns, appointments and holds.'),
	'encounters.list': partial(
		'4.7',
		'Visits and episodes; what was found and recommended comes from EHR notes by template, or FHIR.',
	),
	'charges.list': partial(
		'4.8, 4.9',
		'By transaction history, charge by charge; amounts are not confirmed.',
	),
	'payments.list': no('4.9', 'Payment rows are not confirmed; balances tell that money arrived.'),
	'balances.get': yes('4.1'),
	'eligibility.last': partial('4.4', 'The result stored with the policy.'),
	'eligibility.request': partial(
		'4.4',
		'Little proof; off in the practice profile until a practice has tried it.',
	),
	'documents.create': partial('4.10', 'Category ids differ per office; at most 1 MB.'),
	'staffNotices.create': yes('4.10'),
};
