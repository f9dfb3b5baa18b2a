import type { AddressValue } from '../../../lib/changes/field';
import type { Writable } from '../../../lib/changes/writable';
import { meaningOf } from '../../../lib/profile/codes';
import { countryCode } from '../../../lib/values/country';
import { parsePhone } from '../../../lib/values/phone';
import type { PracticeScope } from '../../common/practice/port';
import type { CareCloudAddress, CareCloudPhone } from '../wire/patient';
import { settingsOf } from './context';
import { addressKeys, phoneKeys } from './entries';

export type PhoneUse = 'mobile' | 'home' | 'work';

/**
 * A list after an entry was put in. `touches`: the entry, with a dot behind it for all that it holds,
 * since a new entry brings all its members.
 */
export interface EditedList<Entry> {
	readonly list: readonly Entry[];
	readonly touches: readonly string[];
}

/** Codes of telephone types that are written (sheet 4.1). */
const codes: Readonly<Record<PhoneUse, string>> = { mobile: 'C', home: 'H', work: 'B' };

/**
 * The telephones with this number in the place of the one that the practice reads as of that use, else
 * at the end.
 */
export function putPhone(
	phones: readonly CareCloudPhone[],
	use: PhoneUse,
	{ digits, extension }: { readonly digits: string; readonly extension?: string },
	scope: PracticeScope,
): EditedList<CareCloudPhone> {
	const { phoneTypes } = settingsOf(scope);
	const isOfUse = (wire: CareCloudPhone) => {
		const type = wire.phone_type_code ?? wire.phone_type ?? wire.phone_type_id;
		return (meaningOf(phoneTypes, type) ?? 'home') === use;
	};
	const isRead = (wire: CareCloudPhone) => parsePhone(wire.phone_number) !== undefined;
	const read = phones.findIndex((wire) => isOfUse(wire) && isRead(wire));
	// What staff typed where a number is missing makes room for one.
	const at = read === -1 ? phones.findIndex(isOfUse) : read;
	const number = { phone_number: digits, extension, phone_ext: undefined };
	if (at === -1) {
		const added = { ...number, phone_type_code: codes[use], is_primary: phones.length === 0 };
		const list = [...phones, added as CareCloudPhone];
		return { list, touches: [`phones.${phoneKeys(list)[phones.length]}.`] };
	}
	const list = phones.map((wire, index) => (index === at ? { ...wire, ...number } : wire));
	return { list, touches: [`phones.${phoneKeys(list)[at]}.`] };
}

/**
 * The addresses with this one in the place of the one that the practice reads as home, else as the
 * first. The second line may go, since lists are sent whole; another part that stands there and is not
 * told any more makes it one for staff.
 */
export function putAddress(
	addresses: readonly CareCloudAddress[],
	{ line1, line2, city, region, postalCode }: AddressValue,
): Writable<EditedList<CareCloudAddress>> {
	const primary = addresses.findIndex(({ is_primary: isPrimary }) => isPrimary === true);
	const at = primary === -1 ? 0 : primary;
	const before = addresses.at(at);
	const moved = {
		line1,
		line2,
		city,
		state_code: region,
		state: undefined,
		zip_code: postalCode,
		zip: undefined,
	};
	if (before === undefined) {
		const list = [{ ...moved, is_primary: true } as CareCloudAddress];
		return { ok: true, value: { list, touches: [`addresses.${addressKeys(list)[0]}.`] } };
	}
	const { country_name: country } = before;
	if (country && countryCode(country) !== 'US') return { ok: false, code: 'unsupportedField' };
	const parts = [
		[line1, before.line1],
		[city, before.city],
		[region, before.state_code ?? before.state],
		[postalCode, before.zip_code ?? before.zip],
	] as const;
	const isLost = parts.some(([after, earlier]) => after === undefined && earlier);
	if (isLost) return { ok: false, code: 'clearing' };
	const list = addresses.map((wire, index) =>
		index === at ? { ...wire, ...moved, line2: line2 ?? (wire.line2 ? '' : undefined) } : wire,
	);
	return { ok: true, value: { list, touches: [`addresses.${addressKeys(list)[at]}.`] } };
}
