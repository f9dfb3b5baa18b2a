// Lint for the programs around the pack (.mts, .mjs, .js, .cjs). What n8n loads is linted by n8n's
// own strict configuration, which may not be changed and does not look at these files.
import { createRequire } from 'node:module';

// The same copies that n8n's configuration uses.
const require = createRequire(createRequire(import.meta.url).resolve('@n8n/node-cli/eslint'));
const js = require('@eslint/js');
const typescript = require('typescript-eslint');

export default typescript.config(
	{ ignores: ['**/dist/', '**/build/', '**/node_modules/', '.demo/', '**/*.ts', '**/*.json'] },
	{
		files: ['**/*.mts'],
		extends: [js.configs.recommended, typescript.configs.recommended],
		rules: {
			// The compiler finds undefined names better than this rule does.
			'no-undef': 'off',
			// A leading underscore says that a value is left out on purpose.
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
			eqeqeq: 'error',
			'prefer-const': 'error',
		},
	},
	{
		files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
		extends: [js.configs.recommended],
		languageOptions: {
			globals: {
				Buffer: 'readonly',
				URL: 'readonly',
				console: 'readonly',
				fetch: 'readonly',
				process: 'readonly',
				performance: 'readonly',
				setInterval: 'readonly',
				clearInterval: 'readonly',
				setTimeout: 'readonly',
				clearTimeout: 'readonly',
				module: 'writable',
				exports: 'writable',
				require: 'readonly',
				__dirname: 'readonly',
			},
		},
		rules: { eqeqeq: 'error', 'prefer-const': 'error' },
	},
);
