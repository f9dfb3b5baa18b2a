// `npm run bench -- match-train`: estimates the matcher's weights and writes them as data of lib.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectFolder, step } from '../../../host/boot.mjs';
import { train, trainingDefaults, type Training, type TrainingOptions } from './train.mjs';

const FILE = path.join(projectFolder, 'lib', 'identity', 'weights', 'shipped.ts');

/** Writes lib/identity/weights/shipped.ts and answers its path. */
export async function writeWeights(options: TrainingOptions = trainingDefaults): Promise<string> {
	await step('Estimating the weights', async () => {
		const text = shippedFile(train(options), options);
		const config = await resolveConfig(FILE);
		await writeFile(FILE, await format(text, { ...config, parser: 'typescript' }));
	});
	return FILE;
}

function shippedFile(
	{ parameters, assumed, sessions }: Training,
	options: TrainingOptions,
): string {
	const { size, overlap, seed, randomPairs } = options;
	const fields = Object.entries(parameters).map(([field, chances]) => {
		const lines = Object.entries(chances).map(
			([level, { m, u }]) => `${level}: { m: ${short(m)}, u: ${short(u)} },`,
		);
		return `${field}: {\n${lines.join('\n')}\n},`;
	});
	const rounds = sessions
		.map(
			({ name, rounds: count, lambda }) =>
				`${name}: ${count} rounds, ${lambda.toFixed(3)} of them matches`,
		)
		.join('; ');
	return `// Written by \`npm run bench -- match-train\`; do not edit.
import type { LevelParameters } from './parameters';

/**
 * Chances per level, estimated by expectation-maximisation (\`estimate.ts\`) without labels on invented
 * people: two lists of ${size} records of the population generator, overlap ${overlap}, seed ${seed}.
 * u from ${randomPairs} random pairs; m from pairs of one birth date and from pairs of one name
 * (${rounds}), halfway to the assumed ones
 * of \`assumed.ts\`, since real registers are dirtier. Only assumed, since the population does not
 * tell them: ${assumed.join(', ')}.
 */
export const shippedParameters: LevelParameters = {
${fields.join('\n')}
};
`;
}

/** Three digits are more than the estimate knows. */
function short(chance: number): string {
	return String(Number(chance.toPrecision(3)));
}
