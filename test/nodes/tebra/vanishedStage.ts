import type { FakeSystems } from '../../support/fakeSystems';
import { operationOf, soapAnswer, startFakes } from '../../support/fakeSystems';
import type { Reply, SeenRequest } from '../../support/localServer';
import { runNode } from '../../support/nodes';

/** Find Vanished over HTTP: a Tebra of lists and single reads, and what HealthSail knows. Synthetic. */

let fakes: FakeSystems | undefined;

/** The systems of the test under way. */
export const systems = () => fakes as FakeSystems;

/** Starts the systems of a test anew; the last ones are closed after it. */
export async function serve(...systemsOf: Parameters<typeof startFakes>): Promise<FakeSystems> {
	await fakes?.close();
	fakes = await startFakes(...systemsOf);
	return fakes;
}

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

export interface Practice {
	/** Ids on the list, in batches. */
	readonly batches: ReadonlyArray<readonly string[]>;
	/** Answers of single reads that are not "no such patient". */
	readonly single?: Readonly<Record<string, (operation: string) => Reply>>;
}

function tebraOf({ batches, single = {} }: Practice) {
	return (request: SeenRequest): Reply => {
		const operation = operationOf(request);
		if (operation === 'GetAllPatients') {
			const at = Number(/StartKey>(\d+)</.exec(request.body)?.[1] ?? '0');
			const rows = (batches[at] ?? []).map(
				(id) => `<PatientBatchData><ID>${id}</ID><PracticeId>1</PracticeId></PatientBatchData>`,
			);
			const foreign = '<PatientBatchData><ID>900</ID><PracticeId>2</PracticeId></PatientBatchData>';
			const next = at + 1 < batches.length ? at + 1 : 0;
			return soapAnswer(
				operation,
				`<Patients>${rows.join('')}${foreign}</Patients><Key><nextStartKey>${next}</nextStartKey></Key>`,
			);
		}
		const id = /PatientID>(\d+)</.exec(request.body)?.[1] ?? '';
		return single[id]?.(operation) ?? soapAnswer(operation, '<Patient i:nil="true"/>');
	};
}

export const patientId = (value: string, more: object = {}) => ({
	system: 'tebra',
	practiceId: '1',
	type: 'patient',
	value,
	verification: 'verified',
	...more,
});

/** A customer as the list of HealthSail tells it. */
export const customer = (number: number, externalIds: readonly object[], more: object = {}) => ({
	id: `cus_${number}`,
	version: number,
	status: 'active',
	syncState: 'included',
	externalIds,
	...more,
});

export const knownAs = (ids: readonly string[]) =>
	ids.map((id) => customer(Number(id), [patientId(id)]));

export const page = (data: readonly object[], nextCursor: string | null = null): Reply => ({
	headers: { 'Content-Type': 'application/json' },
	body: JSON.stringify({ data, page: { nextCursor } }),
});

export async function findVanished(
	practice: Practice,
	customers: readonly object[],
	more: Record<string, number | string> = {},
	healthSail: (request: SeenRequest) => Reply | undefined = () => undefined,
	decided: readonly object[] = [],
) {
	const { baseUrls } = await serve(tebraOf(practice), {}, (request) => {
		const special = healthSail(request);
		if (special !== undefined) return special;
		if (request.url.includes('/match-reviews?')) return page(decided);
		if (!request.url.includes('/customers?')) return undefined;
		const query = new URL(request.url, 'http://127.0.0.1').searchParams;
		const start = Number(query.get('cursor') ?? 0);
		const end = start + Number(query.get('limit'));
		return page(customers.slice(start, end), end < customers.length ? String(end) : null);
	});
	return await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'patient', operation: 'findVanished', ...more },
		baseUrls,
	});
}

export const numbers = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
