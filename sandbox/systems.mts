import type { VendorSystem } from './core/system.mjs';
import type { World } from './core/world.mjs';
import type { PracticeSize } from './practice/size.mjs';
import { createTebraSystem } from './tebra/system.mjs';

/** The practice systems of the sandbox by key; a new one is a line here and in `portOffsets`. */
export const vendorSystems = {
	tebra: createTebraSystem,
} as const satisfies Readonly<Record<string, (world: World, size: PracticeSize) => VendorSystem>>;
export type VendorKey = keyof typeof vendorSystems;

/** Where each system listens, counted from the first port; the same whichever are started. */
export const portOffsets: Readonly<Record<VendorKey, number>> = {
	tebra: 2,
};
