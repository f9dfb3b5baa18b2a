import { SafeError } from '../../../../lib/privacy/errors';
import type { SourcePatient } from '../../../../nodes/common/practice/port';
import { readEach } from '../../../../nodes/common/practice/readEach';

type Kind = SafeError['kind'];

function trouble(kind: Kind): SafeError {
	return new SafeError({ kind, message: 'Trouble.', nextStep: 'Wait.', system: 'tebra' });
}

function found(id: string): SourcePatient {
	return {
		patient: { externalIds: [{ system: 'tebra', practiceId: '1', type: 'patient', value: id }] },
		recordPracticeId: '1',
		recordPracticeName: undefined,
		flags: {},
		lastVisitOn: undefined,
	} as unknown as SourcePatient;
}

const idOfFound = ({ patient }: SourcePatient) => patient.externalIds[0].value;

/** Reads the named rows one after another; a row that `ends` does not name is found. */
async function readRows(
	rows: readonly string[],
	ends: Readonly<Record<string, Kind | 'none' | 'bug'>>,
	more: {
		stopsAll?: (error: unknown) => boolean;
		elsewhere?: readonly string[];
		isSilent?: true;
	} = {},
) {
	const asked: string[] = [];
	const read = readEach(rows, {
		concurrency: 1,
		idOf: (row) => row,
		fenced: (row) => (more.elsewhere?.includes(row) ? found(row) : undefined),
		read: async (row) => {
			asked.push(row);
			const end = ends[row];
			if (end === undefined) return await Promise.resolve(found(row));
			if (end === 'none') return undefined;
			throw end === 'bug' ? new TypeError('a bug') : trouble(end);
		},
		...(more.isSilent !== true && { notShown: () => trouble('notFound') }),
		...(more.stopsAll && { stopsAll: more.stopsAll }),
	});
	const result = await read.catch((error: unknown) => ({ error }));
	return { asked, result };
}

/** Reads three rows at once, each until `ends` names it; with `but`, all others end in an outage. */
function readAtOnce(rows: readonly string[], { but = rows }: { but?: readonly string[] } = {}) {
	const asked: string[] = [];
	const open = new Map<string, () => void>();
	const result = readEach(rows, {
		concurrency: 3,
		idOf: (row) => row,
		read: async (row) => {
			asked.push(row);
			await new Promise<void>((resolve) => open.set(row, resolve));
			if (!but.includes(row)) throw trouble('unavailable');
			return found(row);
		},
	});
	return {
		asked,
		result,
		async ends(...ids: readonly string[]) {
			for (const id of ids) {
				const end = open.get(id);
				if (end === undefined) throw new Error('That row is not being read.');
				end();
				// What follows from it has to run first: the next row is begun.
				for (let turn = 0; turn < 50; turn++) await Promise.resolve();
			}
		},
	};
}

function kindsOf(failed: ReadonlyArray<{ id: string; error: unknown }>) {
	return failed.map(({ id, error }) => [id, error instanceof SafeError ? error.kind : 'none']);
}

