import { Command, InvalidArgumentError } from 'commander';
import { startSandbox } from './sandbox.mjs';
import { vendorSystems, type VendorKey } from './systems.mjs';

/** Parses a whole number option within bounds. */
function wholeNumber(min: number, max: number) {
	return (text: string): number => {
		const value = Number(text);
		if (!Number.isInteger(value) || value < min || value > max) {
			throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
		}
		return value;
	};
}

/** Parses `tebra,nextgen` or `all`. */
function systemKeys(text: string): VendorKey[] {
	const known = Object.keys(vendorSystems) as VendorKey[];
	if (text === 'all') return known;
	const keys = text.split(',').map((key) => key.trim());
	if (keys.every((key) => (known as string[]).includes(key))) return keys as VendorKey[];
	throw new InvalidArgumentError(`These are known: ${known.join(', ')}, all.`);
}

interface CommandOptions {
	systems?: VendorKey[];
	port: number;
	patients: number;
	seed: number;
	speed: number;
	secondPractice?: number;
	optedOut?: number;
	flagged?: number;
	limits: boolean;
	record?: boolean;
	markers?: boolean;
}

const program = new Command('sandbox')
	.description('Starts HealthSail and practice systems with synthetic data on this machine.')
	.option('--port <number>', 'first of ten ports', wholeNumber(1, 65_525), 4600)
	.option('--systems <list>', 'practice systems by name, or all', systemKeys)
	.option('--patients <number>', 'patients of the practice', wholeNumber(0, 200_000), 500)
	.option('--seed <number>', 'seed of the synthetic data', wholeNumber(0, 2 ** 31 - 1), 1)
	.option('--speed <number>', 'how much faster the sandbox clock runs', wholeNumber(1, 60), 1)
	.option('--second-practice <number>', 'patients of the second practice', wholeNumber(0, 100_000))
	.option('--opted-out <number>', 'patients who opted out', wholeNumber(0, 100_000))
	.option('--flagged <number>', 'patients who carry a flag', wholeNumber(0, 100_000))
	.option('--no-limits', 'keep no rate limits')
	.option('--markers', 'put a marker into every text of every patient, for tests')
	.option('--record', 'keep request bodies in memory, for tests');

/** Runs the sandbox until a signal ends it. */
async function main(): Promise<void> {
	const options = program.parse().opts<CommandOptions>();
	const sandbox = await startSandbox({
		port: options.port,
		systems: options.systems,
		patients: options.patients,
		seed: options.seed,
		speed: options.speed,
		limits: options.limits,
		record: options.record ?? false,
		markers: options.markers ?? false,
		secondPracticePatients: options.secondPractice,
		optedOutPatients: options.optedOut,
		flaggedPatients: options.flagged,
	});
	console.log('The sandbox is ready. All its data is synthetic.');
	for (const [key, url] of Object.entries(sandbox.urls)) console.log(`  ${key.padEnd(22)}${url}`);
	console.log('Ctrl-C ends it.');
	let ending = false;
	const end = () => {
		if (ending) return;
		ending = true;
		void sandbox.stop().then(() => process.exit(0));
	};
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : 'The sandbox could not start.');
	process.exit(1);
});
