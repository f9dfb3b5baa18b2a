/**
 * Why a change is not written by us and goes to staff: the code that HealthSail keeps as
 * `outcomeCode`, and the sentence that staff read. No sentence holds a value.
 */
export const refusalSentences = {
	updatesOff: 'Writing to patients is turned off in the practice profile.',
	unsupportedField: "This system's interface cannot write this field.",
	clearing: 'A value is never cleared by the interface.',
	unknownState: 'The state is not one that this system knows.',
	tooLong: 'The value is longer than this system takes.',
	badCharacters: 'The value has characters that this system does not take.',
	badPhone: 'The telephone number is not one that this system takes.',
	unknownPolicy: 'The insurance on file could not be told for certain.',
	refusedByVendor: 'The system refused this value.',
	notStored: 'The system took the value and shows another one.',
	possibleDuplicate: 'The practice may have this person as a patient already.',
	customerMerged: 'The customer was merged into another one after this was proposed.',
	keptOut: 'The patient opted out or is no longer in the sync: nothing is read or written.',
	patientUnclear: 'HealthSail holds no patient of this practice for the customer, or several.',
	missingFacts: 'A part that the system needs is missing, such as the town of an address.',
} as const;
export type RefusalCode = keyof typeof refusalSentences;

/** A change that the system cannot take. */
export interface RefusedChange {
	readonly changeId: string;
	readonly code: RefusalCode;
}
