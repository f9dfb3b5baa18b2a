import { contract, errorsOf, example } from './healthsail.support';

type Json = Record<string, unknown>;

/** Every JSON example of the proposal and the schema it belongs to. */
const schemaOf: Record<string, string> = {
	problem: 'Problem',
	customer: 'Customer',
	consent: 'Consent',
	coverage: 'Coverage',
	eligibilitySnapshot: 'EligibilitySnapshot',
	demographicChangeRequest: 'DemographicChangeRequest',
	// The proposal prints these five without their times, so they are views of the whole object.
	location: 'LocationView',
	provider: 'ProviderView',
	appointment: 'AppointmentView',
	catalog: 'CatalogView',
	priceList: 'PriceListView',
	availabilityWindow: 'AvailabilityWindow',
	product: 'Product',
	recommendation: 'Recommendation',
	checkoutSession: 'CheckoutSession',
	priorAuthCase: 'PriorAuthCase',
	order: 'Order',
	payment: 'Payment',
	refund: 'Refund',
	billingPosting: 'BillingPosting',
	auditEvent: 'AuditEvent',
	webhookEndpoint: 'WebhookEndpoint',
	event: 'Event',
	eventOfTestVector: 'Event',
};
const names = Object.keys(schemaOf);
const check = (name: string, value: unknown) => errorsOf(schemaOf[name] ?? '', value);

/** Calls `visit` with every member of a value, depth first. */
function walk(
	value: unknown,
	visit: (holder: Json, key: string, pointer: string) => void,
	at = '',
) {
	if (typeof value !== 'object' || value === null) return;
	for (const key of Object.keys(value)) {
		visit(value as Json, key, `${at}/${key}`);
		walk((value as Json)[key], visit, `${at}/${key}`);
	}
}

/** Copies of an example, each with one member broken by `breakOne` (true = it was broken). */
function broken(name: string, breakOne: (holder: Json, key: string) => boolean) {
	const found: Array<{ pointer: string; value: Json }> = [];
	walk(example(name), (holder, key, pointer) => {
		const original = structuredClone(holder[key]);
		if (!breakOne(holder, key)) return;
		holder[key] = original;
		const copy = example(name);
		walk(copy, (h, k, p) => {
			if (p === pointer) breakOne(h, k);
		});
		found.push({ pointer, value: copy });
	});
	return found;
}

const asText = (holder: Json, key: string) =>
	typeof holder[key] === 'string' ? String(holder[key]) : '';

