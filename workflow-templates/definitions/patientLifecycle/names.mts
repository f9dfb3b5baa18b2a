import type { SyncVendor } from '../demographicSync/vendor.mjs';

export const lifecycleId = (vendor: SyncVendor) => `${vendor.system}/patient-lifecycle`;

export const lifecycleNames = {
	vanished: (title: string) => `${title} patients: find those that vanished`,
	newPatients: (title: string) => `${title} patients: propose shoppers as new patients`,
	merge: (title: string) => `${title} patients: merge two patients`,
	undoMerge: (title: string) => `${title} patients: undo a merge`,
	decide: (title: string) => `${title} patients: decide a match review`,
	undoDecision: (title: string) => `${title} patients: undo a decision`,
	undoLink: (title: string) => `${title} patients: undo a link`,
} as const;
