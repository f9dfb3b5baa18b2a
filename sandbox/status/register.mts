import type { FastifyInstance } from 'fastify';
import { faultKinds, type FaultRequest } from '../core/faults.mjs';
import type { SandboxSystem } from '../core/system.mjs';
import type { World } from '../core/world.mjs';
import { statusPage } from './page.mjs';

const LAST_CALLS = 50;

const faultSchema = {
	body: {
		type: 'object',
		required: ['system', 'kind'],
		additionalProperties: false,
		properties: {
			system: { type: 'string' },
			operation: { type: 'string' },
			kind: { enum: faultKinds },
			count: { type: 'integer', minimum: 0 },
			after: { type: 'integer', minimum: 0 },
			ms: { type: 'integer', minimum: 0, maximum: 600_000 },
			status: { type: 'integer', minimum: 400, maximum: 599 },
			retryAfterSeconds: { type: 'integer', minimum: 0 },
		},
	},
};

const recordingSchema = {
	body: {
		type: 'object',
		required: ['on'],
		additionalProperties: false,
		properties: { on: { type: 'boolean' } },
	},
};

const advanceSchema = {
	body: {
		type: 'object',
		required: ['seconds'],
		additionalProperties: false,
		properties: { seconds: { type: 'number', minimum: 0, maximum: 100 * 24 * 3600 } },
	},
};

/** Puts the status page and the control API on the status server. */
export function registerStatus(
	app: FastifyInstance,
	world: World,
	systems: readonly SandboxSystem[],
	urls: Readonly<Record<string, string>>,
): void {
	// An empty body of a request that says JSON is an empty object, as some clients send it.
	app.removeContentTypeParser('application/json');
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
		try {
			done(null, body === '' ? {} : JSON.parse(String(body)));
		} catch {
			done(Object.assign(new Error('The body is not valid JSON.'), { statusCode: 400 }));
		}
	});

	app.get('/', (_request, reply) =>
		reply
			.headers({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
			.send(statusPage(systems, urls)),
	);
	app.get('/control/status', () => ({
		synthetic: true,
		now: world.clock.now().toISOString(),
		speed: world.clock.speed,
		limits: world.limits,
		seed: world.seed,
		recording: world.recording.on,
		callsPerMinute: world.calls.perMinute(),
		lastCall: world.calls.last(),
		systems: systems.map((system) => ({
			key: system.key,
			title: system.title,
			url: urls[system.key],
			counts: system.counts(),
			calls: world.calls.sums(system.key),
		})),
		faults: world.faults.list(),
		lastCalls: world.calls.since(0, LAST_CALLS),
	}));
	app.get<{ Querystring: { after?: string; limit?: string } }>('/control/calls', (request) => {
		const after = Number(request.query.after ?? 0);
		const limit = request.query.limit === undefined ? undefined : Number(request.query.limit);
		return { last: world.calls.last(), calls: world.calls.since(after, limit) };
	});
	app.post<{ Body: FaultRequest }>('/control/faults', { schema: faultSchema }, (request, reply) => {
		if (!systems.some((system) => system.key === request.body.system)) {
			return reply.code(400).send({ message: 'There is no system of this name.' });
		}
		return reply.code(201).send(world.faults.arm(request.body));
	});
	app.get('/control/faults', () => ({ faults: world.faults.list() }));
	app.delete('/control/faults', (_request, reply) => {
		world.faults.clear();
		return reply.code(204).send();
	});
	app.post<{ Body: { on: boolean } }>(
		'/control/recording',
		{ schema: recordingSchema },
		(request) => {
			world.recording.set(request.body.on);
			return { on: world.recording.on };
		},
	);
	app.get<{ Querystring: { system?: string } }>('/control/recording', (request) => ({
		on: world.recording.on,
		requests: world.recording.list(request.query.system),
	}));
	app.post<{ Body: { seconds: number } }>(
		'/control/clock/advance',
		{ schema: advanceSchema },
		(request) => {
			world.clock.advance(request.body.seconds * 1000);
			return { now: world.clock.now().toISOString() };
		},
	);
	for (const system of systems) system.control?.(app);
}
