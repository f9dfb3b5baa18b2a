import { json, problem, record, scriptedHealthSail } from '../healthsail.support/scripted';

/** What becomes of answers that are no success. All data is synthetic. */

const { serve, close } = scriptedHealthSail();
afterEach(close);

describe('answers that are no success', () => {
	const marker = 'MARKERpatientvalue';

	it.each([
		[400, 'cursor_invalid', 'validation'],
		[401, 'unauthenticated', 'authentication'],
		[403, 'purpose_forbidden', 'permission'],
		[404, 'not_found', 'notFound'],
		[409, 'duplicate_external_id', 'conflict'],
		[410, 'gone', 'notFound'],
		[412, 'version_mismatch', 'conflict'],
		[422, 'validation_failed', 'validation'],
		[428, 'precondition_required', 'validation'],
	])('%i %s becomes %s, with a next step, item and correlation id', async (status, code, kind) => {
		const { hs, requests } = await serve(() =>
			problem(status, code, {
				detail: marker,
				title: marker,
				requestId: 'req_42',
				errors: [{ pointer: `/${marker}/${marker} x`, code: 'x', detail: marker }],
			}),
		);
		const { error } = await hs.run('customer', 'update', {
			customerId: 'cus_1',
			version: '1',
			updateFields: { givenName: marker },
		});
		expect(error?.context?.failure).toMatchObject({
			kind,
			vendorCode: code,
			correlationId: 'req_42',
			operation: 'updateCustomer',
			itemIndex: 0,
			nextStep: expect.stringMatching(/\.$/),
		});
		expect(requests).toHaveLength(1);
		expect(JSON.stringify([error?.message, error?.description])).not.toContain(`${marker} x`);
	});

	it('a foreign 502 page tells nothing of its content', async () => {
		const { hs } = await serve(() => ({
			status: 404,
			headers: { 'Content-Type': 'text/html' },
			body: `<html>${marker}</html>`,
		}));
		const { error } = await hs.run('customer', 'get', { customerId: 'cus_1' });
		expect(error?.context?.failure).toMatchObject({ kind: 'notFound' });
		expect(JSON.stringify(error)).not.toContain(marker);
	});

	it('an answer of another shape names its path and not its value', async () => {
		const { hs } = await serve(() => json({ id: 7, name: marker }));
		const { error } = await hs.run('customer', 'get', { customerId: 'cus_1' });
		expect(error?.context?.failure).toMatchObject({ kind: 'wireShape', fields: ['id'] });
		expect(JSON.stringify(error)).not.toContain(marker);
	});

	it('429 waits as long as the server asks and then goes on', async () => {
		const { hs, requests } = await serve((_request, number) =>
			number === 1
				? { ...problem(429, 'rate_limited'), headers: { 'Retry-After': '1' } }
				: json(record(1)),
		);
		await hs.one('customer', 'get', { customerId: 'cus_1' });
		expect(requests[1].at - requests[0].at).toBeGreaterThanOrEqual(950);
	});

	it('a change whose answer is lost is not sent again: its outcome is unknown', async () => {
		const { hs, requests } = await serve(() => ({ cut: 'headers' }));
		const { error } = await hs.run('customer', 'update', {
			customerId: 'cus_1',
			version: '1',
			updateFields: { givenName: 'Robin' },
		});
		expect(error?.context?.failure).toMatchObject({ kind: 'outcomeUnknown' });
		expect(requests).toHaveLength(1);
	});

	it('one failed item leaves the others to go through', async () => {
		const { hs } = await serve(({ url }) =>
			url.endsWith('cus_2') ? problem(404, 'not_found') : json(record(1)),
		);
		const { outputs, error } = await hs.run(
			'customer',
			'get',
			{ customerId: '={{ $json.id }}' },
			[{ id: 'cus_1' }, { id: 'cus_2' }, { id: 'cus_3' }],
			'continueErrorOutput',
		);
		expect(error).toBeUndefined();
		expect(outputs.map((list) => list.length)).toEqual([2, 1]);
	});
});
