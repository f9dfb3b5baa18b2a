import type { EmergencyContact } from '../../canonical/patient';
import type { Segment } from '../message';
import { makeSegment, trimmed } from '../message';
import { usualSeparators } from '../separators';
import { telephone } from './parts';

/** NK1-7, HL7 table 0131. */
const emergencyContactRole = 'C';

/**
 * NK1 per emergency contact, in their order. A contact's name is one text here and two parts there: the
 * last word is taken for the family name, so that both in their order are the same text again.
 */
export function contactSegments(contacts: readonly EmergencyContact[] = []): Segment[] {
	return contacts.map(({ name, relationship, phones }, index) => {
		const words = name.trim().split(/\s+/);
		const family = words.pop() ?? '';
		return makeSegment(
			'NK1',
			[
				String(index + 1),
				[trimmed([family, words.join(' ')])],
				// The text alone: a code of table 0063 would have to be guessed from it.
				relationship === undefined ? '' : [trimmed(['', relationship])],
				'',
				phones.filter(({ use }) => use !== 'work').map(telephone),
				phones.filter(({ use }) => use === 'work').map(telephone),
				emergencyContactRole,
			],
			usualSeparators,
		);
	});
}
