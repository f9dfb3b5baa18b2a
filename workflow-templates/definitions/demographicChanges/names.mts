import type { SyncVendor } from '../demographicSync/vendor.mjs';

export const changesId = (vendor: SyncVendor) => `${vendor.system}/demographic-changes`;
export const byHl7Id = (vendor: SyncVendor) => `${vendor.system}/demographic-changes-by-hl7`;
export const followUpId = (vendor: SyncVendor) => `${vendor.system}/proposal-follow-up`;

export const proposalNames = {
	events: (title: string) => `${title} proposals: work at once on what was asked or decided`,
	sweep: (title: string) => `${title} proposals: deliver what staff approved`,
	byHl7: (title: string) => `${title} proposals: send what staff approved by HL7`,
	followUp: (title: string) => `${title} proposals: look for what staff keyed in`,
} as const;
