import { parseXml } from '../../../lib/values/xml';
import { readTebraCredential } from '../../../nodes/Tebra/credential';
import type { RequestValues } from '../../../nodes/Tebra/envelope';
import { createTebraPort } from '../../../nodes/Tebra/port';
import type { TebraTransport } from '../../../nodes/Tebra/transport';
import { createTebraTransport } from '../../../nodes/Tebra/transport';
import { patientXml } from '../../support/fakeSystems';

/** The port over the real throttle's intervals, with answers from here: no call waits. */
function slowPractice(limitShare: number, size = 200) {
	const access = readTebraCredential({
		customerKey: 'ck',
		user: 'u',
		password: 'p',
		practiceName: 'Oak Clinic',
		practiceId: '1',
		timeZone: 'America/Los_Angeles',
		limitShare,
	});
	const sent: Array<{ operation: string; values: RequestValues }> = [];
	const patients = Array.from({ length: size }, (_, index) => String(index + 1));
	const rows = (name: string) => patients.map((id) => `<${name}><ID>${id}</ID></${name}>`).join('');
	const transport: TebraTransport = {
		...createTebraTransport({} as never, access, {} as never),
		async call(operation, values) {
			sent.push({ operation, values });
			const id = String((values.Filter as RequestValues | undefined)?.PatientID ?? '');
			const data: Record<string, string> = {
				GetPatient: `<Patient>${patientXml(id)}</Patient>`,
				GetPatients: `<Patients>${rows('PatientData')}</Patients>`,
				GetAllPatients: '<Patients/>',
			};
			const facts = { system: 'tebra', operation, effect: 'read', correlationId: 'c' } as const;
			return await Promise.resolve({
				result: parseXml(`<r>${data[operation]}</r>`, { system: 'tebra', operation }),
				facts,
			});
		},
	};
	const now = () => new Date('2026-02-01T20:00:00Z');
	const port = createTebraPort(access.scope, transport, now);
	const filters = (operation: string) =>
		sent
			.filter((call) => call.operation === operation)
			.map(({ values }) => values.Filter as RequestValues);
	return { port, transport, filters };
}

const since = '2026-01-10T12:00:00Z';

test.each([
	[1, 500],
	[0.05, 48],
	[0.001, 1],
])(
	'at the share %d a page of the whole practice asks for %d patients at most',
	async (share, most) => {
		const { port, transport, filters } = slowPractice(share);
		await port.patients.page({ read: 'all', pageSize: 500 });
		expect(filters('GetAllPatients')).toEqual([
			{ BatchSize: most, PracticeID: '1', StartKey: '0' },
		]);
		expect(most === 1 || most * transport.intervalMs('GetPatient') <= 8 * 60_000).toBe(true);
	},
);

test.each([
	['a change read', { read: 'changed', since } as const],
	['a read by last visit', { read: 'all', visitedSince: '2026-01-10' } as const],
])('%s at a low share reads what fits and goes on behind it', async (_name, request) => {
	const { port, filters } = slowPractice(0.05);
	const page = await port.patients.page({ ...request, pageSize: 500 });
	expect(page.patients).toHaveLength(48);
	expect(filters('GetPatient')).toHaveLength(48);
	expect(JSON.parse(page.nextCursor ?? '')).toMatchObject({ afterId: '48' });
});

test('a search that Tebra answers with too many others ends instead of reading them all', async () => {
	const { port, filters } = slowPractice(1, 1200);
	await expect(port.patients.search({ familyName: 'Nobody' }, 50)).rejects.toMatchObject({
		kind: 'validation',
	});
	expect(filters('GetPatient')).toHaveLength(1000);
});

const spanCursor = '{"from":"2025-12-01","to":"2025-12-29","until":"2026-02-02","afterId":"7"}';
const keyCursor = '{"startKey":"4000"}';

test('a whole-practice read begins anew on the cursor of a read by visits', async () => {
	const { port, filters } = slowPractice(1);
	await port.patients.page({ read: 'all', pageSize: 500, cursor: spanCursor });
	expect(filters('GetAllPatients')[0].StartKey).toBe('0');
});

test('a read by visits begins anew on the cursor of a whole-practice read', async () => {
	const { port, filters } = slowPractice(1);
	const request = { read: 'all', visitedSince: '2026-01-10', pageSize: 500 } as const;
	await port.patients.page({ ...request, cursor: keyCursor });
	expect(filters('GetPatients')[0].FromLastEncounterDate).toBe('2026-01-10');
});

test('a cursor of its own kind goes on where it points', async () => {
	const { port, filters } = slowPractice(1);
	await port.patients.page({ read: 'all', pageSize: 500, cursor: keyCursor });
	expect(filters('GetAllPatients')[0].StartKey).toBe('4000');
	const page = { read: 'changed', since, pageSize: 500, cursor: spanCursor } as const;
	await port.patients.page(page);
	expect(filters('GetPatients')[0].FromLastModifiedDate).toBe('2025-12-01');
});

test.each(['{"startKey":"x"}', '{"from":"2026-01-01"}', 'nonsense'])(
	'the cursor %s, which is of neither kind, is refused',
	async (cursor) => {
		const { port } = slowPractice(1);
		const requests = [
			{ read: 'all' },
			{ read: 'all', visitedSince: '2026-01-10' },
			{ read: 'changed', since },
		] as const;
		for (const request of requests) {
			await expect(port.patients.page({ ...request, pageSize: 5, cursor })).rejects.toMatchObject({
				kind: 'validation',
			});
		}
	},
);
