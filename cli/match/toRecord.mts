import type { IdentityRecord } from '../../lib/identity/record.js';
import type { Field, Layout } from './columns.mjs';

/** An equal chart number proves the person only where both numbers come from one system. */
export const mrnIssuer = 'mrn';

/**
 * One row of a file as the matcher takes it. Cells are handed on as they are: what is a placeholder,
 * impossible or too long is the normaliser's matter.
 *
 * @param useMrn whether chart numbers of both sides come from one system
 */
export function toRecord(
	cells: readonly string[],
	{ at }: Layout,
	{ useMrn }: { readonly useMrn: boolean },
): IdentityRecord {
	const all = (field: Field) => at[field].map((index) => cells[index] ?? '').filter(Boolean);
	const one = (field: Field) => all(field)[0];
	const given = one('given_name');
	const middle = one('middle_name');
	const family = one('surname');
	const mrn = useMrn ? one('mrn') : undefined;
	const memberId = one('member_id');
	return {
		ref: one('rec_id') ?? '',
		names: [
			{ given, middle, family },
			...all('previous_surname').map((previous) => ({ given, middle, family: previous })),
		],
		suffix: one('suffix'),
		birthDate: one('date_of_birth'),
		sex: one('sex'),
		phones: all('phone'),
		emails: all('email'),
		addresses: addressOf(one),
		nationalId: one('national_id'),
		identifiers: mrn === undefined ? [] : [{ issuer: mrnIssuer, value: mrn }],
		memberIds: memberId === undefined ? [] : [{ payer: one('payer'), value: memberId }],
	};
}

function addressOf(one: (field: Field) => string | undefined) {
	const address = {
		houseNumber: one('street_number'),
		line1: one('address_1'),
		line2: one('address_2'),
		city: one('city'),
		region: one('state'),
		postalCode: one('postcode'),
	};
	return Object.values(address).some((value) => value !== undefined) ? [address] : [];
}
