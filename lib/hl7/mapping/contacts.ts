import type { Address, Phone } from '../../canonical/patient';
import { parsePhone } from '../../values/phone';
import { parsePostalCode } from '../../values/postalCode';
import { cleanDetail, cleanEmail } from '../../values/text';
import type { Message, Segment } from '../message';
import { isNullField, memberOf, repetitionsOf, valueOf, type Repetition } from '../read';
import { dropAbsent } from './context';

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
	return [...found.values()];
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
	/** Undefined = the message does not speak of telephones. */
	readonly phones: Phone[] | undefined;
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
			isTold = true;
			continue;
		}
		for (const repetition of repetitionsOf(message, segment, field)) {
			const address = emailOf(repetition);
			if (address !== undefined) {
				email ??= address;
				continue;
			}
			isTold = true;
			const phone = phoneOf(repetition, fallback);
			if (phone !== undefined && !phones.has(phone.number)) phones.set(phone.number, phone);
		}
	}
	return { phones: isTold ? [...phones.values()] : undefined, email };
}

/** XTN-2 NET, XTN-3 Internet or X.400, or an address in XTN-4. */
function emailOf(repetition: Repetition): string | null | undefined {
	const [use, equipment] = [valueOf(repetition, 2), valueOf(repetition, 3)];
	const isNet = use === 'NET' || /^(internet|x\.400)$/i.test(equipment ?? '');
	const text = valueOf(repetition, 4) ?? (isNet ? valueOf(repetition, 1) : undefined);
	if (text === undefined && !isNet) return undefined;
	return text?.includes('@') === true || isNet ? cleanEmail(text ?? '') : undefined;
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
