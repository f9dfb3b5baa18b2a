import type { Phone } from '../../store/types.mjs';
import { clean, reading, told, wrongText, type Part } from './part.mjs';
import { phoneForPeople, phoneValue, toE164, wrongPhone } from './phone.mjs';

const LONGEST_NAME = 200;
const LONGEST_RELATIONSHIP = 60;

type Contact = Record<string, unknown>;

/** A stored emergency contact as a change request carries it. */
export function contactValue(contact: Contact): Record<string, unknown> {
	const phones = (contact.phones as Phone[] | undefined) ?? [];
	return {
		...told({ name: contact.name, relationship: contact.relationship }),
		phones: phones.map(phoneValue),
	};
}

/** The part of the first emergency contact; the others stay as they are. */
export function contactPart(contacts: readonly Contact[]): Part {
	const stored = contacts.at(0);
	const [phone, ...otherPhones] = (stored?.phones as Phone[] | undefined) ?? [];
	return {
		group: 'Emergency contact',
		title: 'Emergency contact',
		path: '/emergencyContacts/0',
		onFile: stored ? contactValue(stored) : null,
		inputs: [
			{ name: 'contactName', label: 'Full name', optional: true },
			{
				name: 'contactRelationship',
				label: 'Relationship to you',
				hint: 'For example spouse, parent or friend.',
				optional: true,
				narrow: true,
			},
			{ name: 'contactPhone', label: 'Their telephone', kind: 'tel', optional: true, narrow: true },
		],
		shown: {
			contactName: clean(stored?.name as string | undefined),
			contactRelationship: clean(stored?.relationship as string | null | undefined),
			contactPhone: phoneForPeople(phone?.number ?? ''),
		},
		read: ({ contactName: name, contactRelationship: relationship, contactPhone: number }) => {
			if (`${name}${relationship}${number}` === '') return { value: null };
			const isKept = phone !== undefined && number === phoneForPeople(phone.number);
			const errors = {
				contactName: name ? wrongText(name, LONGEST_NAME) : 'Enter the name of this person.',
				contactRelationship: wrongText(relationship, LONGEST_RELATIONSHIP),
				contactPhone: number
					? isKept
						? undefined
						: wrongPhone(number)
					: 'Enter a number where this person can be reached.',
			};
			return reading(errors, () => {
				const first = isKept
					? phoneValue(phone)
					: { use: phone?.use ?? 'mobile', number: toE164(number) };
				return {
					...told({ name, relationship }),
					phones: [first, ...otherPhones.map(phoneValue)],
				};
			});
		},
	};
}
