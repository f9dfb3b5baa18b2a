import type { Address, Phone } from '../../canonical/patient';
import { dropAbsent } from '../../values/dropAbsent';
import { parsePhone } from '../../values/phone';
import { parsePostalCode } from '../../values/postalCode';
import { cleanDetail, cleanEmail } from '../../values/text';
import type { Message, Segment } from '../message';
import { isNullField, memberOf, repetitionsOf, valueOf, type Repetition } from '../read';

/** HL7 table 0190; other kinds, such as bad addresses (BA) or birth places (N), are not kept. */
const addressUses: Readonly<Record<string, Address['use']>> = {
	H: 'home',
	C: 'home',
	L: 'home',
	P: 'home',
	M: 'mailing',
	BI: 'billing',
	SH: 'shipping',
};

/** Addresses of a field of the type XAD; undefined = the message does not speak of them. */
export function addressesOf(
	message: Message,
	segment: Segment | undefined,
	field: number,
): Address[] | undefined {
	if (isNullField(segment, field)) return [];
	const repetitions = repetitionsOf(message, segment, field);
	if (repetitions.length === 0) return undefined;
	const found = new Map<string, Address>();
	for (const repetition of repetitions) {
		const type = valueOf(repetition, 7);
		const use = type === undefined ? 'home' : addressUses[type.toUpperCase()];
		if (use === undefined || found.has(use)) continue;
		const address = toAddress(repetition, use);
		if (address !== undefined) found.set(use, address);
	}
	// A list without a usable address is no word that the patient has none.
	return found.size === 0 ? undefined : [...found.values()];
}

function toAddress(repetition: Repetition, use: Address['use']): Address | undefined {
	const detail = (component: number) => cleanDetail(memberOf(repetition, component)) ?? undefined;
	const members = dropAbsent({
		line1: detail(1),
		line2: detail(2),
		city: detail(3),
		region: detail(4),
		postalCode: parsePostalCode(memberOf(repetition, 5)) ?? undefined,
	});
	// A country alone is no address.
	if (Object.keys(members).length === 0) return undefined;
	return dropAbsent({ use, ...members, country: countryOf(detail(6)) });
}

/** Two letters, as HealthSail has it; HL7 senders mostly write USA. Other forms are left out. */
function countryOf(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	if (/^U\.?S\.?(A\.?)?$/i.test(text) || text === '840') return 'US';
	return /^[A-Z]{2}$/i.test(text) ? text.toUpperCase() : undefined;
}

/** What fields of the type XTN tell: telephones and an e-mail address. */
export interface Telecoms {
	/**
	 * All telephones of the person. Undefined = not told: a work number alone does not say that there
	 * is no other.
	 */
	readonly phones: Phone[] | undefined;
	/** Every number that was found, whether or not they are all. */
	readonly numbers: readonly Phone[];
	readonly email: string | null | undefined;
}

/** Reads home, work and (from 2.7 on) all telecommunication fields of a segment. */
export function telecomsOf(
	message: Message,
	segment: Segment | undefined,
	fields: ReadonlyArray<readonly [field: number, use: Phone['use']]>,
): Telecoms {
	const phones = new Map<string, Phone>();
	let isTold = false;
	let email: string | null | undefined;
	for (const [field, fallback] of fields) {
		if (isNullField(segment, field)) {
			isTold ||= fallback === 'home';
			continue;
		}
		for (const repetition of repetitionsOf(message, segment, field)) {
			if (isEmail(repetition)) {
				email ??= emailOf(repetition);
				continue;
			}
			const phone = phoneOf(repetition, fallback);
			if (phone === undefined) continue;
			isTold ||= fallback === 'home';
			if (!phones.has(phone.number)) phones.set(phone.number, phone);
		}
	}
	const numbers = [...phones.values()];
	return { phones: isTold ? numbers : undefined, numbers, email };
}

/** XTN-2 NET, XTN-3 Internet or X.400, or an address in XTN-4. */
function isEmail(repetition: Repetition): boolean {
	return isNet(repetition) || valueOf(repetition, 4)?.includes('@') === true;
}

function isNet(repetition: Repetition): boolean {
	const [use, equipment] = [valueOf(repetition, 2), valueOf(repetition, 3)];
	return use === 'NET' || /^(internet|x\.400)$/i.test(equipment ?? '');
}

/** Only `""` says that there is none; a placeholder or a blank says nothing. */
function emailOf(repetition: Repetition): string | null | undefined {
	const text = memberOf(repetition, 4) ?? (isNet(repetition) ? memberOf(repetition, 1) : undefined);
	if (text === undefined && memberOf(repetition, 4) !== null) return undefined;
	return text == null ? null : (cleanEmail(text) ?? undefined);
}

function phoneOf(repetition: Repetition, fallback: Phone['use']): Phone | undefined {
	const parts = [valueOf(repetition, 6), valueOf(repetition, 7)];
	const text =
		valueOf(repetition, 12) ??
		valueOf(repetition, 1) ??
		(parts[1] === undefined ? undefined : parts.join(''));
	const phone = parsePhone(text, valueOf(repetition, 8));
	return phone === undefined ? undefined : { use: useOf(repetition, fallback), ...phone };
}

function useOf(repetition: Repetition, fallback: Phone['use']): Phone['use'] {
	if (valueOf(repetition, 3)?.toUpperCase() === 'CP') return 'mobile';
	switch (valueOf(repetition, 2)?.toUpperCase()) {
		case 'PRS':
			return 'mobile';
		case 'WPN':
			return 'work';
		case 'PRN':
			return 'home';
		default:
			return fallback;
	}
}
