import { foldText } from '../../../lib/values/text';
import type { CareCloudAddress, CareCloudPhone } from '../wire/patient';

/** Codes of the words in which some reads tell a telephone's type (sheet 4.1). */
const typeCodes: Readonly<Record<string, string>> = {
	business: 'B',
	main: 'M',
	fax: 'F',
	'toll free': 'TF',
	voip: 'V',
	skype: 'S',
	pager: 'P',
	cell: 'C',
	home: 'H',
	sms: 'SMS',
};

/** The code of a telephone's type, told as a code or a word; undefined = by its id only, or unknown. */
export function typeCodeOf(phone: CareCloudPhone): string | undefined {
	const byWord = phone.phone_type == null ? undefined : typeCodes[foldText(phone.phone_type)];
	return phone.phone_type_code ?? byWord;
}

/** Names of the telephones of a list that stay theirs while the list changes: type and number of it. */
export function phoneKeys(phones: readonly CareCloudPhone[]): string[] {
	return numbered(phones.map((phone) => typeCodeOf(phone) ?? `id${phone.phone_type_id ?? ''}`));
}

/** The same of addresses: an address has no other mark than whether it is the primary one. */
export function addressKeys(addresses: readonly CareCloudAddress[]): string[] {
	return numbered(addresses.map((entry) => (entry.is_primary === true ? 'primary' : 'other')));
}

function numbered(types: readonly string[]): string[] {
	return types.map((type, index) => {
		const nth = types.slice(0, index + 1).filter((other) => other === type).length;
		return `${type}#${nth}`;
	});
}
