import { KeyTable } from '../blocking/keyTable';
import type { PreparedRecord } from '../compare/prepared';

const kinds = { house: 0, phone: 1, email: 2 } as const;

/**
 * Counts, within one list, the houses, phones and e-mail addresses that records of several given
 * names share: the relatives that the guards are about. A list of families is full of them; a list
 * of people who have nothing to do with each other holds next to none.
 */
export class RelativesCounter {
	records = 0;
	/** Records with a house, a phone or an e-mail address, so that they could share one. */
	placed = 0;
	/** Houses, phones and e-mail addresses of several given names. */
	shared = 0;
	private readonly houses = new KeyTable();
	private readonly flats = new KeyTable();
	private readonly values = new KeyTable();
	/** The given name first seen with each value; 0 once there are several. */
	private readonly givens: number[] = [];

	add(record: PreparedRecord): void {
		this.records += 1;
		if (record.givens.length === 0) return;
		const { addresses, phones, emails } = record;
		const hasHouse = addresses.some(
			({ number, street, zip }) => number !== 0 && street !== 0 && zip !== 0,
		);
		if (hasHouse || phones.length + emails.length > 0) this.placed += 1;
		const [given] = record.givens;
		for (const { number, street, unit, zip } of record.addresses) {
			if (number === 0 || street === 0 || zip === 0) continue;
			const house = this.houses.findOrAdd(number, street);
			const flat = this.flats.findOrAdd(zip, unit);
			this.meet(house, flat * 4 + kinds.house, given);
		}
		for (const phone of record.phones) this.meet(phone, kinds.phone, given);
		for (const email of record.emails) this.meet(email, kinds.email, given);
	}

	private meet(first: number, second: number, given: number): void {
		const before = this.values.size;
		const value = this.values.findOrAdd(first, second);
		if (value === before) this.givens.push(given);
		else if (this.givens[value] !== 0 && this.givens[value] !== given) {
			this.givens[value] = 0;
			this.shared += 1;
		}
	}
}
