// The demo's command line.
import { parseArgs } from 'node:util';
import { Problem } from '../boot.mjs';
import { systemNames, type SystemName } from '../practiceSystems.mjs';

export interface DemoOptions {
	once: boolean;
	help: boolean;
	n8nPort: number;
	sandboxPort: number;
	patients: number;
	systems: readonly SystemName[];
}

export const USAGE = `npm run demo [-- options]

  --vendor <name>         ${[...systemNames, 'all'].join('|')} (tebra)
  --once                  end after the runs; exit code 0 when every figure is right
  --port <number>         port of n8n's editor (5678)
  --sandbox-port <number> first of the sandbox's ten ports (4600)
  --patients <number>     patients of the seeded practice (500)
  --help                  this text`;

/** Parses the options; a Problem with the usage when one is unknown or out of range. */
export function parseOptions(args: string[]): DemoOptions {
	try {
		const { values } = parseArgs({
			args,
			options: {
				vendor: { type: 'string', default: 'tebra' },
				once: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
				port: { type: 'string', default: '5678' },
				'sandbox-port': { type: 'string', default: '4600' },
				patients: { type: 'string', default: '500' },
			},
		});
		return {
			systems: systemsNamed(values.vendor),
			once: values.once,
			help: values.help,
			n8nPort: wholeNumber('--port', values.port, 1, 65_535),
			sandboxPort: wholeNumber('--sandbox-port', values['sandbox-port'], 1, 65_525),
			patients: wholeNumber('--patients', values.patients, 2, 100_000),
		};
	} catch (error) {
		throw new Problem(`${(error as Error).message}\n\n${USAGE}`);
	}
}

function systemsNamed(text: string): readonly SystemName[] {
	if (text === 'all') return systemNames;
	const found = systemNames.find((name) => name === text);
	if (found !== undefined) return [found];
	throw new Error(`--vendor must be one of ${[...systemNames, 'all'].join(', ')}.`);
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
	const value = Number(text);
	if (Number.isInteger(value) && value >= min && value <= max) return value;
	throw new Error(`${name} must be a whole number from ${min} to ${max}.`);
}
