// Compares what HealthSail holds with what the practice holds. Written from the vendor's sheet and
// the contract, not from the mapping. Differences name members and patient ids, never values.
import type { Coverage, Customer, HealthSailState, Phone, TruthPatient } from './sandboxState.mjs';
import { patientIdOf } from './sandboxState.mjs';

type Plain = Record<string, unknown>;

/** What staff type where they know nothing. */
const NOTHING = /^(n\/?a|none|unknown|0+|x+|-+)?$/i;

/**
 * One line per difference between these patients and their customers, such as
 * `patient 17: addresses`; empty when all is equal.
 */
export function differences(state: HealthSailState, truth: readonly TruthPatient[]): string[] {
	const customers = new Map<string | undefined, Customer[]>();
	for (const customer of state.customers) {
		const id = patientIdOf(customer);
		customers.set(id, [...(customers.get(id) ?? []), customer]);
	}
	const coverages = new Map<string, Coverage[]>();
	for (const coverage of state.coverages)
		coverages.set(coverage.customerId, [...(coverages.get(coverage.customerId) ?? []), coverage]);
	return truth.flatMap((patient) => {
		const found = customers.get(patient.id) ?? [];
		if (found.length !== 1) return [`patient ${patient.id}: ${found.length} customers`];
		const actual = actualPatient(found[0], coverages.get(found[0].id) ?? []);
		return unlike(actual, expectedPatient(patient)).map((path) => `patient ${patient.id}: ${path}`);
	});
}

/** External ids that more than one customer carries, as `type value`. */
export function sharedExternalIds(customers: readonly Customer[]): string[] {
	const owners = new Map<string, number>();
	for (const { externalIds } of customers)
		for (const { system, practiceId, type, value } of externalIds) {
			const key = `${system} ${practiceId} ${type} ${value}`;
			owners.set(key, (owners.get(key) ?? 0) + 1);
		}
	return [...owners].filter(([, count]) => count > 1).map(([key]) => key);
}

function expectedPatient(patient: TruthPatient): Plain {
	const { address, emergency } = patient;
	const home = bare({
		line1: known(address.line1),
		line2: known(address.line2),
		city: known(address.city),
		region: known(address.state),
		// Front desks write nine digits with and without the hyphen; a customer has it.
		postalCode: known(address.zip)?.replace(/^(\d{5})-?(\d{4})$/, '$1-$2'),
	});
	return bare({
		givenName: text(patient.firstName),
		middleName: text(patient.middleName),
		familyName: text(patient.lastName),
		birthDate: patient.birthDate,
		email: known(patient.email)?.toLowerCase(),
		phones: bare({
			mobile: phone(patient.phones.mobile),
			home: phone(patient.phones.home),
			work: phone(patient.phones.work),
		}),
		address: home,
		emergency: emergency && bare({ name: known(emergency.name), phone: phone(emergency.phone) }),
		coverages: Object.fromEntries(
			patient.cases
				.flatMap(({ policies }) => policies)
				.map((policy) => [
					policy.id,
					bare({
						payer: text(policy.companyName),
						plan: text(policy.planName),
						group: known(policy.groupNumber),
						member: known(policy.number),
						from: policy.start,
						to: policy.end,
						copay: cents(policy.copay),
						relationship: policy.relationship,
					}),
				]),
		),
	});
}

function actualPatient(customer: Customer, coverages: Coverage[]): Plain {
	const { givenName, middleName, familyName, birthDate, email, phones } =
		customer.demographics ?? {};
	const homes = customer.addresses.filter(({ use }) => use === 'home');
	const { line1, line2, city, region, postalCode } = homes[0] ?? {};
	const contacts = customer.emergencyContacts ?? [];
	return bare({
		...{ givenName, middleName, familyName, birthDate, email },
		phones: Object.fromEntries(
			((phones ?? []) as Plain[]).map((one) => [String(one.use), written(one)]),
		),
		address: bare({ line1, line2, city, region, postalCode }),
		...(homes.length > 1 && { moreAddresses: homes.length }),
		emergency: contacts[0] && contactOf(contacts[0]),
		...(contacts.length > 1 && { moreContacts: contacts.length }),
		coverages: Object.fromEntries(coverages.map((coverage) => policyOf(coverage))),
	});
}

function contactOf(contact: Plain): Plain {
	const [first] = (contact.phones ?? []) as Plain[];
	return bare({ name: contact.name, phone: first && written(first) });
}

function policyOf(coverage: Coverage): [string, Plain] {
	const payer = coverage.payer as Plain;
	const plan = coverage.plan as Plain;
	return [
		coverage.externalIds.find(({ type }) => type === 'policy')?.value ?? coverage.id,
		bare({
			payer: payer.name,
			plan: plan.name,
			group: plan.groupNumber,
			member: coverage.memberId,
			from: coverage.effectiveFrom,
			to: coverage.effectiveTo,
			copay: (coverage.copay as Plain | null | undefined)?.amount,
			relationship: (coverage.subscriber as Plain).relationship,
		}),
	];
}

/** Paths of the members in which two plain values differ. */
function unlike(actual: unknown, expected: unknown, path = ''): string[] {
	if (!isPlain(actual) || !isPlain(expected))
		return Object.is(actual, expected) ? [] : [`${path || 'all'}${why(actual, expected)}`];
	const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
	return [...names].flatMap((name) =>
		unlike(actual[name], expected[name], path ? `${path}.${name}` : name),
	);
}

function why(actual: unknown, expected: unknown): string {
	if (actual === undefined) return ' is missing';
	return expected === undefined ? ' is too much' : ' differs';
}

function isPlain(value: unknown): value is Plain {
	return typeof value === 'object' && value !== null;
}

function text(value: string | undefined): string | undefined {
	return value?.normalize('NFC').replace(/\s+/g, ' ').trim() || undefined;
}

function known(value: string | undefined): string | undefined {
	const clean = text(value);
	return clean === undefined || NOTHING.test(clean) ? undefined : clean;
}

/** `+12175550100 x5`; a US number has an area code and an exchange that start with 2 to 9. */
function phone(value: Phone | undefined): string | undefined {
	const digits = value?.number.replace(/\D/g, '') ?? '';
	if (!/^[2-9]\d\d[2-9]\d{6}$/.test(digits) || /^(\d)\1+$/.test(digits)) return undefined;
	return value?.extension ? `+1${digits} x${value.extension}` : `+1${digits}`;
}

function written({ number, extension }: Plain): string {
	return typeof extension === 'string' ? `${String(number)} x${extension}` : String(number);
}

function cents(amount: string | undefined): number | undefined {
	return amount === undefined ? undefined : Math.round(Number(amount) * 100);
}

/** Without members that are absent, null or hold nothing. */
function bare(value: Plain): Plain {
	return Object.fromEntries(
		Object.entries(value).filter(
			([, member]) =>
				member !== undefined &&
				member !== null &&
				!(isPlain(member) && Object.keys(member).length === 0),
		),
	);
}
