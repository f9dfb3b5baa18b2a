import type { Phone } from '../../canonical/patient';
import { nationalDigits } from '../../values/phone';
import type { FieldValue } from '../message';
import { trimmed } from '../message';

/** A field of one text: empty when nothing is told, `""` when it is known to be empty. */
export function textOrNull<T extends string>(
	value: T | null | undefined,
	format: (value: T) => string = (text) => text,
): string {
	return value === undefined ? '' : value === null ? '""' : format(value);
}

/** A field that repeats: empty when the list is not told, `""` when it is known to be empty. */
export function listOrNull<T>(
	list: readonly T[] | undefined,
	format: (entry: T) => FieldValue,
): FieldValue | string {
	if (list === undefined) return '';
	return list.length === 0 ? '""' : list.flatMap(format);
}

/** A telephone as XTN: use, equipment, area and number apart, and the whole number for people. */
export function telephone({ use, number, extension }: Phone): string[][] {
	const national = nationalDigits(number);
	const area = national?.slice(0, 3) ?? '';
	const local = national?.slice(3) ?? '';
	const kind = use === 'work' ? 'WPN' : 'PRN';
	const equipment = use === 'mobile' ? 'CP' : 'PH';
	const shown = national === undefined ? number : `(${area})${local.slice(0, 3)}-${local.slice(3)}`;
	return trimmed([shown, kind, equipment, '', '', area, local, extension ?? '']);
}
