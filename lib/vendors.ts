import { pmSystemSchema, type PmSystem } from './canonical/externalId';
import type { Capability, CapabilityRow } from './capability';
import { advancedMdCapabilities } from './vendors/advancedMd';
import { careCloudCapabilities } from './vendors/careCloud';
import { greenwayIntergyCapabilities } from './vendors/greenwayIntergy';
import { greenwayPrimeSuiteCapabilities } from './vendors/greenwayPrimeSuite';
import { nextGenCapabilities } from './vendors/nextGen';
import { tebraCapabilities } from './vendors/tebra';

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

/** How each system is written to, for audit records (sections 1 of the fact sheets). */
export const pmProtocols: Readonly<Record<PmSystem, 'soap' | 'rest' | 'fhir'>> = {
	tebra: 'soap',
	advancedmd: 'rest',
	carecloud: 'rest',
	nextgen: 'rest',
	greenway_intergy: 'fhir',
	greenway_prime_suite: 'rest',
};

/**
 * What each system can do, as its fact sheet tells (`source` is a section of that sheet). The nodes,
 * the feature matrix and the go-live check read this table; the compiler asks for every row and cell.
 */
export const capabilities: Readonly<Record<PmSystem, CapabilityRow>> = {
	tebra: tebraCapabilities,
	advancedmd: advancedMdCapabilities,
	carecloud: careCloudCapabilities,
	nextgen: nextGenCapabilities,
	greenway_intergy: greenwayIntergyCapabilities,
	greenway_prime_suite: greenwayPrimeSuiteCapabilities,
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