describe('Reading each listed record', () => {
	it('keeps the order of the list, and tells apart who was read and who was not', async () => {
		const { asked, result } = await readRows(['a', 'b', 'c', 'd'], { b: 'wireShape', c: 'none' });
		if ('error' in result) throw result.error;
		expect(asked).toEqual(['a', 'b', 'c', 'd']);
		expect(result.found.map(idOfFound)).toEqual(['a', 'd']);
		expect(kindsOf(result.failed)).toEqual([
			['b', 'wireShape'],
			['c', 'notFound'],
		]);
	});

	it('counts a row of another practice without reading it', async () => {
		const { asked, result } = await readRows(['a', 'b'], {}, { elsewhere: ['a'] });
		if ('error' in result) throw result.error;
		expect(asked).toEqual(['b']);
		expect(result.found.map(idOfFound)).toEqual(['a', 'b']);
	});

	it.each<Kind>(['authentication', 'permission', 'configuration'])(
		'stops at the first %s, since the next patient would meet it too',
		async (kind) => {
			const { asked, result } = await readRows(['a', 'b', 'c'], { b: kind });
			expect(asked).toEqual(['a', 'b']);
			expect(result).toHaveProperty('error.kind', kind);
		},
	);

	it('stops by the words of the vendor where it has words of its own', async () => {
		const stopsAll = (error: unknown) => error instanceof SafeError && error.kind === 'wireShape';
		const { asked, result } = await readRows(
			['a', 'b', 'c'],
			{ a: 'permission', b: 'wireShape' },
			{ stopsAll },
		);
		expect(asked).toEqual(['a', 'b']);
		expect(result).toHaveProperty('error.kind', 'wireShape');
	});

	it('bears four outages in a row and gives up at the fifth', async () => {
		const out = { b: 'unavailable', c: 'throttled', d: 'unavailable', e: 'throttled' } as const;
		const borne = await readRows(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { ...out, g: 'unavailable' });
		if ('error' in borne.result) throw borne.result.error;
		expect(borne.result.found.map(idOfFound)).toEqual(['a', 'f']);
		expect(borne.result.failed.map(({ id }) => id)).toEqual(['b', 'c', 'd', 'e', 'g']);

		const given = await readRows(['b', 'c', 'd', 'e', 'f', 'g'], { ...out, f: 'unavailable' });
		expect(given.asked).toEqual(['b', 'c', 'd', 'e', 'f']);
		expect(given.result).toHaveProperty('error.kind', 'unavailable');
	});

	it('takes an empty answer as a sign of life, and a row that was not read as none', async () => {
		const out = { a: 'unavailable', b: 'unavailable', d: 'unavailable', e: 'unavailable' } as const;
		const empty = await readRows(['a', 'b', 'c', 'd', 'e'], { ...out, c: 'none' });
		expect(empty.result).not.toHaveProperty('error');
		const fenced = await readRows(
			['a', 'b', 'c', 'd', 'e', 'f'],
			{ ...out, f: 'unavailable' },
			{ elsewhere: ['c'] },
		);
		expect(fenced.result).toHaveProperty('error.kind', 'unavailable');
	});

	it('says nothing of a record that is not shown where that means nothing', async () => {
		const { result } = await readRows(['a', 'b'], { a: 'none' }, { isSilent: true });
		if ('error' in result) throw result.error;
		expect(result.found.map(idOfFound)).toEqual(['b']);
		expect(result.failed).toEqual([]);
	});

	it('hands an error that nobody expected to the record that it came from', async () => {
		const { result } = await readRows(['a', 'b'], { a: 'bug' });
		if ('error' in result) throw result.error;
		expect(result.failed).toEqual([{ id: 'a', error: expect.any(TypeError) as unknown }]);
	});

	it('keeps the order of the list although reads that run at once end in another one', async () => {
		const { result, ends } = readAtOnce(['a', 'b', 'c', 'd', 'e']);
		await ends('c', 'b', 'd');
		await ends('a', 'e');
		expect((await result).found.map(idOfFound)).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	it('counts outages in the order in which reads that run at once end', async () => {
		const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
		// Six of seven are outages, but the one that is read ends between them.
		const borne = readAtOnce(rows, { but: ['a'] });
		await borne.ends('b', 'c', 'd', 'a', 'e', 'f', 'g');
		expect((await borne.result).failed.map(({ id }) => id)).toEqual(rows.slice(1));

		const given = readAtOnce([...rows, 'h'], { but: ['a'] });
		const refusal = given.result.catch((error: unknown) => error);
		await given.ends('b', 'c', 'd', 'e', 'f');
		expect(await refusal).toHaveProperty('kind', 'unavailable');
		// Two were under way at the fifth in a row; when they end, none is begun.
		await given.ends('a', 'g');
		expect(given.asked).toEqual(rows);
	});
});
