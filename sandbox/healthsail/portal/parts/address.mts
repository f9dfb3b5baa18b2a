import type { Address } from '../../store/types.mjs';
import { clean, reading, told, wrongText, type Input, type Part, type Texts } from './part.mjs';
import { isState, states } from './states.mjs';

const LONGEST_STREET = 100;
const LONGEST_CITY = 50;

export type AddressUse = 'home' | 'mailing' | 'shipping';

const groups: Readonly<Record<AddressUse, { title: string; optional: boolean }>> = {
	home: { title: 'Home address', optional: false },
	mailing: { title: 'Mailing address', optional: true },
	shipping: { title: 'Address for parcels', optional: false },
};

/** A stored address as a change request carries it. */
export function addressValue(address: Partial<Address>): Record<string, unknown> {
	const { use, line1, line2, city, region, postalCode, country } = address;
	return told({ use, line1, line2, city, region, postalCode, country });
}

/** The part of one address of a customer; of several of a kind, the first is changed. */
export function addressPart(use: AddressUse, addresses: readonly Address[]): Part {
	const stored = addresses.find((address) => address.use === use);
	const { title, optional } = groups[use];
	const names = {
		line1: `${use}Line1`,
		line2: `${use}Line2`,
		city: `${use}City`,
		region: `${use}Region`,
		postalCode: `${use}PostalCode`,
	};
	const region = clean(stored?.region);
	return {
		group: title,
		title,
		path: `/addresses/${stored?.id ?? `new-${use}`}`,
		onFile: stored ? addressValue(stored) : null,
		inputs: inputsOf(names, use, optional, region),
		shown: {
			[names.line1]: clean(stored?.line1),
			[names.line2]: clean(stored?.line2 as string | null | undefined),
			[names.city]: clean(stored?.city),
			[names.region]: isState(region.toUpperCase()) ? region.toUpperCase() : region,
			[names.postalCode]: clean(stored?.postalCode),
		},
		read: (texts) => {
			const [line1, line2, city, state, postalCode] = Object.values(names).map(
				(name) => texts[name],
			);
			const isEmpty = `${line1}${line2}${city}${state}${postalCode}` === '';
			if (optional && isEmpty) return { value: null };
			const zip = /^(\d{5})[ -]?(\d{4})?$/.exec(postalCode);
			const errors: Record<string, string | undefined> = {
				[names.line1]: line1 ? wrongText(line1, LONGEST_STREET) : 'Enter house number and street.',
				[names.line2]: wrongText(line2, LONGEST_STREET),
				[names.city]: city ? wrongText(city, LONGEST_CITY) : 'Enter the city.',
				[names.region]: isState(state) ? undefined : 'Choose the state.',
				[names.postalCode]: zip ? undefined : 'Enter a ZIP code with 5 or 9 digits.',
			};
			return reading(errors, () =>
				told({
					...{ use, line1, line2, city, region: state },
					postalCode: zip?.[2] ? `${zip[1]}-${zip[2]}` : zip?.[1],
					// A practice that keeps no country is not told one.
					country: stored && !stored.country ? undefined : 'US',
				}),
			);
		},
	};
}

function inputsOf(names: Texts, use: AddressUse, optional: boolean, region: string): Input[] {
	// Browsers know an address of a person and one for parcels, not where other letters go.
	const purpose = (word: string) =>
		({ home: word, shipping: `shipping ${word}`, mailing: undefined })[use];
	const isOdd = region !== '' && !isState(region.toUpperCase());
	return [
		{
			name: names.line1,
			label: 'House number and street',
			autocomplete: purpose('address-line1'),
			optional,
		},
		{
			name: names.line2,
			label: 'Apartment, unit or floor',
			autocomplete: purpose('address-line2'),
			optional: true,
		},
		{ name: names.city, label: 'City', autocomplete: purpose('address-level2'), optional },
		{
			name: names.region,
			label: 'State',
			autocomplete: purpose('address-level1'),
			options: [
				['', 'Choose a state'],
				...(isOdd ? [[region, `${region} (on file)`] as const] : []),
				...states,
			],
			optional,
			narrow: true,
		},
		{
			name: names.postalCode,
			label: 'ZIP code',
			autocomplete: purpose('postal-code'),
			optional,
			narrow: true,
		},
	];
}
