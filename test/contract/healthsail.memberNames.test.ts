import contract from '../../contract/healthsail.openapi.json';

/** Every member name of every schema, however deep, with where it stands. */
function memberNames(node: unknown, path = ''): string[] {
	if (Array.isArray(node)) {
		return node.flatMap((entry, index) => memberNames(entry, `${path}/${index}`));
	}
	if (typeof node !== 'object' || node === null) return [];
	return Object.entries(node).flatMap(([key, value]) => [
		...(path.endsWith('/properties') ? [`${path}/${key}`] : []),
		...memberNames(value, `${path}/${key}`),
	]);
}

describe('Member names of the contract', () => {
	it('are words or header-like names, so that no note about optionality slips into a name', () => {
		const names = memberNames(contract.components.schemas);
		expect(names.length).toBeGreaterThan(500);
		expect(names.filter((name) => !/\/[A-Za-z][A-Za-z0-9_]*$/.test(name))).toEqual([]);
	});
});
