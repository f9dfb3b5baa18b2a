import type { Coverage, Customer } from '../../store/types.mjs';
import { addressPart } from './address.mjs';
import { contactPart } from './contact.mjs';
import { coverageParts } from './coverage.mjs';
import type { Part } from './part.mjs';
import { phoneParts } from './phone.mjs';
import { emailPart, nameParts } from './plain.mjs';

/** Everything that a patient may propose to change, filled with what the practice has. */
export function partsOf(customer: Customer, coverages: readonly Coverage[]): Part[] {
	const { demographics, addresses, emergencyContacts = [] } = customer;
	return [
		...nameParts(demographics ?? {}),
		addressPart('home', addresses),
		addressPart('mailing', addresses),
		emailPart(demographics ?? {}),
		...phoneParts(demographics?.phones ?? []),
		contactPart(emergencyContacts),
		...coverageParts(coverages),
	];
}
