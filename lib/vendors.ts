import { pmSystemSchema, type PmSystem } from './canonical/externalId';
import type { Capability, CapabilityEntry, CapabilityRow } from './capability';

/** The six systems a practice can run (contract 1.3). */
export const pmSystems: readonly PmSystem[] = pmSystemSchema.options;

export interface Vendor {
	/** The product's name as practices know it. */
	readonly title: string;
	/** Greenway sells two products with unlike interfaces, so it has two. */
	readonly systems: readonly PmSystem[];
}

/** The five vendors; keys are the names of their folders in lower camel case. */
export const vendors = {
	tebra: { title: 'Tebra (Kareo)', systems: ['tebra'] },
	advancedMd: { title: 'AdvancedMD', systems: ['advancedmd'] },
	careCloud: { title: 'CareCloud', systems: ['carecloud'] },
	nextGen: { title: 'NextGen', systems: ['nextgen'] },
	greenway: { title: 'Greenway', systems: ['greenway_intergy', 'greenway_prime_suite'] },
} as const satisfies Readonly<Record<string, Vendor>>;
export type VendorKey = keyof typeof vendors;

/** The product's name of each system. */
export const pmSystemTitles: Readonly<Record<PmSystem, string>> = {
	tebra: 'Tebra (Kareo)',
	advancedmd: 'AdvancedMD',
	carecloud: 'CareCloud',
	nextgen: 'NextGen',
	greenway_intergy: 'Greenway Intergy',
	greenway_prime_suite: 'Greenway Prime Suite',
};

/**
 * What each system can do, as its fact sheet tells (`source` is a section of that sheet). The nodes,
 * the feature matrix and the go-live check read this table; the compiler asks for every row and cell.
 */
export const capabilities: Readonly<Record<PmSystem, CapabilityRow>> = {
	tebra: {
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
	},
	advancedmd: {
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
	},
	carecloud: {
		'connection.test': yes('3'),
		'patients.get': yes('4.1'),
		'patients.search': partial(
			'4.1',
			'No paging, and the largest answer is not published; birth dates are checked again.',
		),
		'patients.changed': no(
			'8',
			'There is no list of changes. Patients met in appointments are read again and compared by hash.',
		),
		'patients.all': no(
			'8',
			'No call lists all patients. They are met through appointments, searches and FHIR.',
		),
		'patients.ids': no('8', 'No call lists all patients.'),
		'coverages.ofPatient': yes('4.4'),
		'practices.list': partial('1', 'Only the practice that gave its consent: one per grant.'),
		'providers.list': partial('4.3', 'Active providers only.'),
		'locations.list': yes('4.3'),
		'externalIds.set': partial(
			'7',
			'Through an update of the patient (legacy_patient_id). What an update does to members left out is not documented.',
		),
	},
	nextgen: {
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
	},
	greenway_intergy: {
		'connection.test': yes('4.3'),
		'patients.get': yes('4.1'),
		'patients.search': partial(
			'4.1, 4.3',
			'FHIR search members are not published per site; GAPI finds by patient number only.',
		),
		'patients.changed': partial(
			'5',
			'By FHIR bulk export with a start time; a search by last update is not confirmed.',
		),
		'patients.all': partial(
			'3.1, 5',
			'By FHIR bulk export, which covers the whole tenant unless it is filtered.',
		),
		'patients.ids': partial(
			'3.1, 5',
			'By FHIR bulk export, which covers the whole tenant unless it is filtered.',
		),
		'coverages.ofPatient': yes('4.1'),
		'practices.list': yes('3.3'),
		'providers.list': partial(
			'4.1, 4.3',
			'FHIR by name or number, as an unbounded search may be refused; GAPI lists users.',
		),
		'locations.list': partial('4.1', 'FHIR by name, as an unbounded search may be refused.'),
		'externalIds.set': no('8', 'No interface that writes to a patient is proven.'),
	},
	greenway_prime_suite: {
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
	},
};

/** Whether the node of a system offers the operation: the system can, and this pack does it. */
export function offers(system: PmSystem, capability: Capability): boolean {
	const { implemented, state } = capabilities[system][capability];
	return implemented && state !== 'no';
}

/** The vendor that sells a system. */
export function vendorOf(system: PmSystem): VendorKey {
	const found = (Object.keys(vendors) as VendorKey[]).find((key) =>
		(vendors[key].systems as readonly PmSystem[]).includes(system),
	);
	if (found === undefined) throw new TypeError('A system belongs to no vendor.');
	return found;
}

function yes(source: string): CapabilityEntry {
	return { state: 'yes', source, implemented: false };
}

function partial(source: string, missing: string): CapabilityEntry {
	return { state: 'partial', missing, source, implemented: false };
}

function no(source: string, reason: string): CapabilityEntry {
	return { state: 'no', reason, source, implemented: false };
}

/** Marks what this pack does today. */
function now(entry: CapabilityEntry): CapabilityEntry {
	return { ...entry, implemented: true };
}
