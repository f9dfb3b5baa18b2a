import { describeValue } from '../changes/describe';
import type { AddressSource, DemographicsSource, PhoneSource } from './sources';

/** First, middle and last name and suffix; a sentence where there is none. */
export function personName(
	demographics: Pick<
		DemographicsSource,
		'givenName' | 'middleName' | 'familyName' | 'suffix'
	> | null = {},
): string {
	const { givenName, middleName, familyName, suffix } = demographics ?? {};
	const parts = [givenName, middleName, familyName, suffix].filter(Boolean);
	return parts.length > 0 ? parts.join(' ') : 'Name not told';
}

/** A fact of two records side by side. */
export interface FactRow {
	readonly title: string;
	readonly left: string;
	readonly right: string;
}

interface Person {
	readonly demographics?: DemographicsSource | null;
	readonly addresses?: readonly AddressSource[] | null;
}

const none = 'not told';

/** Name, birth date, sex, telephones, e-mail and addresses of two people, as staff compare them. */
export function sideBySide(left: Person, right: Person): FactRow[] {
	const row = (title: string, read: (person: Person) => string | null | undefined): FactRow => ({
		title,
		left: read(left) || none,
		right: read(right) || none,
	});
	return [
		row('Name', ({ demographics }) => demographics && personName(demographics)),
		row('Birth date', ({ demographics }) => demographics?.birthDate),
		row('Sex', ({ demographics }) => demographics?.administrativeSex),
		row('Telephone', ({ demographics }) => phonesText(demographics?.phones)),
		row('E-mail', ({ demographics }) => demographics?.email),
		row('Address', ({ addresses }) => addressText(addresses)),
	];
}

function phonesText(phones: readonly PhoneSource[] | null | undefined): string {
	return (phones ?? [])
		.map(({ number, extension }) =>
			describeValue('phone.home', { number, ...(extension && { extension }) }),
		)
		.join('; ');
}

function addressText(addresses: readonly AddressSource[] | null | undefined): string {
	return (addresses ?? [])
		.map(({ line1, line2, city, region, postalCode, country }) => {
			const told = Object.entries({ line1, line2, city, region, postalCode, country });
			return describeValue(
				'address.home',
				Object.fromEntries(told.filter(([, value]) => value)) as Record<string, string>,
			);
		})
		.join('; ');
}
