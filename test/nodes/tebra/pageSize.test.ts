import { practiceOf } from '../../support/fakeSystems';
import { runNode } from '../../support/nodes';
import { serve } from './vanishedStage';

test('without a page size of its own a page is as long as the practice profile says', async () => {
	const fakes = await serve(practiceOf(['1', '2']));
	const practiceProfile = JSON.stringify({ version: 1, sync: { pageSize: 7 } });
	const run = { nodeType: 'tebra', baseUrls: fakes.baseUrls } as const;
	const getAll = { resource: 'patient', operation: 'getAll' };
	const credentials = { tebraSoapApi: { practiceProfile } };
	await runNode({ ...run, credentials, parameters: getAll });
	await runNode({ ...run, credentials, parameters: { ...getAll, pageSize: 9 } });
	const asked = fakes.tebra.requests.flatMap(
		({ body }) => /BatchSize>(\d+)</.exec(body)?.[1] ?? [],
	);
	expect(asked).toEqual(['7', '9']);
});
