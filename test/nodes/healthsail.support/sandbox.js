// Starts the compiled sandbox as a program of its own: nodes and sandbox meet on the wire only. Kept
// in JavaScript because the strict lint of TypeScript files forbids process and child_process.
const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const build = process.env.HEALTHSAIL_BUILD ?? join(__dirname, '../../../build');
const program = join(build, 'sandbox/main.mjs');

/** Resolves when the sandbox answers; rejects with its output when it ends before. */
exports.startSandbox = async function startSandbox(port, ...more) {
	if (!existsSync(program)) throw new Error('Build the programs first: npm run build:programs');
	const args = [
		program,
		'--port',
		String(port),
		'--systems',
		'tebra',
		'--patients',
		'5',
		'--no-limits',
		...more,
	];
	const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	await new Promise((resolve, reject) => {
		const read = (chunk) => {
			output += chunk;
			if (output.includes('ready')) resolve();
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code}: ${output}`)));
	});
	return {
		statusUrl: `http://127.0.0.1:${port}`,
		healthSailUrl: `http://127.0.0.1:${port + 1}/v1`,
		tokenUrl: `http://127.0.0.1:${port + 1}/oauth/token`,
		stop: () =>
			new Promise((resolve) => {
				child.removeAllListeners('exit');
				child.once('exit', () => resolve());
				child.kill('SIGTERM');
			}),
	};
};
