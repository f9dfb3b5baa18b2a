import type { Address, Patient } from '../../canonical/patient';
import { SafeError } from '../../privacy/errors';
import { stateCode } from '../../values/usState';

/** Longest components of XAD and XTN in version 2.5.1: a longer one is cut by the other side, or not. */
const longest = { line: 120, city: 50, postalCode: 12, email: 199 } as const;

/**
 * Makes sure that an address and an e-mail address fit into a message, so that nobody has to find out
 * what the other side does with a street of 200 characters. Throws SafeError `validation` with names of
 * members, never values.
 */
export function requireFitting({ addresses = [], email }: Patient): void {
	const tooLong = [
		...(addresses.some(isTooLong) ? ['addresses'] : []),
		...((email ?? '').length > longest.email ? ['email'] : []),
	];
	if (tooLong.length > 0) {
		throw refused('A value is longer than an HL7 message holds.', 'TooLong', tooLong);
	}
	if (addresses.some(hasUnknownState)) {
		throw refused(
			'An address names a state that is not one of the United States.',
			'UnknownState',
			['addresses'],
		);
	}
}

function isTooLong({ line1 = '', line2 = '', city = '', postalCode = '' }: Address): boolean {
	return (
		Math.max(line1.length, line2.length) > longest.line ||
		city.length > longest.city ||
		postalCode.length > longest.postalCode
	);
}

/** Two letters that are no state; the practice system itself may have spelled a state out. */
function hasUnknownState({ region = '', country = 'US' }: Address): boolean {
	const isCode = /^USA?$/i.test(country) && /^[A-Z]{2}$/i.test(region.trim());
	return isCode && stateCode(region) === undefined;
}

function refused(message: string, vendorCode: string, fields: readonly string[]): SafeError {
	return new SafeError({
		kind: 'validation',
		message,
		nextStep: 'Nothing was sent. Let staff key this value in.',
		system: 'hl7',
		vendorCode,
		fields: [...fields],
	});
}
