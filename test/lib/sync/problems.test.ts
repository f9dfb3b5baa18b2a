import { problemOfMessage, problemsPerRun, sumProblems } from '../../../lib/sync/problems';

describe('the problems of a run', () => {
	it('are summed by kind and vendor code, the most frequent first', () => {
		expect(
			sumProblems([
				{ kind: 'throttled', vendorCode: '429', count: 1 },
				{ kind: 'validation', vendorCode: 'validation_failed', correlationId: 'req_1' },
				{ kind: 'validation', vendorCode: 'validation_failed', correlationId: 'req_2', count: 4 },
				{ kind: 'validation', vendorCode: 'format' },
			]),
		).toEqual([
			{ kind: 'validation', vendorCode: 'validation_failed', correlationId: 'req_1', count: 5 },
			{ kind: 'throttled', vendorCode: '429', count: 1 },
			{ kind: 'validation', vendorCode: 'format', count: 1 },
		]);
	});

	it('carry known members in their fixed form and nothing else', () => {
		const [problem] = sumProblems([
			{
				kind: 'validation',
				message: 'MARKER Jordan Sample',
				vendorCode: 'MARKER: was born 1984',
				correlationId: 'MARKER Sample, Jordan',
				operation: 'MARKER=Jordan?',
				fields: ['MARKER'],
			},
		]);
		expect(problem).toEqual({ kind: 'validation', count: 1 });
	});

	it('count what nobody can read as unsupported, so that none gets lost', () => {
		expect(sumProblems(['MARKER', null, { kind: 'MARKER', count: -3 }])).toEqual([
			{ kind: 'unsupported', count: 3 },
		]);
	});

	it('stay within the number that the contract takes', () => {
		const many = Array.from({ length: 80 }, (_, index) => ({
			kind: 'validation',
			vendorCode: `code_${index}`,
			count: index + 1,
		}));
		const kept = sumProblems(many);
		expect(kept).toHaveLength(problemsPerRun);
		expect(kept[0].count).toBe(80);
	});

	it('are read from the facts at the end of a message', () => {
		expect(
			problemOfMessage(
				'Tebra is busy. Wait (a minute). (kind: throttled; system: tebra; operation: GetPatients; code: 429; correlation id: abc-1; item: 0)',
			),
		).toEqual({
			kind: 'throttled',
			operation: 'GetPatients',
			vendorCode: '429',
			correlationId: 'abc-1',
			count: 1,
		});
		expect(problemOfMessage('Something else (really) happened')).toBeUndefined();
	});
});
