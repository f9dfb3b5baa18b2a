import type { Encounter } from '../../../lib/canonical/encounter';
import { fhirDefaults } from '../../../lib/profile/systems/fhirSettings';
import type { FhirClient } from '../../../nodes/common/fhir/client';
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

/** Visits as the FHIR interface of a vendor tells them. */
async function read(vendor: typeof tebraFhir, visits: readonly object[]) {
	const wires = visits.map((visit, index) => ({
		...{ resourceType: 'Encounter', id: `e-${index}`, status: 'finished' },
		...{ subject: { reference: 'Patient/f-5' } },
		...visit,
	}));
	const fhir = {
		vendor,
		search: async (type: string) => await Promise.resolve(type === 'Encounter' ? wires : []),
	} as unknown as FhirClient;
	const scope = {
		...{ system: vendor.system, practiceId: '1', practiceName: 'Oak Clinic' },
		timeZone: 'America/Chicago',
	};
	return await readFhirEncounters(fhir, scope as never, fhirDefaults, {
		...{ patientId: '5', fhirId: 'f-5', parts: [] },
		window: { from: '2026-01-01', to: '2026-01-31' },
	});
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
