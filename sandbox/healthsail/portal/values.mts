import type { Address, Phone } from '../store/types.mjs';
import { phoneForPeople } from './parts/phone.mjs';

const names: Readonly<Record<string, string>> = {
	givenName: 'First name',
	middleName: 'Middle name',
	familyName: 'Last name',
	suffix: 'Suffix',
	preferredName: 'Preferred name',
	birthDate: 'Birth date',
	administrativeSex: 'Sex',
	language: 'Language',
	email: 'E-mail',
};

const lists: Readonly<
	Record<string, { member?: string; words: Record<string, string>; else: string }>
> = {
	phones: {
		member: 'use',
		words: { mobile: 'Mobile phone', home: 'Home phone', work: 'Work phone' },
		else: 'Telephone',
	},
	addresses: {
		member: 'use',
		words: { home: 'Home address', mailing: 'Mailing address', billing: 'Billing address' },
		else: 'Address',
	},
	emergencyContacts: { words: {}, else: 'Emergency contact' },
	coverages: {
		member: 'priority',
		words: {
			primary: 'Insurance card',
			secondary: 'Second insurance card',
			tertiary: 'Third insurance card',
		},
		else: 'Insurance card',
	},
};

interface Change {
	path: string;
	from: unknown;
	to: unknown;
}

/** What a change of a request is about, as a patient reads it. */
export function titleOf({ path, from, to }: Change): string {
	const list = Object.keys(lists).find((name) => path.includes(`/${name}/`));
	if (!list) return names[path.slice(path.lastIndexOf('/') + 1)] ?? 'Other detail';
	const { member, words, else: otherwise } = lists[list];
	if (!member) return otherwise;
	const word = membersOf(to)[member] ?? membersOf(from)[member];
	return words[String(word)] ?? otherwise;
}

/** One line for people of a value that a change request carries; empty for no value. */
export function lineOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value !== 'object') return String(value);
	const members = membersOf(value);
	if ('memberId' in members || 'payer' in members) return cardLine(members);
	if ('number' in members) return phoneLine(members as unknown as Phone);
	if ('phones' in members) return contactLine(members);
	return addressLines(members as unknown as Address).join(', ');
}

/** The lines of an address, top down. */
export function addressLines(address: Partial<Address>): string[] {
	const { line1, line2, city, region, postalCode } = address;
	const town = [city, [region, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ');
	return [line1, line2 as string | null | undefined, town].filter((line): line is string =>
		Boolean(line),
	);
}

/** A telephone with its extension. */
export function phoneLine({ number, extension }: Partial<Phone>): string {
	const inside = extension ? `, extension ${String(extension)}` : '';
	return `${phoneForPeople(number ?? '')}${inside}`;
}

function contactLine({ name, relationship, phones }: Record<string, unknown>): string {
	const numbers = (phones as Phone[]).map(phoneLine);
	return [name, relationship, ...numbers].filter(Boolean).join(', ');
}

function cardLine({ payer, plan, memberId }: Record<string, unknown>): string {
	const { name, groupNumber } = membersOf(plan);
	return [
		membersOf(payer).name,
		name,
		memberId && `member ID ${String(memberId)}`,
		groupNumber && `group ${String(groupNumber)}`,
	]
		.filter(Boolean)
		.join(', ');
}

function membersOf(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
