import { z } from 'zod';

import type { ChangeField, FieldChange, FieldValues } from './field';

/** One change as a request tells it: a JSON pointer into the customer, and two values. */
export interface PathChange {
	readonly id: string;
	readonly path: string;
	readonly from?: unknown;
	readonly to?: unknown;
}

/** What of the customer tells which telephone, address or policy a pointer means. */
export interface PointedCustomer {
	readonly phones?: ReadonlyArray<{ readonly id?: string | null; readonly use: string }> | null;
	readonly addresses?: ReadonlyArray<{ readonly id?: string | null; readonly use: string }> | null;
	readonly coverages?: ReadonlyArray<{ readonly id: string; readonly priority?: string | null }>;
}

export interface ReadChanges {
	readonly changes: readonly FieldChange[];
	/** Those of no field that a practice keeps, or of a form that cannot be read: for people only. */
	readonly unknown: ReadonlyArray<{ readonly changeId: string; readonly path: string }>;
}

const text = z
	.string()
	.nullish()
	.transform((value) => (value ?? '').trim() || undefined);
const phone = z.object({ number: z.string().min(1), extension: text });
const phoneUse = z.enum(['mobile', 'home', 'work']);
const phoneEntry = phone.extend({ use: phoneUse });
const address = z.object({
	line1: text,
	line2: text,
	city: text,
	region: text,
	postalCode: text,
	country: text,
});
const addressUse = z.enum(['home', 'mailing']);
const addressEntry = address.extend({ use: addressUse });
const contact = z
	.object({
		name: z.string().trim().min(1),
		relationship: text,
		phones: z.array(phone).nullish(),
		phone: phone.nullish(),
	})
	.transform(({ name, relationship, phones, phone: only }) => ({
		name,
		relationship,
		phone: phones?.[0] ?? only ?? undefined,
	}));
const priority = z.enum(['primary', 'secondary', 'tertiary']);
const coverageEntry = z.object({
	priority,
	payer: z.object({ name: text }).nullish(),
	plan: z.object({ name: text, groupNumber: text }).nullish(),
	payerName: text,
	planName: text,
	groupNumber: text,
	coverageId: text,
	memberId: text,
});

const scalarFields = [
	'givenName',
	'middleName',
	'familyName',
	'suffix',
	'birthDate',
	'administrativeSex',
	'email',
] as const satisfies readonly ChangeField[];

/**
 * The changes of a request as changes of fields (contract 2.2). A list entry's field is told by its
 * `use` or rank: of the proposed value, else of the old one, else of the customer's entry. A value may
 * also stand in the form of the field itself, as a comparison stores what the practice has.
 */
export function toFieldChanges(
	given: readonly PathChange[],
	customer: PointedCustomer = {},
): ReadChanges {
	const changes: FieldChange[] = [];
	const unknown: Array<{ changeId: string; path: string }> = [];
	for (const change of given) {
		const read = toFieldChange(change, customer);
		if (read === undefined) unknown.push({ changeId: change.id, path: change.path });
		else changes.push(read);
	}
	return { changes, unknown };
}

function toFieldChange(
	{ id: changeId, path, from, to }: PathChange,
	customer: PointedCustomer,
): FieldChange | undefined {
	const [, head = '', second = '', third, fourth] = path.split('/');
	if (head === 'demographics' && third === undefined) {
		const field = scalarFields.find((name) => name === second);
		return field && valued(text, { changeId, field, from, to });
	}
	if (head === 'demographics' && second === 'phones' && third !== undefined) {
		const use =
			useOf(phoneUse, to) ??
			useOf(phoneUse, from) ??
			useOf(
				phoneUse,
				customer.phones?.find(({ id }) => id === third),
			);
		if (use === undefined) return undefined;
		const field = `phone.${use}` as const;
		if (fourth === undefined) {
			return valued(phone.or(phoneEntry), { changeId, field, from, to });
		}
		if (fourth !== 'number') return undefined;
		const number = text.transform((value) => (value === undefined ? undefined : { number: value }));
		return valued(number.or(phone), { changeId, field, from, to });
	}
	if (head === 'addresses' && third === undefined) {
		const use =
			useOf(addressUse, to) ??
			useOf(addressUse, from) ??
			useOf(
				addressUse,
				customer.addresses?.find(({ id }) => id === second),
			);
		return use && valued(address.or(addressEntry), { changeId, field: `address.${use}`, from, to });
	}
	if (head === 'emergencyContacts' && third === undefined) {
		// The practice's interfaces keep one; a second one has no place of its own.
		const isFirst = second === '0' || second === 'new';
		return isFirst ? valued(contact, { changeId, field: 'emergencyContact', from, to }) : undefined;
	}
	if (head === 'coverages' && third === undefined) {
		const rank =
			rankOf(to) ?? rankOf(from) ?? rankOf(customer.coverages?.find(({ id }) => id === second));
		const form = coverageEntry
			.partial({ priority: true })
			.transform(({ payer, plan, coverageId, payerName, planName, memberId, groupNumber }) => ({
				coverageId,
				payerName: payer?.name ?? payerName,
				planName: plan?.name ?? planName,
				memberId,
				groupNumber: plan?.groupNumber ?? groupNumber,
			}));
		return rank && valued(form, { changeId, field: `coverage.${rank}`, from, to });
	}
	return undefined;
}

/** Both values in the form of the field; undefined when one of them has another form. */
function valued<F extends ChangeField>(
	form: z.ZodType<unknown, z.ZodTypeDef, unknown>,
	{ changeId, field, from, to }: { changeId: string; field: F; from: unknown; to: unknown },
): FieldChange | undefined {
	const read = (value: unknown) =>
		value === null || value === undefined || value === ''
			? ({ success: true, data: null } as const)
			: form.safeParse(value);
	const [before, after] = [read(from), read(to)];
	if (!before.success || !after.success) return undefined;
	return {
		changeId,
		field,
		from: told<F>(before.data),
		to: told<F>(after.data),
	} as unknown as FieldChange;
}

/** Without members that have no value; nothing left is no value. */
function told<F extends ChangeField>(value: unknown): FieldValues[F] | null {
	if (value === undefined || value === null || value === '') return null;
	if (typeof value !== 'object') return value as FieldValues[F];
	const members = Object.entries(value).filter(
		([name, member]) => name !== 'use' && member !== undefined,
	);
	return members.length === 0 ? null : (Object.fromEntries(members) as unknown as FieldValues[F]);
}

function useOf<T extends string>(uses: z.ZodType<T>, entry: unknown): T | undefined {
	const read = z.object({ use: uses }).safeParse(entry);
	return read.success ? read.data.use : undefined;
}

function rankOf(entry: unknown): z.output<typeof priority> | undefined {
	const read = z.object({ priority }).safeParse(entry);
	return read.success ? read.data.priority : undefined;
}
