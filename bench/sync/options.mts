import { parseArgs } from 'node:util';
import { Problem } from '../../host/boot.mjs';
import { FORM_TITLES, type FormKey } from './forms.mjs';
import type { BenchVendor } from './vendors/vendor.mjs';
import { benchVendorNames, benchVendors } from './vendors/vendors.mjs';

export interface SyncOptions {
	vendors: BenchVendor[];
	/** Patients of the practice; each system's own sizes when not told. */
	sizes?: number[];
	forms: FormKey[];
	/** First of thirteen ports: n8n, the sandbox's ten, the inspectors of n8n and of the script. */
	port: number;
	/** Whether docs/benchmarks.md gets the new table. */
	write: boolean;
	/** Where n8n leaves CPU profiles. */
	profileFolder?: string;
}

export const USAGE = `Usage: npm run bench -- sync [options]

Loads a whole practice into HealthSail in several ways and compares them, system by system.

  --vendor all         systems to read from: ${benchVendorNames.join(', ')}, or all
  --sizes 1000,10000   patients of the practice; when not told: ${sizesText()}
  --only a,b2,c        forms to run: ${Object.entries(FORM_TITLES)
		.map(([key, title]) => `${key} ${title}`)
		.join('; ')}
                       (b1 is slow, so it runs only when it is asked for, and only with Tebra)
  --port 4900          first of thirteen ports (n8n, the sandbox, inspectors)
  --write              keep the figures of these systems and put the tables into docs/benchmarks.md
  --profile FOLDER     let n8n leave a CPU profile there`;

function sizesText(): string {
	const sizes = [...new Set(benchVendors.flatMap((vendor) => vendor.sizes))];
	return sizes
		.map((size) => {
			const names = benchVendors.filter((vendor) => vendor.sizes.includes(size));
			return `${size} with ${names.length === benchVendors.length ? 'all' : names.map(({ system }) => system).join(' and ')}`;
		})
		.join(', ');
}

const isForm = (text: string): text is FormKey => text in FORM_TITLES;

/** Reads the command line. Throws a Problem that says what is wrong. */
export function parseSyncOptions(args: string[]): SyncOptions {
	const { values } = parse(args);
	const forms = list(values.only);
	const sizes = values.sizes === undefined ? undefined : list(values.sizes).map(Number);
	const port = Number(values.port);
	const isWhole = (value: number, min: number, max: number) =>
		Number.isInteger(value) && value >= min && value <= max;
	if (!forms.every(isForm) || sizes?.every((size) => isWhole(size, 1, 200_000)) === false)
		throw new Problem(`An option was not understood.\n\n${USAGE}`);
	if (!isWhole(port, 1024, 65_520)) throw new Problem(`The port was not understood.\n\n${USAGE}`);
	return {
		vendors: vendorsOf(list(values.vendor)),
		...(sizes && { sizes: sizes.sort((one, two) => one - two) }),
		forms: forms.filter(isForm),
		port,
		write: values.write,
		...(values.profile !== undefined && { profileFolder: values.profile }),
	};
}

function vendorsOf(names: readonly string[]): BenchVendor[] {
	if (names.includes('all')) return [...benchVendors];
	const unknown = names.filter((name) => !benchVendorNames.includes(name));
	if (names.length === 0 || unknown.length > 0)
		throw new Problem(`The system was not understood.\n\n${USAGE}`);
	return benchVendors.filter(({ system }) => names.includes(system));
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				vendor: { type: 'string', default: 'all' },
				sizes: { type: 'string' },
				only: { type: 'string', default: 'a,b2,c' },
				port: { type: 'string', default: '4900' },
				write: { type: 'boolean', default: false },
				profile: { type: 'string' },
			},
		});
	} catch {
		throw new Problem(`An option was not understood.\n\n${USAGE}`);
	}
}

function list(text: string): string[] {
	return text.split(',').filter((part) => part !== '');
}
