// What a form left in HealthSail, in a shape that can be compared.
import { Problem } from '../../host/boot.mjs';
import type { Sandbox } from '../../host/sandboxServer.mjs';

type Row = Record<string, unknown>;

/** Patient id → customer and coverages, as far as all forms must agree. */
export type SyncedState = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Calls that a system answered since the sandbox started. */
export async function countCalls(sandbox: Sandbox): Promise<Record<string, number>> {
	const answer = await fetch(`${sandbox.statusUrl}/control/status`);
	const { systems } = (await answer.json()) as {
		systems: Array<{ key: string; calls: { calls: number } }>;
	};
	return Object.fromEntries(systems.map(({ key, calls }) => [key, calls.calls]));
}

/** Reads the customers with their coverages from the sandbox's own books. */
export async function readState(sandbox: Sandbox): Promise<SyncedState> {
	const answer = await fetch(`${sandbox.statusUrl}/control/healthsail/state`);
	const { customers, coverages } = (await answer.json()) as {
		customers: Row[];
		coverages: Row[];
	};
	const byCustomer = new Map<string, Row[]>();
	for (const coverage of coverages) {
		const customerId = String(coverage.customerId);
		byCustomer.set(customerId, [...(byCustomer.get(customerId) ?? []), coverage]);
	}
	return new Map(
		customers.map((customer) => [
			idOf(customer, 'patient'),
			comparable(customer, byCustomer.get(String(customer.id)) ?? []),
		]),
	);
}

/** Throws a Problem that names what differs, never with whom. */
export function requireSameState(form: string, state: SyncedState, expected: SyncedState): void {
	const fields = new Map<string, number>();
	const count = (field: string) => fields.set(field, (fields.get(field) ?? 0) + 1);
	for (const id of new Set([...state.keys(), ...expected.keys()])) {
		const [one, two] = [state.get(id), expected.get(id)];
		if (!one) count('missing');
		else if (!two) count('too many');
		else
			for (const field of Object.keys(two))
				if (JSON.stringify(one[field]) !== JSON.stringify(two[field])) count(field);
	}
	if (fields.size === 0) return;
	const told = [...fields].map(([field, times]) => `${field} (${times})`).join(', ');
	throw new Problem(`Form ${form} does not give the same records: ${told}.`);
}

function comparable(customer: Row, coverages: readonly Row[]): Record<string, unknown> {
	const { phones, ...person } = (customer.demographics ?? {}) as Row;
	return {
		...pick(person, [
			'givenName',
			'middleName',
			'familyName',
			'suffix',
			'birthDate',
			'administrativeSex',
			'email',
		]),
		status: customer.status,
		phones: sorted(phones, (phone) => pick(phone, ['use', 'number', 'extension'])),
		addresses: sorted(customer.addresses, (address) =>
			pick(address, ['use', 'line1', 'line2', 'city', 'region', 'postalCode', 'country']),
		),
		emergencyContacts: sorted(customer.emergencyContacts, (contact) => ({
			name: contact.name,
			phones: sorted(contact.phones, (phone) => pick(phone, ['number', 'extension'])),
		})),
		coverages: sorted(coverages, (coverage) => ({
			policy: idOf(coverage, 'policy'),
			...pick(coverage, ['priority', 'status', 'memberId', 'effectiveFrom', 'effectiveTo']),
			copay: (coverage.copay as Row | null | undefined)?.amount ?? null,
			payer: pick(coverage.payer as Row, ['name']),
			plan: pick(coverage.plan as Row, ['name', 'type', 'groupNumber']),
			subscriber: pick(coverage.subscriber as Row, [
				'relationship',
				'givenName',
				'familyName',
				'birthDate',
			]),
		})),
	};
}

function idOf(record: Row, type: string): string {
	const ids = record.externalIds as Array<{ type: string; value: string }>;
	return ids.find((id) => id.type === type)?.value ?? '';
}

/** Known to be empty and not told mean the same here. */
function pick(row: Row, names: readonly string[]): Row {
	return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}

function sorted(list: unknown, toPlain: (row: Row) => Row): string[] {
	return ((list ?? []) as Row[]).map((row) => JSON.stringify(toPlain(row))).sort();
}
