// Form c of each system, loaded alone: what the others need does not count as its memory.
import type { SystemName } from '../../../host/practiceSystems.mjs';
import type { PatientPages } from './vendor.mjs';

/** A new system is one line here. */
export const scripts: Readonly<Partial<Record<SystemName, () => Promise<PatientPages>>>> = {
	carecloud: async () => (await import('./careCloud/script.mjs')).careCloudPages,
	'greenway-intergy': async () => (await import('./greenway/script.mjs')).greenwayPages,
	'greenway-prime': async () => (await import('./greenway/script.mjs')).greenwayPages,
	advancedmd: async () => (await import('./advancedMd/script.mjs')).advancedMdPages,
	nextgen: async () => (await import('./nextGen/script.mjs')).nextGenPages,
	tebra: async () => (await import('./tebra/script.mjs')).tebraPages,
};
