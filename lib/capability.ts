/** The port operations the pack knows; each vendor's system says what it can do of them. */
export const capabilityNames = [
	'connection.test',
	'patients.get',
	'patients.search',
	'patients.changed',
	'patients.all',
	'patients.ids',
	'patients.merges',
	'patients.second',
	'patients.update',
	'patients.create',
	'coverages.ofPatient',
	'practices.list',
	'providers.list',
	'locations.list',
	'externalIds.set',
	'appointmentTypes.list',
	'appointments.list',
	'appointments.changed',
	'appointments.get',
	'appointments.book',
	'appointments.cancel',
	'appointments.reschedule',
	'slots.list',
	'encounters.list',
	'charges.list',
	'payments.list',
	'balances.get',
	'eligibility.last',
	'eligibility.request',
	'documents.create',
	'staffNotices.create',
] as const;
export type Capability = (typeof capabilityNames)[number];

/** A channel that serves a need which the vendor's interface itself does not (design 2). */
export type Channel = 'document' | 'note' | 'hl7' | 'file' | 'queue';

interface Entry {
	/** Section of the vendor's fact sheet that says so. */
	readonly source: string;
	/** Whether this pack does it today. */
	readonly implemented: boolean;
}

/** What one system can do for one operation, and where that is known from. */
export type CapabilityEntry = Entry &
	(
		| { readonly state: 'yes' }
		| { readonly state: 'partial'; readonly missing: string }
		| { readonly state: 'via'; readonly channel: Channel; readonly missing: string }
		| { readonly state: 'no'; readonly reason: string }
	);

export type CapabilityRow = Readonly<Record<Capability, CapabilityEntry>>;

/** The system can do it, as the sheet says; nothing is missing. */
export function yes(source: string): CapabilityEntry {
	return { state: 'yes', source, implemented: false };
}

/** The system can do a part of it; `missing` says what it cannot, as a sentence for README. */
export function partial(source: string, missing: string): CapabilityEntry {
	return { state: 'partial', missing, source, implemented: false };
}

/** Served by another channel; `missing` says what the interface itself lacks. */
export function via(channel: Channel, source: string, missing: string): CapabilityEntry {
	return { state: 'via', channel, missing, source, implemented: false };
}

/** The system cannot do it; `reason` says why, as a sentence for README. */
export function no(source: string, reason: string): CapabilityEntry {
	return { state: 'no', reason, source, implemented: false };
}

/** Marks what this pack does today. */
export function now(entry: CapabilityEntry): CapabilityEntry {
	return { ...entry, implemented: true };
}
