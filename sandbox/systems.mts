import { createAdvancedMdSystem } from './advancedmd/system.mjs';
import { createCareCloudSystem } from './carecloud/system.mjs';
import type { VendorSystem } from './core/system.mjs';
import type { World } from './core/world.mjs';
import { createGreenwayIntergySystem, createGreenwayPrimeSuiteSystem } from './greenway/system.mjs';
import { createHl7System } from './hl7/system.mjs';
import { createNextGenSystem } from './nextgen/system.mjs';
import type { PracticeSize } from './practice/size.mjs';
import { createTebraSystem } from './tebra/system.mjs';

/** The practice systems of the sandbox by key; a new one is a line here and in `portOffsets`. */
export const vendorSystems = {
	tebra: createTebraSystem,
	advancedmd: createAdvancedMdSystem,
	carecloud: createCareCloudSystem,
	nextgen: createNextGenSystem,
	greenway_intergy: createGreenwayIntergySystem,
	greenway_prime_suite: createGreenwayPrimeSuiteSystem,
	hl7: createHl7System,
} as const satisfies Readonly<Record<string, (world: World, size: PracticeSize) => VendorSystem>>;
export type VendorKey = keyof typeof vendorSystems;

/** Where each system listens, counted from the first port; the same whichever are started. */
export const portOffsets: Readonly<Record<VendorKey, number>> = {
	tebra: 2,
	advancedmd: 3,
	carecloud: 4,
	nextgen: 5,
	greenway_intergy: 6,
	greenway_prime_suite: 7,
	hl7: 8,
};
