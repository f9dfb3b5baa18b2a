import { flatMembers } from '../../lib/changes/flatMembers';
import { foldText } from '../../lib/values/text';
import { addressKeys, phoneKeys } from './mapping/entries';
import type { CareCloudPatient } from './wire/patient';

type Json = Readonly<Record<string, unknown>>;

/** What moves by itself, and what is never looked at: the picture and the password of an interface. */
const leftOut: ReadonlySet<string> = new Set([
	'interface',
	'photo',
	'updated_at',
	'last_seen_date',
	'account_balance',
]);

/** Kept as there or not there: that is enough to see them lost. */
const secret = ['ssn', 'drivers_license_number'] as const;

/**
 * Every member of a patient as text by its path (sheet 4.1). Telephones and addresses are named by
 * their type, wherever in the list they stand. As the sheet says, case does not count, telephones are
 * their digits, and postal codes the first five.
 */
export function membersOf(raw: unknown, wire: CareCloudPatient): Record<string, string> {
	const record = raw as Json;
	const told = Object.fromEntries(secret.map((name) => [name, record[name] ? 'told' : null]));
	const named = {
		...record,
		...told,
		...(wire.phones && { phones: keyed(record.phones, phoneKeys(wire.phones)) }),
		...(wire.addresses && { addresses: keyed(record.addresses, addressKeys(wire.addresses)) }),
	};
	const flat = flatMembers(named, (path) => leftOut.has(path));
	return Object.fromEntries(
		Object.entries(flat).flatMap(([path, text]) => {
			const value = comparable(path, text);
			return value === '' ? [] : [[path, value]];
		}),
	);
}

/** A list's entries by their keys; one entry stands for a list of one (sheet 9.4). */
function keyed(list: unknown, keys: readonly string[]): Json {
	const entries: readonly unknown[] = Array.isArray(list) ? list : [list];
	return Object.fromEntries(keys.map((key, index) => [key, entries[index]]));
}

function comparable(path: string, text: string): string {
	const name = path.slice(path.lastIndexOf('.') + 1);
	if (name === 'phone_number') return text.replace(/\D/g, '') || foldText(text);
	if (name === 'zip' || name === 'zip_code') {
		return text.replace(/\D/g, '').slice(0, 5) || foldText(text);
	}
	return foldText(text);
}
