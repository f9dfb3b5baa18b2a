import type { PmSystem } from '../canonical/externalId';
import type { FlagRule } from './flagRule';
import type { PracticeProfile } from './schema';
import { advancedMdDefaults, advancedMdFlags } from './systems/advancedMd';
import { careCloudDefaults, careCloudFlags } from './systems/careCloud';
import { greenwayDefaults, greenwayFlags } from './systems/greenway';
import { nextGenDefaults, nextGenFlags } from './systems/nextGen';
import { tebraDefaults, tebraFlags } from './systems/tebra';

/** The members of a profile that hold the settings of one vendor. */
export const settingsMembers = ['tebra', 'advancedmd', 'carecloud', 'nextgen', 'greenway'] as const;
export type SettingsMember = (typeof settingsMembers)[number];

interface SystemPart {
	readonly member: SettingsMember;
	readonly flags: readonly FlagRule[];
	readonly settings: Pick<PracticeProfile, SettingsMember>;
}

/** What only one system's profile has: its settings, and the flags that its practices use. */
export const systemParts: Readonly<Record<PmSystem, SystemPart>> = {
	tebra: { member: 'tebra', flags: tebraFlags, settings: { tebra: tebraDefaults } },
	advancedmd: {
		member: 'advancedmd',
		flags: advancedMdFlags,
		settings: { advancedmd: advancedMdDefaults },
	},
	carecloud: {
		member: 'carecloud',
		flags: careCloudFlags,
		settings: { carecloud: careCloudDefaults },
	},
	nextgen: { member: 'nextgen', flags: nextGenFlags, settings: { nextgen: nextGenDefaults } },
	greenway_intergy: {
		member: 'greenway',
		flags: greenwayFlags,
		settings: { greenway: greenwayDefaults },
	},
	greenway_prime_suite: {
		member: 'greenway',
		flags: greenwayFlags,
		settings: { greenway: greenwayDefaults },
	},
};
