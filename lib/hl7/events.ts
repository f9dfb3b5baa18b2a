/** What a message is about. */
export type MessageKind = 'patient' | 'merge' | 'appointment';

/** The messages that are worked with, by type and event. */
export const events: Readonly<Record<string, Readonly<Record<string, MessageKind>>>> = {
	ADT: { A04: 'patient', A08: 'patient', A28: 'patient', A31: 'patient', A40: 'merge' },
	SIU: {
		S12: 'appointment',
		S13: 'appointment',
		S14: 'appointment',
		S15: 'appointment',
		S17: 'appointment',
		S26: 'appointment',
	},
};

/** All of them as people write them, such as `ADT^A08`. */
export const eventNames: readonly string[] = Object.entries(events).flatMap(([type, known]) =>
	Object.keys(known).map((event) => `${type}^${event}`),
);
