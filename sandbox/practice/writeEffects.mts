import type { Person } from '../people/person.mjs';

/*
 * For vendor systems: change a patient through `store.write(id, edit, now)` and not `store.change`
 * wherever the change came in through the vendor's interface (`edit` answers false when it refused).
 * New patients come by `store.add(...)`. Staff's own edits stay `store.change`: nothing goes beside them.
 */

/** What a practice system does beside a write to a patient, on demand of a test. */
export interface WriteEffects {
	/** A telephone that the write left as it was is emptied with it. */
	blankPhone: boolean;
}

export function noWriteEffects(): WriteEffects {
	return { blankPhone: false };
}

/** In the order in which a telephone is lost: what practices use least goes first. */
const phones = ['workPhone', 'homePhone', 'mobilePhone'] as const;
type PhoneName = (typeof phones)[number];

/** The telephones of a person as text, to tell afterwards which of them a write changed. */
export type PhonesBefore = Readonly<Record<PhoneName, string | undefined>>;

export function phonesOf(person: Person): PhonesBefore {
	const textOf = (name: PhoneName) => person[name] && JSON.stringify(person[name]);
	return {
		workPhone: textOf('workPhone'),
		homePhone: textOf('homePhone'),
		mobilePhone: textOf('mobilePhone'),
	};
}

/** Does to a person who was just written what the system does beside it. */
export function applyWriteEffects(
	{ blankPhone }: WriteEffects,
	person: Person,
	before: PhonesBefore,
): void {
	if (!blankPhone) return;
	const now = phonesOf(person);
	const lost = phones.find((name) => now[name] !== undefined && now[name] === before[name]);
	if (lost !== undefined) delete person[lost];
}
