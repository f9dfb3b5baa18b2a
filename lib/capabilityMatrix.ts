import type { PmSystem } from './canonical/externalId';
import type { Capability, CapabilityEntry, Channel } from './capability';
import { capabilityNames } from './capability';
import { capabilities, pmSystems } from './vendors';

/** What each operation of the port is called for people. */
export const capabilityTitles: Readonly<Record<Capability, string>> = {
	'connection.test': 'test of the connection',
	'patients.get': 'one patient',
	'patients.search': 'search for patients',
	'patients.changed': 'patients that changed',
	'patients.all': 'all patients (first load)',
	'patients.ids': 'list of all patient IDs',
	'patients.merges': 'patients that staff merged',
	'patients.second': 'the same patient in a second interface',
	'patients.update': 'write a change that staff approved',
	'patients.create': 'add a patient that staff approved',
	'coverages.ofPatient': 'insurance of a patient',
	'practices.list': 'practices',
	'providers.list': 'providers',
	'locations.list': 'locations',
	'externalIds.set': 'HealthSail ID beside a patient',
	'appointmentTypes.list': 'appointment types',
	'appointments.list': 'appointments',
	'appointments.changed': 'appointments that changed',
	'appointments.get': 'one appointment',
	'appointments.book': 'book an appointment',
	'appointments.cancel': 'cancel an appointment',
	'appointments.reschedule': 'move an appointment',
	'slots.list': 'open slots',
	'encounters.list': 'encounters with diagnoses and plans',
	'charges.list': 'charges',
	'payments.list': 'payments',
	'balances.get': 'balance of a patient',
	'eligibility.last': 'last eligibility answer on file',
	'eligibility.request': 'ask the payer for eligibility',
	'documents.create': 'file a document',
	'staffNotices.create': 'leave a notice for staff',
};

/** Short names of the systems, for table heads. */
const heads: Readonly<Record<PmSystem, string>> = {
	tebra: 'Tebra',
	advancedmd: 'AdvancedMD',
	carecloud: 'CareCloud',
	nextgen: 'NextGen',
	greenway_intergy: 'Intergy',
	greenway_prime_suite: 'Prime Suite',
};

/** The channel that serves a need, in words that complete "… takes its place". */
export const channelTitles: Readonly<Record<Channel, string>> = {
	document: 'a document for staff',
	note: 'a note for staff',
	hl7: 'the HL7 interface',
	file: 'a file',
	queue: 'HealthSail’s review queue',
};

/**
 * The table of what each system's node does today, as Markdown: `yes`, `partly` (the vendor's page
 * says what is missing), `by …` (no call of the interface; another channel serves it), `planned` (the
 * vendor can, this pack not yet) and `no` (the vendor cannot). The README holds it between two markers.
 */
export function capabilityMatrix(): string {
	const rows = capabilityNames.map((name) => [
		capabilityTitles[name],
		...pmSystems.map((system) => cellOf(capabilities[system][name])),
	]);
	const table = [['', ...pmSystems.map((system) => heads[system])], ...rows];
	const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
	const line = (row: readonly string[]) =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
	return [line(table[0]), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
		'\n',
	);
}

function cellOf(entry: CapabilityEntry): string {
	if (entry.state === 'no') return 'no';
	if (entry.state === 'via') return `by ${shortChannel(entry.channel)}`;
	if (!entry.implemented) return 'planned';
	return entry.state === 'partial' ? 'partly' : 'yes';
}

function shortChannel(channel: Channel): string {
	return channel === 'hl7' ? 'HL7' : channel;
}
