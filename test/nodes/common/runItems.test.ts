import { sleep } from 'n8n-workflow';

import { SafeError } from '../../../lib/privacy/errors';
import { mapBounded } from '../../../nodes/common/mapBounded';
import { runItems } from '../../../nodes/common/runItems';
import { errorItem, toNodeError } from '../../../nodes/common/toNodeError';
import { openContext } from '../../support/nodes';

const node = openContext({ nodeType: 'tebra' }).getNode();

test('bounded work keeps the order of the list and the bound', async () => {
	let running = 0;
	let most = 0;
	const results = await mapBounded([30, 5, 20, 1, 10], 2, async (ms) => {
		running += 1;
		most = Math.max(most, running);
		await sleep(ms);
		running -= 1;
		return ms;
	});
	expect(results).toEqual([30, 5, 20, 1, 10]);
	expect(most).toBe(2);
});

test('after a failure no new work is begun', async () => {
	const begun: number[] = [];
	await expect(
		mapBounded([1, 2, 3, 4, 5, 6], 2, async (entry) => {
			begun.push(entry);
			await sleep(entry === 1 ? 5 : 30);
			if (entry === 1) throw new Error('first');
		}),
	).rejects.toThrow('first');
	await sleep(60);
	expect(begun).toEqual([1, 2]);
});

test('an empty list is no work', async () => {
	expect(await mapBounded([], 4, async () => await Promise.reject(new Error('never')))).toEqual([]);
});

test('items come out in the order of the input, each paired, however long each takes', async () => {
	const context = openContext({ nodeType: 'tebra', items: [{ ms: 25 }, { ms: 5 }, { ms: 15 }] });
	const [output] = await runItems(
		context,
		async (itemIndex) => {
			const { ms } = context.getInputData()[itemIndex].json as { ms: number };
			await sleep(ms);
			return [{ json: { ms } }, { json: { ms, second: true } }];
		},
		{ concurrency: 3 },
	);
	expect(output.map(({ json, pairedItem }) => [json.ms, pairedItem])).toEqual([
		[25, { item: 0 }],
		[25, { item: 0 }],
		[5, { item: 1 }],
		[5, { item: 1 }],
		[15, { item: 2 }],
		[15, { item: 2 }],
	]);
});

test('an error of our own carries its facts, next step and item', () => {
	const error = toNodeError(
		node,
		new SafeError({
			kind: 'throttled',
			message: 'Too many calls.',
			nextStep: 'Wait.',
			system: 'tebra',
			operation: 'GetPatient',
			vendorCode: '429',
			correlationId: 'abc',
			retryAfterMs: 750,
		}),
		3,
	);
	// A calling workflow is told the message alone.
	expect(error.message).toBe(
		'Too many calls. Wait. (kind: throttled; system: tebra; operation: GetPatient; code: 429; correlation id: abc; item: 3)',
	);
	expect(error.context.itemIndex).toBe(3);
	expect(error).toMatchObject({ failure: { cause: 'rate-limited', retryAfterMs: 750 } });
});

test.each([
	['an error of a library', new TypeError('MARKERRIVERA is not a function'), 'TypeError'],
	['a thrown text', 'MARKERRIVERA', 'string'],
	['an object', { response: { data: 'MARKERRIVERA' } }, 'object'],
])('%s comes out as its kind of thing only', (_name, thrown, word) => {
	const error = toNodeError(node, thrown, 0);
	const whole = JSON.stringify([error, error.message, error.stack, errorItem(thrown, 0)]);
	expect(whole).not.toContain('MARKERRIVERA');
	expect(error.message).toContain(`(${word})`);
});

test('a missing credential is told as such', () => {
	expect(
		errorItem(new Error('Node does not have any credentials set for "tebraSoapApi"'), 0),
	).toMatchObject({ details: { kind: 'configuration' } });
});