describe('examples of the proposal', () => {
	test.each(names)('%s meets its schema', (name) => {
		expect(check(name, example(name))).toEqual([]);
	});

	test.each(names)('%s with an unknown member is refused', (name) => {
		expect(check(name, { ...example(name), thereIsNoSuchMember: 1 })).toEqual([
			' additionalProperties',
		]);
	});

	test.each(names)('%s is refused when a member that it needs is missing', (name) => {
		const { required } = contract.components.schemas[schemaOf[name] ?? ''] as {
			required: string[];
		};
		expect(required.length).toBeGreaterThan(0);
		for (const key of required) {
			const { [key]: gone, ...rest } = example(name);
			expect(gone).toBeDefined();
			expect(check(name, rest)).toContain(' required');
		}
	});

	test('an amount that is not an integer of minor units is refused', () => {
		const cases = names.flatMap((name) =>
			broken(name, (holder, key) => {
				if (key !== 'amount' || typeof holder.amount !== 'number') return false;
				holder.amount = holder.amount + 0.5;
				return true;
			}).map((one) => ({ name, ...one })),
		);
		expect(cases.length).toBeGreaterThan(40);
		for (const { name, pointer, value } of cases) {
			expect(check(name, value)).toContain(`${pointer} type`);
		}
	});

	test('dates, times and telephones of another form are refused', () => {
		const cases = names.flatMap((name) =>
			broken(name, (holder, key) => {
				const text = asText(holder, key);
				if (/^\d{4}-\d{2}-\d{2}T.*Z$/.test(text)) holder[key] = text.replace('T', ' at ');
				else if (/^\d{4}-\d{2}-\d{2}$/.test(text)) holder[key] = text.replaceAll('-', '/');
				else if (key === 'number' && text.startsWith('+')) holder[key] = text.slice(1);
				else return false;
				return true;
			}).map((one) => ({ name, ...one })),
		);
		expect(cases.length).toBeGreaterThan(80);
		const passed = cases.filter(({ name, value }) => check(name, value).length === 0);
		expect(passed.map(({ name, pointer }) => `${name} ${pointer}`)).toEqual([]);
	});

	test('an id with another prefix is refused', () => {
		const cases = names.flatMap((name) =>
			broken(name, (holder, key) => {
				// Ids of the practice's system, and references whose object is not told, are free text.
				if (!/(^id|Id)$/.test(key) || !/^[a-z]{2,3}_/.test(asText(holder, key))) return false;
				holder[key] = `zzz_${asText(holder, key)}`;
				return true;
			}).map((one) => ({ name, ...one })),
		);
		expect(cases.length).toBeGreaterThan(80);
		const free = [
			'/requestId',
			'/data/id',
			'/subject/id',
			'/actor/id',
			'/tenantId',
			'reviewerId',
			'approverId',
		];
		const passed = cases
			.filter(({ name, value }) => check(name, value).length === 0)
			.filter(({ pointer }) => !free.some((end) => pointer.endsWith(end)));
		expect(passed.map(({ name, pointer }) => `${name} ${pointer}`)).toEqual([]);
	});

	test('the examples inside the contract meet their schemas and are those of the proposal', () => {
		const inside = Object.entries(contract.components.schemas).flatMap(([schema, { examples }]) =>
			((examples as unknown[] | undefined) ?? []).map((value) => ({ schema, value })),
		);
		expect(inside.length).toBe(names.length - 1);
		const copies = names.map((name) => example(name));
		for (const { schema, value } of inside) {
			expect(errorsOf(schema, value)).toEqual([]);
			expect(copies).toContainEqual(value);
		}
	});
});

describe('identities in the examples', () => {
	const values = names.flatMap((name) => {
		const found: Array<{ key: string; text: string }> = [];
		walk(example(name), (holder, key) => found.push({ key, text: asText(holder, key) }));
		return found.filter(({ text }) => text !== '');
	});
	const of = (pattern: RegExp) => values.filter(({ key }) => pattern.test(key)).map((v) => v.text);

	test('names are openly invented', () => {
		const people = of(/^(givenName|familyName|middleName|preferredName)$/);
		expect(people.length).toBeGreaterThan(3);
		for (const name of people) expect(['Jordan', 'Sample', 'Alex', 'Example']).toContain(name);
	});

	test('telephones are of the range kept for fiction', () => {
		const phones = values.filter(({ text }) => /^\+\d+$/.test(text));
		expect(phones.length).toBeGreaterThan(2);
		for (const { text } of phones) expect(text).toMatch(/^\+1\d{3}55501\d{2}$/);
	});

	test('hosts and mail addresses are of reserved domains', () => {
		const hosts = values.flatMap(({ text }) => [
			...text.matchAll(/(?:https?:\/\/|@)([A-Za-z0-9.-]+)/g),
		]);
		expect(hosts.length).toBeGreaterThan(4);
		for (const [, host] of hosts) expect(host).toMatch(/(^|\.)example(\.(org|com|net))?$/);
	});

	test('streets, member ids, provider numbers and cards are placeholders', () => {
		for (const line of of(/^line1$/)) expect(line).toContain('Example');
		for (const member of of(/^memberId$/)) expect(member).toMatch(/^EX/);
		expect(of(/^npi$/)).toEqual(['0000000000']);
		expect(of(/^last4$/)).toEqual(['4242']);
		expect(new Set(of(/^practiceId$/))).toEqual(new Set(['990001']));
		for (const { text } of values) expect(text).not.toMatch(/^\d{3}-?\d{2}-?\d{4}$/);
	});
});
