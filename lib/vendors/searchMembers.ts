import type { PmSystem } from '../canonical/externalId';

/**
 * Whether the search of a system finds a patient by the practice's own number: sheets Tebra 4.1 (no
 * such filter), AdvancedMD 4.1, CareCloud 4.1, NextGen 4.1, Greenway 4.1.
 */
export const searchesByChartNumber: Readonly<Record<PmSystem, boolean>> = {
	tebra: false,
	advancedmd: true,
	carecloud: true,
	nextgen: true,
	greenway_intergy: true,
	greenway_prime_suite: true,
};
