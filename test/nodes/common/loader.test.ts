import '../../support/n8nEnvironment';

import { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType } from 'n8n-workflow';

import manifest from '../../../package.json';

/** The built pack (`npm run build`), read by n8n-core's own loader as a host reads it. */
const loader = new PackageDirectoryLoader('.');

beforeAll(async () => {
	await loader.loadAll();
});

const classNames = (paths: readonly string[]) =>
	paths.map((path) => path.split('/').pop()?.split('.')[0] ?? '');
const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

const nodeNames = classNames(manifest.n8n.nodes).map(lowerFirst);
const credentialNames = classNames(manifest.n8n.credentials).map(lowerFirst);

test('the loader finds exactly the nodes and credentials that package.json lists', () => {
	expect(loader.packageName).toBe('n8n-nodes-healthsail');
	expect(loader.types.nodes.map(({ name }) => name).sort()).toEqual([...nodeNames].sort());
	expect(loader.types.credentials.map(({ name }) => name).sort()).toEqual(
		[...credentialNames].sort(),
	);
});

test.each(nodeNames)(
	'node %s has its icons, its search words and only credentials that exist',
	(name) => {
		const { description } = loader.getNode(name).type as INodeType;
		expect(JSON.stringify(description.iconUrl)).toMatch(/icons\/.*\.svg.*icons\/.*dark\.svg/);
		expect(description.codex?.alias?.length).toBeGreaterThan(0);
		for (const credential of description.credentials ?? []) {
			expect(credentialNames).toContain(credential.name);
		}
	},
);

const keptByDomains = [
	'healthSailOAuth2Api',
	'nextGenOAuth2Api',
	'nextGenFhirOAuth2Api',
	'tebraFhirOAuth2Api',
];

test.each(credentialNames)('credential %s is for our own nodes only', (name) => {
	const type: ICredentialType = loader.getCredential(name).type;
	// One of n8n's two ways; with the first n8n could not make the OAuth 2.0 tests that it makes itself.
	const domains = type.properties.find((property) => property.name === 'allowedHttpRequestDomains');
	expect(type.restrictToSupportedNodes === true ? 'restricted' : domains).toEqual(
		keptByDomains.includes(name)
			? expect.objectContaining({ type: 'hidden', default: 'none' })
			: 'restricted',
	);
	expect(JSON.stringify(type.iconUrl)).toMatch(/icons\/.*\.svg.*icons\/.*dark\.svg/);
});
