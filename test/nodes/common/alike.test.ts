import type { IDataObject } from 'n8n-workflow';

import { descriptionOf, runNode } from '../../support/nodes';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { alikeSystems, type AlikeSystem } from './alikeSystems';

/**
 * The sandbox holds the same invented people in every practice system. What the six nodes hand on of
 * them has to be the same patient, but for what a system's interface cannot carry.
 */

jest.setTimeout(240_000);

let sandbox: SandboxProcess;

beforeAll(async () => {
	sandbox = await startSandbox(5560, [
		...['--systems', 'all', '--patients', '60', '--seed', '7', '--no-limits'],
		...['--second-practice', '6', '--opted-out', '2', '--flagged', '4'],
	]);
});

afterAll(async () => {
	await sandbox?.stop();
});

interface Truth {
	id: string;
	vendorId: string;
	reached: boolean;
	[member: string]: unknown;
}

async function truthOf(key: string, group = 'included'): Promise<Truth[]> {
	const response = await fetch(`${sandbox.status}/control/${key}/state?group=${group}`);
	return ((await response.json()) as { patients: Truth[] }).patients;
}

/** All patients of the practice as the node hands them on, by the number of the record. */
async function patientsOf(system: AlikeSystem): Promise<Map<string, IDataObject>> {
	const numbers = new Map((await truthOf(system.key)).map(({ id, vendorId }) => [vendorId, id]));
	const credentials = await system.credentials(sandbox);
	const found = new Map<string, IDataObject>();
	let cursor: string | null = '';
	for (let page = 0; cursor !== null && page < 400; page++) {
		const result = await runNode({
			nodeType: system.nodeType,
			parameters: {
				...system.parameters,
				resource: 'patient',
				operation: 'getAll',
				cursor,
				pageSize: 50,
			},
			credentials,
			baseUrls: { healthSail: sandbox.healthSail },
		});
		if (result.error) throw result.error;
		for (const item of result.json(0)) {
			const number = numbers.get(String(item.id));
			if (number !== undefined) found.set(number, item);
		}
		cursor = (result.json(1)[0] as { nextCursor: string | null }).nextCursor;
	}
	return found;
}

/** What every system has to tell of a patient, in one form. */
interface Told {
	givenName: unknown;
	middleName: unknown;
	familyName: unknown;
	suffix: unknown;
	birthDate: unknown;
	sex: unknown;
	email: unknown;
	phones: string[];
	addresses: string[];
	emergencyContacts: string[];
	ranks: unknown[];
	policies: string[];
	groups: string[];
}

type Item = Record<string, unknown>;
const list = (value: unknown): Item[] => (value ?? []) as Item[];

function toldOf(item: IDataObject): Told {
	const policies = list(item.coverages);
	return {
		givenName: item.givenName ?? null,
		middleName: item.middleName ?? null,
		familyName: item.familyName ?? null,
		suffix: item.suffix ?? null,
		birthDate: item.birthDate ?? null,
		sex: item.administrativeSex ?? null,
		email: item.email ?? null,
		phones: list(item.phones)
			.map(({ use, number, extension }) => [use, number, extension ?? ''].join(' '))
			.sort(),
		addresses: list(item.addresses).map((address) =>
			[
				...[address.use, address.line1, address.line2, address.city],
				...[address.region, address.postalCode],
			]
				.map((part) => part ?? '')
				.join('|'),
		),
		emergencyContacts: list(item.emergencyContacts).map(({ name, phones }) =>
			[name, ...list(phones).map(({ number }) => number)].join(' '),
		),
		// Not all systems group policies by case: who has one policy has the same rank everywhere.
		ranks: policies.length === 1 ? [policies[0].priority] : [],
		policies: policies
			.map(({ payer, memberId, subscriber, effectiveFrom, effectiveTo }) =>
				[
					...[(payer as Item).name, memberId, (subscriber as Item).relationship],
					...[effectiveFrom, effectiveTo],
				]
					.map((part) => part ?? '')
					.join('|'),
			)
			.sort(),
		groups: policies.map(({ plan }) => String((plan as Item).groupNumber ?? '')).sort(),
	};
}

/** What an interface cannot carry, with the section of its sheet; applied to both sides. */
const lost: Readonly<Record<string, ReadonlyArray<(told: Told) => Told>>> = {
	tebra: [],
	advancedmd: [
		upperCase /* sheet 4.0 */,
		oneName /* sheet 4.1: LAST,FIRST MIDDLE in one text */,
		withoutContacts /* sheet 4.1: none is told */,
	],
	carecloud: [
		initialOnly /* sheet 4.1: middle_initial */,
		withoutContacts /* sheet 4.1: none is told */,
		withoutGroups /* sheet 4.4: not among the members read */,
	],
	nextgen: [
		withoutContacts /* sheet 4.1: relations name other persons */,
		withoutRanks /* sheet 4.3: a policy without a rank is in no billing order */,
	],
	greenway_intergy: [],
	greenway_prime_suite: [],
};

function upperCase(told: Told): Told {
	const text = JSON.stringify(told, (_key, value: unknown) =>
		typeof value === 'string' ? value.toUpperCase() : value,
	);
	return JSON.parse(text) as Told;
}

function oneName(told: Told): Told {
	const names = [told.givenName, told.middleName, told.suffix].filter(Boolean).join(' ');
	return { ...told, givenName: names, middleName: null, suffix: null };
}

function initialOnly(told: Told): Told {
	return { ...told, middleName: String(told.middleName ?? '').slice(0, 1) };
}

function withoutContacts(told: Told): Told {
	return { ...told, emergencyContacts: [] };
}

