import { changedRow, json, servedOneByOne } from './served';
import { failureOf, openPort, personId } from './support';

/** Persons and encounters in every form that the sheet knows (all synthetic). */

const { serve, close } = servedOneByOne();
afterEach(close);

test('an answer about another person is refused', async () => {
	const base = await serve((path) =>
		path.startsWith('/persons/') ? json({ id: personId(2) }) : undefined,
	);
	expect(await failureOf((await openPort(base)).patients.get(personId(1)))).toMatchObject({
		details: { kind: 'wireShape', vendorCode: 'OtherPerson' },
	});
});

test('a person whose policies are not found is a failed record and not one without policies', async () => {
	const base = await serve((path) => {
		if (path.startsWith('/persons?')) return json({ items: [changedRow(1), changedRow(2)] });
		if (path.startsWith(`/persons/${personId(1)}/insurances`)) return { status: 404 };
		return /^\/persons\/[^/?]+\?/.test(path) ? json({ id: path.slice(9, 45) }) : undefined;
	});
	const page = await (await openPort(base)).patients.page({ read: 'all', pageSize: 5 });
	expect(page.patients.map(({ patient }) => patient.id)).toEqual([personId(2)]);
	expect(page.failed).toMatchObject([{ id: personId(1), error: { kind: 'notFound' } }]);
});

test.each([
	['told', '0001', [], [personId(1)]],
	['not told', undefined, [personId(1)], []],
])(
	'a person who is refused does not stop the others, practice %s (sheet 9.15)',
	async (_name, practiceId, fenced, failed) => {
		const base = await serve((path) => {
			if (path.startsWith('/persons?')) {
				return json({ items: [{ ...changedRow(1), practiceId }, changedRow(2)] });
			}
			if (path.startsWith(`/persons/${personId(1)}?`)) return { status: 403 };
			return /^\/persons\/[^/?]+\?/.test(path) ? json({ id: path.slice(9, 45) }) : undefined;
		});
		const page = await (await openPort(base)).patients.page({ read: 'all', pageSize: 5 });
		const own = page.patients.filter(({ recordPracticeId }) => recordPracticeId === '0001');
		const others = page.patients.filter(({ recordPracticeId }) => recordPracticeId !== '0001');
		expect(own.map(({ patient }) => patient.id)).toEqual([personId(2)]);
		expect(others.map(({ patient }) => patient.id)).toEqual(fenced);
		expect(page.failed.map(({ id }) => id)).toEqual(failed);
	},
);

test('a right that is missing for every person stops the read', async () => {
	const base = await serve((path) => {
		if (path.startsWith('/persons?')) return json({ items: [changedRow(1), changedRow(2)] });
		return path.startsWith('/persons/') ? { status: 403 } : undefined;
	});
	const port = await openPort(base);
	expect(await failureOf(port.patients.page({ read: 'all', pageSize: 5 }))).toMatchObject({
		details: { kind: 'permission' },
	});
});

test('encounters that the practice keeps back, their charges, and what is kept from billing stay out (sheet 4.4)', async () => {
	const id = (kind: string, n: number) => `3f0c2b1e-00${kind}-4000-8000-00000000000${String(n)}`;
	const marks = [
		{},
		{ isSensitive: true },
		{ suppressPortal: true },
		{ suppressOutreach: true },
		{},
	];
	const base = await serve((path) => {
		if (/\/encounters\?/.test(path)) {
			return json({
				items: marks.map((mark, n) => ({
					id: id('0a', n),
					timestamp: '2026-01-05T10:00:00',
					...mark,
				})),
			});
		}
		if (/\/procedures\?/.test(path)) {
			return json({
				items: marks.map((_mark, n) => ({
					id: id('0b', n),
					encounterId: id('0a', n),
					cpt4Code: '99213',
					serviceDate: '2026-01-05T00:00:00',
				})),
			});
		}
		return path.includes('/procedures/')
			? json({ units: 1, amount: 120, isBillingSuppressed: path.endsWith(id('0b', 4)) })
			: undefined;
	});
	const port = await openPort(base);
	const window = { from: '2026-01-01', to: '2026-01-31' };
	const encounters = await port.encounters!.ofPatient(personId(1), window);
	expect(encounters.map(({ record }) => record.id)).toEqual([id('0a', 0), id('0a', 4)]);
	const charges = await port.ledger!.charges!(window, personId(1));
	expect(charges.map(({ record }) => record.id)).toEqual([id('0b', 0)]);
});

test('texts of the vendor stay out of errors (sheet 6)', async () => {
	const base = await serve((path) =>
		path.startsWith('/persons/')
			? json({ message: "MARKERRIVERA 'x'\r\nParameter name: id" }, {}, 400)
			: undefined,
	);
	const error = await failureOf((await openPort(base)).patients.get(personId(1)));
	expect(JSON.stringify({ ...error.details, message: error.message })).not.toContain(
		'MARKERRIVERA',
	);
});

test('unknown words and codes are told as unknown, and a missing date of the year 1 as none', async () => {
	const base = await serve((path) => {
		if (path.includes('/insurances')) {
			return json([
				{
					personPayerId: '3f0c2b1e-0002-4000-8000-000000000001',
					payerName: 'Synthetic Payer',
					defaultCob: '2',
					relationship: 'ZZ',
					policyNumber: 'M1',
					copayAmount: '12.5',
					policyExpirationDate: '0001-01-01T00:00:00',
				},
			]);
		}
		return path.startsWith('/persons/') && !path.includes('/chart')
			? json({
					id: personId(1),
					sex: 'X',
					dateOfBirth: '0001-01-01T00:00:00',
					chart: { practiceId: '0001' },
				})
			: undefined;
	});
	const found = await (await openPort(base)).patients.get(personId(1));
	expect(found?.patient).toMatchObject({
		administrativeSex: 'unknown',
		birthDate: null,
		coverages: [
			{
				priority: 'secondary',
				status: 'unverified',
				effectiveTo: null,
				copay: { amount: 1250, currency: 'USD' },
				subscriber: { relationship: 'other' },
			},
		],
	});
	expect(found?.recordPracticeId).toBe('0001');
});
