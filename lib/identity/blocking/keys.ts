import type { PreparedRecord } from '../compare/prepared';
import type { Vocabulary } from '../compare/vocabulary';

/** Kinds of keys; the second number of a key is its second part · 32 + the kind. */
const kinds = {
	names: 1,
	birthDate: 2,
	phone: 3,
	email: 4,
	zipAndFamilyInitial: 5,
	numberAndStreet: 6,
	memberId: 7,
	nationalId: 8,
	identifier: 9,
	numberAndZip: 10,
	zipAndGiven: 11,
	familyAndBirthYear: 12,
	streetAndZip: 13,
	/** The first kind of keys inside a block that was split. */
	splitByGiven: 20,
	splitByBirthDate: 21,
	splitByStreet: 22,
} as const;

export type KeyVisitor = (first: number, second: number) => void;

/**
 * The keys under which a record stands in the index; two records are compared when they share one
 * (domain-notes 1.4). Each part of a key is a number of the vocabulary.
 */
export function visitKeys(record: PreparedRecord, words: Vocabulary, visit: KeyVisitor): void {
	for (const given of record.givens) {
		for (const family of record.families) visit(given, key(family, kinds.names));
	}
	visitShared(record, words, visit);
}

/** The keys under which the records that a record is compared with are looked for. */
export function visitQueries(record: PreparedRecord, words: Vocabulary, visit: KeyVisitor): void {
	visitKeys(record, words, visit);
	for (const given of record.givens) {
		for (const family of record.families) visit(family, key(given, kinds.names));
	}
	const { birthDate } = record;
	if (birthDate === 0) return;
	const month = Math.trunc(birthDate / 100) % 100;
	const day = birthDate % 100;
	if (day > 12 || day === month) return;
	visit(birthDate - month * 100 - day + day * 100 + month, kinds.birthDate);
}

/** Second keys inside a block that is too large to be compared pair by pair. */
export function visitSplits(block: number, record: PreparedRecord, visit: KeyVisitor): void {
	for (const given of record.givens) visit(block, key(given, kinds.splitByGiven));
	if (record.birthDate !== 0) visit(block, key(record.birthDate, kinds.splitByBirthDate));
	for (const address of record.addresses) {
		if (address.street !== 0) visit(block, key(address.street, kinds.splitByStreet));
	}
}

function visitShared(record: PreparedRecord, words: Vocabulary, visit: KeyVisitor): void {
	if (record.birthDate !== 0) {
		visit(record.birthDate, kinds.birthDate);
		const year = Math.trunc(record.birthDate / 10_000);
		for (const family of record.families) visit(family, key(year, kinds.familyAndBirthYear));
	}
	for (const phone of record.phones) visit(phone, kinds.phone);
	for (const email of record.emails) visit(email, kinds.email);
	for (const { value } of record.memberIds) visit(value, kinds.memberId);
	if (record.nationalId !== 0) visit(record.nationalId, kinds.nationalId);
	for (const identifier of record.identifiers) visit(identifier, kinds.identifier);
	for (const address of record.addresses) {
		const { number, street, zip } = address;
		if (number !== 0 && street !== 0) visit(number, key(street, kinds.numberAndStreet));
		if (zip === 0) continue;
		if (number !== 0) visit(number, key(zip, kinds.numberAndZip));
		if (street !== 0) visit(street, key(zip, kinds.streetAndZip));
		for (const given of record.givens) visit(given, key(zip, kinds.zipAndGiven));
		for (const family of record.families) {
			visit(zip, key(words.word(family).charCodeAt(0), kinds.zipAndFamilyInitial));
		}
	}
}

function key(part: number, kind: number): number {
	return part * 32 + kind;
}

/** Whether a key is one of those inside a block that was split. */
export function isSplit(second: number): boolean {
	return second % 32 >= kinds.splitByGiven;
}
