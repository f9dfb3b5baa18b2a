import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';

const contractFile = join('contract', 'healthsail.openapi.json');

/** The checkout above this file, in the source tree as in the build tree. */
function checkout(): string {
	let folder = dirname(fileURLToPath(import.meta.url));
	while (!existsSync(join(folder, contractFile))) {
		const above = dirname(folder);
		assert.notEqual(above, folder, 'the contract is not above this test');
		folder = above;
	}
	return folder;
}

test('the generated types of the HealthSail contract are up to date', async () => {
	const root = checkout();
	const nodes = await openapiTS(pathToFileURL(join(root, contractFile)), { immutable: true });
	const wanted = `${COMMENT_HEADER}${astToString(nodes)}`;
	const found = readFileSync(join(root, 'lib', 'contract', 'healthsail.ts'), 'utf8');
	// Not assert.equal: its message would print both files.
	assert.ok(
		found.trim() === wanted.trim(),
		'lib/contract/healthsail.ts is old: run npm run contract:types',
	);
});
