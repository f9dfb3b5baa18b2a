import type { FastifyInstance } from 'fastify';
import type { PracticeSize } from '../practice/size.mjs';

const count = { type: 'integer', minimum: 0, maximum: 200_000 };

const resetSchema = {
	body: {
		type: 'object',
		required: ['patients'],
		additionalProperties: false,
		properties: {
			patients: count,
			seed: { type: 'integer', minimum: 0, maximum: 2 ** 31 - 1 },
			secondPractice: count,
			optedOut: count,
			flagged: count,
		},
	},
};

interface ResetRequest {
	patients: number;
	seed?: number;
	secondPractice?: number;
	optedOut?: number;
	flagged?: number;
}

/**
 * The route that makes the sandbox as good as new without a new process: HealthSail knows nothing
 * but opt-outs, and the practice has other patients. Call log, faults and clock go on as they are.
 */
export function registerReset(app: FastifyInstance, reset: (practice: PracticeSize) => void): void {
	app.post<{ Body: ResetRequest }>(
		'/control/reset',
		{ schema: resetSchema },
		async (request, reply) => {
			const { patients, seed, secondPractice, optedOut, flagged } = request.body;
			reset({
				patients,
				seed,
				secondPracticePatients: secondPractice,
				optedOutPatients: optedOut,
				flaggedPatients: flagged,
			});
			return await reply.code(204).send();
		},
	);
}
