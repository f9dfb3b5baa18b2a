import type { Message } from '../message';
import { segmentsOf } from '../read';
import { faulty } from '../refusal';
import type { Hl7Context } from './context';
import { ownNumber } from './identifiers';
import { requirePid } from './patient';

/** Two patients of the practice that staff made one. */
export interface Hl7Merge {
	/** Number of the patient that stays (PID-3). */
	readonly survivorId: string;
	/** Number of the patient that was merged away (MRG-1). */
	readonly loserId: string;
}

/**
 * The merge that an A40 tells. Throws Hl7Refusal `AE` when one of the two numbers is missing, when
 * they are the same, or when the message tells of several merges.
 */
export function toMerge(message: Message, context: Hl7Context): Hl7Merge {
	const pid = requirePid(message);
	const segments = segmentsOf(message, 'MRG');
	if (segments.length === 0) {
		throw faulty('100', 'The message holds no MRG segment.', { segment: 'MRG' });
	}
	if (segments.length > 1 || segmentsOf(message, 'PID').length > 1) {
		throw faulty('100', 'The message tells of several merges. Send one A40 for each.', {
			segment: 'MRG',
			sequence: 2,
		});
	}
	const survivorId = ownNumber(message, pid, 3, context);
	const loserId = ownNumber(message, segments[0], 1, context);
	if (survivorId === loserId) {
		throw faulty('204', 'PID-3 and MRG-1 name the same patient.', { segment: 'MRG', field: 1 });
	}
	return { survivorId, loserId };
}
