/** How a message is turned down: `AE` = it cannot be worked with, `AR` = it is not taken at all. */
export type RefusalCode = 'AE' | 'AR';

/** HL7 table 0357, as far as it is used here. */
export const conditionTexts = {
	'100': 'Segment sequence error',
	'101': 'Required field missing',
	'102': 'Data type error',
	'103': 'Table value not found',
	'200': 'Unsupported message type',
	'201': 'Unsupported event code',
	'202': 'Unsupported processing id',
	'204': 'Unknown key identifier',
	'207': 'Application internal error',
} as const;
export type Condition = keyof typeof conditionTexts;

/** Where in a message something is; numbers count from 1 as HL7 does. */
export interface Place {
	readonly segment: string;
	/** Which of several segments of that name. */
	readonly sequence?: number;
	readonly field?: number;
	readonly component?: number;
}

export interface RefusalDetails {
	readonly code: RefusalCode;
	readonly condition: Condition;
	/** A sentence for the person who looks after the interface. Never a value of the message. */
	readonly text: string;
	readonly place?: Place;
}

/** A message that is turned down, in words that may go back to the sender. */
export class Hl7Refusal extends Error {
	constructor(readonly details: RefusalDetails) {
		super(details.text);
		this.name = 'Hl7Refusal';
	}
}

/** A message of a kind that cannot be used, whatever its content. */
export function rejected(condition: Condition, text: string, place?: Place): Hl7Refusal {
	return new Hl7Refusal({ code: 'AR', condition, text, ...(place && { place }) });
}

/** A message that lacks something, or has it in a form that cannot be read. */
export function faulty(condition: Condition, text: string, place?: Place): Hl7Refusal {
	return new Hl7Refusal({ code: 'AE', condition, text, ...(place && { place }) });
}
