import type { Encounter } from '../../../lib/canonical/encounter';
import { fhirDefaults } from '../../../lib/profile/systems/fhirSettings';
import type { FhirClient } from '../../../nodes/common/fhir/client';
import type { VisitPart } from '../../../nodes/common/fhir/encounters';
import { readFhirEncounters } from '../../../nodes/common/fhir/encounters';
import { joinEncounters } from '../../../nodes/common/fhir/joinEncounters';
import { nextGenFhir } from '../../../nodes/NextGen/fhir';
import { withOrders } from '../../../nodes/NextGen/orders';
import { tebraFhir } from '../../../nodes/Tebra/fhir';

/** What a visit that FHIR marks restricted does to those of the main interface. All synthetic. */

const security = [
	{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' },
];
const noon = { period: { start: '2026-01-06T18:00:00Z' } };
const byNumber = { serviceProvider: { reference: 'Organization/5' } };
const byName = { serviceProvider: { reference: 'Organization/5', display: 'Oak Clinic' } };
const restricted = { meta: { security } };

const searched: string[] = [];

beforeEach(() => {
	searched.length = 0;
});

type Query = Readonly<Record<string, unknown>>;

/** Visits as the FHIR interface of a vendor tells them; one that is asked for days tells no other. */
async function read(
	vendor: typeof tebraFhir,
	visits: readonly object[],
	parts: Readonly<Partial<Record<VisitPart, readonly object[]>>> = {},
) {
	const wires = visits.map((visit, index) => ({
		...{ resourceType: 'Encounter', id: `e-${index}`, status: 'finished' },
		...{ subject: { reference: 'Patient/f-5' } },
		...visit,
	}));
	const fhir = {
		vendor,
		async search(type: VisitPart | 'Encounter', { date }: Query) {
			searched.push(type);
			if (type !== 'Encounter') return await Promise.resolve(parts[type] ?? []);
			return date === undefined ? wires : wires.filter((wire) => isAsked(wire, date));
		},
	} as unknown as FhirClient;
	const scope = {
		...{ system: vendor.system, practiceId: '1', practiceName: 'Oak Clinic' },
		timeZone: 'America/Chicago',
	};
	return await readFhirEncounters(fhir, scope as never, fhirDefaults, {
		...{ patientId: '5', fhirId: 'f-5', parts: Object.keys(parts) as VisitPart[] },
		window: { from: '2026-01-01', to: '2026-01-31' },
	});
}

function isAsked(wire: object, date: unknown): boolean {
	const [from, to] = (date as string[]).map((bound) => bound.slice(2));
	const day = (wire as { period?: { start?: string } }).period?.start?.slice(0, 10);
	return day !== undefined && day >= from && day <= to;
}

const zone = { timeZone: 'America/Chicago' };
const main = ['06', '08'].map((day) => ({
	record: {
		...{ system: 'tebra', practiceId: '1', patientId: '5', id: day, externalIds: [] },
		...{ status: 'finished', isComplete: true, isSensitive: false },
		startsAt: `2026-01-${day}T18:00:00Z`,
	} as Encounter,
	recordPracticeId: undefined,
}));
const marks = (list: ReadonlyArray<{ readonly record: Encounter }>) =>
	list
		.filter(({ record }) => !record.id.startsWith('fhir-'))
		.map(({ record }) => [record.id, record.isSensitive]);

describe('a restricted visit of FHIR closes those that it may be, also where the fence keeps it', () => {
	test('Tebra: its organization is told by a number alone', async () => {
		const found = await read(tebraFhir, [{ ...noon, ...restricted, ...byNumber }]);
		expect(found[0].recordPracticeId).toBe('organization 5');
		expect(marks(joinEncounters(main, found, zone))).toEqual([
			['06', true],
			['08', false],
		]);
	});

	test.each([
		['none', {}],
		['a number alone', byNumber],
	])('NextGen: its organization is %s', async (_case, organization) => {
		const found = await read(nextGenFhir, [{ ...noon, ...restricted, ...organization }]);
		expect(found[0].recordPracticeId).toMatch(/^organization/);
		expect(marks(withOrders(main, found, [], zone))).toEqual([
			['06', true],
			['08', false],
		]);
	});

	test('NextGen: it tells no day, and so may be any of them', async () => {
		const found = await read(nextGenFhir, [{ ...restricted, ...byNumber }]);
		expect(marks(withOrders(main, found, [], zone))).toEqual([
			['06', true],
			['08', true],
		]);
	});

	test('NextGen: the practice keeps back an encounter of an unknown day, or of this one', async () => {
		const found = await read(nextGenFhir, [{ ...noon, ...restricted, ...byName }]);
		for (const timestamp of [null, '2026-01-06T09:00:00']) {
			const rows = [{ id: 'kept', isSensitive: true, timestamp }];
			expect(marks(withOrders(main, found, rows as never, zone))).toEqual([
				['06', true],
				['08', false],
			]);
		}
	});

	test('and the one that stands beside it as the sure partner closes nothing less', async () => {
		const found = await read(tebraFhir, [
			{ ...noon, ...byName },
			{ ...noon, ...restricted, ...byNumber },
		]);
		const joined = joinEncounters(main, found, zone);
		expect(joined[0].record.externalIds).toMatchObject([{ value: 'e-0' }]);
		expect(marks(joined)).toEqual([
			['06', true],
			['08', false],
		]);
	});
});

describe('a visit of FHIR without a day', () => {
	test('is in no window: an open one is not read, a restricted one closes and is not told', async () => {
		const found = await read(tebraFhir, [byName, { ...restricted, ...byName }]);
		expect(found.map(({ record }) => record.id)).toEqual(['fhir-e-1']);
		const joined = joinEncounters(main, found, zone);
		expect(joined.map(({ record }) => [record.id, record.isSensitive])).toEqual([
			['06', true],
			['08', true],
		]);
	});
});

describe('a restricted visit of several days', () => {
	const bothOpen = [
		['06', false],
		['08', false],
	];
	const firstClosed = [
		['06', true],
		['08', false],
	];
	const bothClosed = [
		['06', true],
		['08', true],
	];

	test.each([
		['closes each of its days', { start: '2026-01-05', end: '2026-01-07' }, firstClosed],
		[
			'that ends before it starts closes the first',
			{ start: '2026-01-06', end: '2026-01-01' },
			firstClosed,
		],
		[
			'closes its last days where it began before',
			{ start: '2025-12-20', end: '2026-01-06' },
			firstClosed,
		],
		['closes nothing when it is over before', { start: '2025-12-20', end: '2025-12-24' }, bothOpen],
		['that tells its end alone closes all until then', { end: '2026-01-06' }, firstClosed],
		['that is finished without an end is one of a day', { start: '2026-01-05' }, bothOpen],
	])('%s', async (_case, period, expected) => {
		const found = await read(tebraFhir, [{ ...restricted, ...byName, period }]);
		expect(marks(joinEncounters(main, found, zone))).toEqual(expected);
		expect(marks(withOrders(main, found, [], zone))).toEqual(expected);
	});

	test.each(['in-progress', 'onleave', 'a word that nobody knows'])(
		'that still lasts (%s) closes every day from its start on',
		async (status) => {
			for (const [start, expected] of [
				['2025-12-20', bothClosed],
				['2026-01-07', [bothOpen[0], bothClosed[1]]],
			] as const) {
				const found = await read(tebraFhir, [{ ...restricted, status, period: { start } }]);
				expect(marks(joinEncounters(main, found, zone))).toEqual(expected);
			}
		},
	);

	test('closes a visit of the main interface that lasts until one of its days', async () => {
		const found = await read(tebraFhir, [{ ...noon, ...restricted, ...byName }]);
		const [{ record }] = main;
		const long = { startsAt: '2026-01-04T18:00:00Z', endsAt: '2026-01-06T18:00:00Z' };
		const visit = { record: { ...record, ...long }, recordPracticeId: undefined };
		expect(marks(joinEncounters([visit], found, zone))).toEqual([['06', true]]);
	});

	test('is told where it begins in the days that were asked for, and only there', async () => {
		const found = await read(tebraFhir, [
			{ ...restricted, ...byName, period: { start: '2025-12-20', end: '2026-01-09' } },
			{ ...byName, period: { start: '2025-12-20', end: '2026-01-09' } },
			{ ...restricted, ...byName, period: { start: '2026-01-09', end: '2026-02-09' } },
		]);
		const ids = joinEncounters(main, found, zone).map(({ record }) => record.id);
		expect(ids).toEqual(['06', '08', 'fhir-e-2']);
	});
});

test('orders of a visit of several days are left out where the practice keeps one of them back', async () => {
	const order = {
		...{ resourceType: 'ServiceRequest', id: 'o-1', code: { text: 'Night splint' } },
		encounter: { reference: 'Encounter/e-0' },
	};
	const period = { start: '2026-01-09', end: '2026-01-11' };
	const found = await read(nextGenFhir, [{ ...byName, period }], { ServiceRequest: [order] });
	const idsWith = (timestamp: string) => {
		const rows = [{ id: 'kept', isSensitive: true, timestamp }];
		return withOrders(main, found, rows as never, zone).map(({ record }) => record.id);
	};
	expect(idsWith('2026-01-10T09:00:00')).toEqual(['06', '08']);
	expect(idsWith('2026-01-12T09:00:00')).toEqual(['06', '08', 'fhir-e-0']);
});

test.each(['Condition', 'Procedure', 'CarePlan', 'ServiceRequest'] as const)(
	'a %s that is labelled restricted closes the open visit that it stands with, and no other',
	async (resourceType) => {
		const part = { ...restricted, encounter: { reference: 'Encounter/e-0' } };
		const wire = { ...part, resourceType, id: 'p-1' };
		const other = { period: { start: '2026-01-08T18:00:00Z' } };
		const found = await read(tebraFhir, [noon, other], { [resourceType]: [wire] });
		expect(found.map(({ record }) => [record.id, record.isSensitive])).toEqual([
			['fhir-e-0', true],
			['fhir-e-1', false],
		]);
	},
);

test('diagnoses are not read where no visit can be of the days that were asked for', async () => {
	const past = { ...restricted, period: { start: '2025-12-20' } };
	await read(tebraFhir, [past], { Condition: [] });
	expect(searched).toEqual(['Encounter']);
	await read(tebraFhir, [past, noon], { Condition: [] });
	expect(searched).toEqual(['Encounter', 'Encounter', 'Condition']);
});
