import { parseArgs } from 'node:util';
import { Problem } from '../../host/boot.mjs';
import { FORM_TITLES, type FormKey } from './forms.mjs';

export interface SyncOptions {
	sizes: number[];
	forms: FormKey[];
	/** First of six ports: n8n, the sandbox's three, the inspectors of n8n and of the script. */
	port: number;
	/** Whether docs/benchmarks.md gets the new table. */
	write: boolean;
	/** Where n8n leaves CPU profiles. */
	profileFolder?: string;
}

export const USAGE = `Usage: npm run bench -- sync [options]

Loads a whole practice into HealthSail in four ways and compares them.

  --sizes 1000,10000   patients of the practice
  --only a,b1,b2,c     forms to run: ${Object.entries(FORM_TITLES)
		.map(([key, title]) => `${key} ${title}`)
		.join('; ')}
  --port 4900          first of six ports (n8n, the sandbox, inspectors)
  --write              put the table into docs/benchmarks.md
  --profile FOLDER     let n8n leave a CPU profile there`;

const isForm = (text: string): text is FormKey => text in FORM_TITLES;

/** Reads the command line. Throws a Problem that says what is wrong. */
export function parseSyncOptions(args: string[]): SyncOptions {
	const { values } = parse(args);
	const forms = list(values.only);
	const sizes = list(values.sizes).map(Number);
	const port = Number(values.port);
	const isWhole = (value: number, min: number, max: number) =>
		Number.isInteger(value) && value >= min && value <= max;
	if (!forms.every(isForm) || !sizes.every((size) => isWhole(size, 1, 200_000)))
		throw new Problem(`An option was not understood.\n\n${USAGE}`);
	if (!isWhole(port, 1024, 65_530)) throw new Problem(`The port was not understood.\n\n${USAGE}`);
	return {
		sizes: sizes.sort((one, two) => one - two),
		forms: forms.filter(isForm),
		port,
		write: values.write,
		...(values.profile !== undefined && { profileFolder: values.profile }),
	};
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				sizes: { type: 'string', default: '1000,10000' },
				only: { type: 'string', default: 'a,b1,b2,c' },
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
