// Starts the compiled sandbox as a process of its own (build it first: `npm run build:programs`).
const { spawn } = require('node:child_process');
const { resolve } = require('node:path');

/** Tebra alone when the test does not say which systems it wants. */
const withSystems = (args) => (args.includes('--systems') ? args : ['--systems', 'tebra', ...args]);

/**
 * @param {number} port first of the sandbox's three ports
 * @param {string[]} [args] further options of the sandbox
 */
async function startSandbox(port, args = []) {
	const main = resolve(process.env.HEALTHSAIL_BUILD ?? 'build', 'sandbox/main.mjs');
	const child = spawn(process.execPath, [main, '--port', String(port), ...withSystems(args)], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let said = '';
	await new Promise((done, fail) => {
		const timer = setTimeout(() => fail(new Error(`The sandbox did not start. ${said}`)), 25_000);
		const listen = (chunk) => {
			said += chunk;
			if (!said.includes('Ctrl-C ends it.')) return;
			clearTimeout(timer);
			done();
		};
		child.stdout.on('data', listen);
		child.stderr.on('data', listen);
		child.once('exit', (code) => {
			clearTimeout(timer);
			fail(new Error(`The sandbox ended with code ${code}. ${said}`));
		});
	});
	const url = (name) => new RegExp(`${name}\\s+(http\\S+)`).exec(said)?.[1] ?? '';
	return {
		healthSail: url('healthsail'),
		tebra: url('tebra'),
		status: url('status'),
		/** URL of any system by its key. */
		url,
		async stop() {
			if (child.exitCode !== null) return;
			const ended = new Promise((done) => child.once('exit', done));
			child.kill('SIGTERM');
			await ended;
		},
	};
}

module.exports = { startSandbox };
