// `npm run bench -- <what>`: side-by-side measurements.
import { say, tellProblem } from '../host/boot.mjs';
import { stopAll } from '../host/processes.mjs';
import { benchMatch } from './match/bench.mjs';
import { MATCH_USAGE, parseMatchOptions } from './match/options.mjs';
import { PEOPLE_USAGE, writePeople } from './match/people.mjs';
import { writeWeights } from './match/train/main.mjs';
import { benchSync } from './sync/bench.mjs';
import { parseSyncOptions, USAGE } from './sync/options.mjs';
import { takePictures } from './sync/pictures.mjs';
import { writeStockFlows } from './sync/stock/files.mjs';

const HELP = `${USAGE}

${MATCH_USAGE}

${PEOPLE_USAGE}

Others:
  npm run bench -- match-train     estimate the matcher's weights anew; writes lib/identity/weights/shipped.ts
  npm run bench -- sync-flows      write bench/sync/flows from their definitions
  npm run bench -- sync-pictures   take pictures of these flows in n8n's editor`;

async function main([what, ...args]: string[]): Promise<number> {
	if (what === 'sync' && !args.includes('--help')) await benchSync(parseSyncOptions(args));
	else if (what === 'match' && !args.includes('--help')) await benchMatch(parseMatchOptions(args));
	else if (what === 'match-people' && !args.includes('--help'))
		process.stdout.write(`${await writePeople(args)}\n`);
	else if (what === 'match-train' && !args.includes('--help'))
		process.stdout.write(`${await writeWeights()}\n`);
	else if (what === 'sync-flows')
		for (const file of await writeStockFlows()) process.stdout.write(`${file}\n`);
	else if (what === 'sync-pictures') await takePictures();
	else process.stdout.write(`${HELP}\n`);
	return 0;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.once(signal, () => {
		say('Stopping n8n and the sandbox.');
		void stopAll().finally(() => process.exit(130));
	});

process.exitCode = await main(process.argv.slice(2)).catch(tellProblem);
