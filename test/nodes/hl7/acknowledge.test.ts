import type { IDataObject } from 'n8n-workflow';

import { acknowledge } from './support';

/** What the engine that waits at the trigger is told. */

describe('the answer to the engine', () => {
	const item: IDataObject = {
		hl7: {
			separators: '|^~\\&',
			header: {
				controlId: 'M1',
				sendingApplication: 'PM',
				charset: 'UNICODE UTF-8',
				event: 'A08',
				version: '2.5.1',
			},
		},
	};
	const failed = (kind: string) => ({
		result: 'failed',
		error: {
			kind,
			message: 'HealthSail does not know the provider of the appointment',
			nextStep: 'x',
		},
	});
	const stopped = (kind: string) => ({
		error: 'It stopped',
		details: { kind, message: 'It stopped', nextStep: 'x' },
	});
	const fromFailures = async (failures: unknown[]) =>
		await acknowledge(item, { result: 'fromFailures', failures: failures as IDataObject[] });

	it('is AA when the work is done', async () => {
		const { status, body, headers } = await acknowledge(item, { result: 'accepted' });
		expect(status).toBe(200);
		expect(headers['content-type']).toBe('x-application/hl7-v2+er7; charset=utf-8');
		expect(body).toMatch(/^MSH\|\^~\\&\|\|\|PM\|.*\rMSA\|AA\|M1\r$/);
		expect((await fromFailures([])).body).toMatch(/MSA\|AA\|M1/);
	});

	it('is AE with a sentence when the message is at fault', async () => {
		const { status, body } = await fromFailures([failed('notFound')]);
		expect(status).toBe(200);
		expect(body).toMatch(/\rMSA\|AE\|M1\|HealthSail does not know the provider/);
	});

	it.each([
		'unavailable',
		'throttled',
		'authentication',
		'permission',
		'conflict',
		'outcomeUnknown',
		'configuration',
	])('is none when the failure is not the message’s own (%s)', async (kind) => {
		const { status, body } = await fromFailures([stopped(kind)]);
		expect(status).toBe(503);
		expect(body).toBe('');
	});

	it('is none when one of several failures is not the message’s own, or cannot be told', async () => {
		expect((await fromFailures([failed('notFound'), stopped('unavailable')])).status).toBe(503);
		expect((await fromFailures([{ error: 'something' }])).status).toBe(503);
		expect((await acknowledge(item, { result: 'fromFailures', failures: 'broken' })).status).toBe(
			503,
		);
	});

	it('is what the flow says otherwise', async () => {
		expect((await acknowledge(item, { result: 'error', text: 'Not so' })).body).toMatch(
			/MSA\|AE\|M1\|Not so/,
		);
		expect((await acknowledge(item, { result: 'rejected' })).body).toMatch(/MSA\|AR\|M1\|/);
		expect(await acknowledge(item, { result: 'later' })).toMatchObject({ status: 503, body: '' });
	});

	it('is refused for an item that is not of the trigger', async () => {
		await expect(acknowledge({ hl7: {} }, { result: 'accepted' })).rejects.toThrow(/"hl7"/);
	});
});
