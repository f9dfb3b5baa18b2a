// The one direction of imports: lib <- nodes/common <- nodes/<Vendor>; cli <- lib; sandbox and
// nodes meet only on the wire. `npm run check:imports` fails on anything else.

// Relative paths inside the clone; npm packages resolve to node_modules/<name>.
const VENDORS = [
	'Tebra',
	'AdvancedMd',
	'CareCloud',
	'NextGen',
	'Greenway',
	'Hl7Interface',
	'StaffReviewInbox',
];
const LIB_PACKAGES = ['zod', 'luxon', 'saxes', 'libphonenumber-js'];

// Packages also answer to their types (@types/luxon).
const packages = (names) =>
	names.map((name) => `(^|/)node_modules/(@types/)?${name.replace('/', '\\/')}/`);

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		rule(
			'no-circular',
			'Files that import each other cannot be read alone.',
			{},
			{ circular: true },
		),
		rule(
			'no-unresolvable',
			'An import that leads nowhere breaks the pack at load time.',
			{ path: '^(lib|nodes|credentials|cli|sandbox|host|bench|test|workflow-templates)/' },
			// Node 24 has it, the Node that checks may not.
			{ couldNotResolve: true, pathNot: '^node:sqlite$' },
		),
		rule(
			'lib-is-pure',
			'lib imports lib and a few pure packages only: no n8n, no HTTP.',
			{ path: '^lib/' },
			{ pathNot: ['^lib/', '^crypto$', ...packages(LIB_PACKAGES)] },
		),
		rule(
			'common-below-vendors',
			'nodes/common is written once for all vendors and knows none of them.',
			{ path: '^nodes/common/' },
			{ path: '^nodes/', pathNot: '^nodes/common/' },
		),
		...VENDORS.map((vendor) =>
			rule(
				`${vendor}-alone`,
				'A vendor imports its own folder and nodes/common, never another node.',
				{ path: `^nodes/${vendor}/` },
				{ path: '^nodes/', pathNot: ['^nodes/common/', `^nodes/${vendor}/`] },
			),
		),
		rule(
			'healthsail-alone',
			'The HealthSail nodes import their own folder and nodes/common, never a vendor.',
			{ path: '^nodes/HealthSail/' },
			{ path: '^nodes/', pathNot: ['^nodes/common/', '^nodes/HealthSail/'] },
		),
		rule(
			'pack-alone',
			'What n8n loads imports nothing of the programs around it, sandbox included.',
			{ path: '^(lib|nodes|credentials)/' },
			{ path: '^(sandbox|cli|host|bench|test|workflow-templates|contract|dist|build)/' },
		),
		rule(
			'no-axios-in-pack',
			'n8n 2.41 gives packs no axios; nodes speak HTTP through n8n.',
			{ path: '^(lib|nodes|credentials)/' },
			{ path: packages(['axios']) },
		),
		rule(
			'cli-on-lib',
			'The CLI is its own package on lib.',
			{ path: '^cli/' },
			{ path: '^(nodes|credentials|sandbox|host|bench|test|workflow-templates)/' },
		),
		rule(
			'sandbox-on-the-wire',
			'The sandbox shares no code with what it tests, only the types of the contract.',
			{ path: '^sandbox/' },
			{
				path: '^(lib|nodes|credentials|cli|host|bench|test|workflow-templates)/',
				pathNot: '^lib/contract/',
			},
		),
		rule(
			'sandbox-contract-types-only',
			'From lib/contract the sandbox takes types, no code.',
			{ path: '^sandbox/' },
			{ path: '^lib/contract/', dependencyTypesNot: ['type-only'] },
		),
		rule(
			'members-typed-anew',
			'The element tables of the contract tests are typed from the vendor sheets, not taken over.',
			{ path: '^test/contract/.*\\.members\\.ts$' },
			{ path: '^(nodes|lib|credentials|sandbox)/' },
		),
		rule(
			'contract-not-from-members',
			'A contract test must not compare the port with the port’s own tables.',
			{ path: '^test/contract/' },
			{ path: '^nodes/[^/]+/members' },
		),
		rule(
			'host-on-the-outside',
			'The host handles n8n and the pack from outside.',
			{ path: '^host/' },
			{ path: '^(lib|nodes|credentials|cli|sandbox|bench|test)/' },
		),
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(dist|build|cli/dist)/' },
		tsPreCompilationDeps: true,
		detectProcessBuiltinModuleCalls: true,
		tsConfig: { fileName: 'tsconfig.programs.json' },
		enhancedResolveOptions: {
			extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'],
			exportsFields: ['exports'],
			conditionNames: ['import', 'require', 'node', 'default', 'types'],
			mainFields: ['module', 'main', 'types'],
		},
	},
};