function withoutRanks(told: Told): Told {
	return { ...told, ranks: [] };
}

function withoutGroups(told: Told): Told {
	return { ...told, groups: [] };
}

describe('the same invented people', () => {
	let reference: Map<string, IDataObject>;

	beforeAll(async () => {
		reference = await patientsOf(alikeSystems[0]);
		expect(reference.size).toBe(60);
	});

	it.each(alikeSystems.slice(1).map((system) => [system.key, system] as const))(
		'are handed on alike by Tebra and %s',
		async (key, system) => {
			const patients = await patientsOf(system);
			const reached = (await truthOf(key)).filter((one) => one.reached).map(({ id }) => id);
			expect([...patients.keys()].sort()).toEqual(reached.sort());
			expect(reached.length).toBeGreaterThan(40);
			const reduce = (item: IDataObject | undefined) =>
				lost[key].reduce((told, lose) => lose(told), toldOf(item ?? {}));
			const unlike = reached.flatMap((id) => {
				const [own, other] = [reduce(reference.get(id)), reduce(patients.get(id))];
				return (Object.keys(own) as Array<keyof Told>).flatMap((member) =>
					JSON.stringify(own[member]) === JSON.stringify(other[member])
						? []
						: [{ id, member, tebra: own[member], other: other[member] }],
				);
			});
			expect(unlike).toEqual([]);
		},
	);
});

describe('the nodes of the practice systems', () => {
	/** Fields of an operation, by name: what a saved flow holds. */
	const fieldsOf = (system: AlikeSystem) => {
		const { properties } = descriptionOf(system.nodeType);
		const fields = new Map<string, string>();
		for (const { name, type, default: preset, displayName, displayOptions } of properties) {
			const show = displayOptions?.show ?? {};
			const product = system.parameters?.product;
			if (product !== undefined && show.product && !show.product.includes(product as string)) {
				continue;
			}
			for (const operation of show.operation ?? []) {
				const key = `${String(show.resource?.[0])}.${String(operation)}.${name}`;
				fields.set(key, JSON.stringify([type, displayName, preset]));
			}
		}
		return fields;
	};

	it('name and preset every parameter of an operation alike', () => {
		const [tebra, ...others] = alikeSystems.map(fieldsOf);
		for (const other of others) {
			const shared = [...other.keys()].filter((key) => tebra.has(key));
			expect(shared.length).toBeGreaterThan(10);
			for (const key of shared) expect([key, other.get(key)]).toEqual([key, tebra.get(key)]);
		}
	});

	it('give an operation the same parameters wherever it is offered, but those that a system could do nothing with', () => {
		const operationOf = (field: string) => field.split('.').slice(0, 2).join('.');
		const all = alikeSystems.map((system) => [system.key, [...fieldsOf(system).keys()]] as const);
		const every = [...new Set(all.flatMap(([, fields]) => fields))];
		const lacking = all.map(([key, fields]) => {
			const offered = new Set(fields.map(operationOf));
			const missing = every.filter(
				(field) => offered.has(operationOf(field)) && !fields.includes(field),
			);
			return [key, missing.sort()];
		});
		expect(Object.fromEntries(lacking)).toEqual({
			// Sheet 4.1 (no filter by number), 4.5 (no resource is booked), 5 (changes have a time).
			tebra: [
				...['appointment.book.resourceId', 'appointment.getChanged.from'],
				...['appointment.getChanged.to', 'appointment.reschedule.resourceId'],
				...['patient.search.chartNumber', 'slot.getMany.resourceId'],
			],
			// Sheet 4.6 (a reason is a server error), 3.4 (no FHIR), 4.2 (keeps no id of ours).
			advancedmd: [
				...['appointment.cancel.reason', 'encounter.getMany.fhirId', 'patient.search.externalId'],
			],
			carecloud: [],
			// Sheet 5 (changes have a time), 4.7 (one description), 4.2 (slots have their own length).
			nextgen: [
				...['appointment.getChanged.from', 'appointment.getChanged.to'],
				...['document.create.notes', 'slot.getMany.durationMinutes'],
			],
			// Sheet 4.1 (the patient ID is the FHIR ID), 8 (nothing writes to a patient).
			greenway_intergy: ['encounter.getMany.fhirId', 'patient.search.externalId'],
			greenway_prime_suite: ['encounter.getMany.fhirId', 'patient.search.externalId'],
		});
	});
});

describe('an operation that a system lacks', () => {
	it('is refused with the reason and the channel that serves it', async () => {
		const [intergy] = alikeSystems.filter(({ key }) => key === 'greenway_intergy');
		const { error } = await runNode({
			nodeType: 'greenway',
			parameters: { ...intergy.parameters, resource: 'patient', operation: 'getMerges' },
			credentials: await intergy.credentials(sandbox),
			baseUrls: { healthSail: sandbox.healthSail },
		});
		expect(error?.message).toMatch(/Greenway Intergy does not offer this operation/);
		expect(error?.message).toMatch(/HL7/);
		expect(error?.message).toMatch(/kind: unsupported/);
	});

	it('is refused without a channel where nothing serves it', async () => {
		const [tebra] = alikeSystems;
		const { error } = await runNode({
			nodeType: 'tebra',
			parameters: { resource: 'patient', operation: 'getMerges' },
			credentials: await tebra.credentials(sandbox),
			baseUrls: { healthSail: sandbox.healthSail },
		});
		expect(error?.message).toMatch(/Tebra \(Kareo\) does not offer this operation/);
		expect(error?.message).toMatch(/leave no trace in the interface/);
		expect(error?.message).not.toMatch(/It is served by/);
	});
});
