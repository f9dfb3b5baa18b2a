import type { FastifyInstance } from 'fastify';
import type { OutboundChannels } from './channels.mjs';
import type { ReceivedMessage } from './listener.mjs';

export const messageKinds = ['patient', 'appointment', 'merge'] as const;
export type MessageKind = (typeof messageKinds)[number];

export interface EnqueueRequest {
	/** How many; 1 when not told. */
	count?: number;
	kinds?: MessageKind[];
	/** Event of all of them; one that fits each record when not told. */
	event?: string;
	/** Only about these patients, by number. */
	patientIds?: string[];
	seed?: number;
}

export interface EngineControl {
	queue: OutboundChannels;
	received(): readonly ReceivedMessage[];
	/** Makes messages and puts them into the queue. Throws RangeError when there is nothing to tell. */
	enqueue(request: EnqueueRequest): object[];
	/** Whether the practice system takes over what an update (ADT A31) says, or leaves it to staff. */
	applyUpdates(on: boolean): void;
}

const enqueueSchema = {
	body: {
		type: 'object',
		additionalProperties: false,
		properties: {
			count: { type: 'integer', minimum: 1, maximum: 50_000 },
			kinds: { type: 'array', minItems: 1, items: { enum: messageKinds } },
			event: { type: 'string', pattern: '^[AS][0-9]{2}$' },
			patientIds: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^[0-9]+$' } },
			seed: { type: 'integer' },
		},
	},
};

const textSchema = {
	body: {
		type: 'object',
		required: ['text', 'controlId'],
		additionalProperties: false,
		properties: { text: { type: 'string' }, controlId: { type: 'string' } },
	},
};

const targetSchema = {
	body: {
		type: 'object',
		additionalProperties: false,
		properties: {
			url: { type: 'string', pattern: '^https?://(127\\.0\\.0\\.1|localhost)[:/]' },
			authorization: { type: 'string' },
		},
	},
};

const pauseSchema = {
	body: {
		type: 'object',
		required: ['paused'],
		additionalProperties: false,
		properties: { paused: { type: 'boolean' } },
	},
};

const channelsSchema = {
	body: {
		type: 'object',
		required: ['perType'],
		additionalProperties: false,
		properties: { perType: { type: 'boolean' } },
	},
};

const applySchema = {
	body: {
		type: 'object',
		required: ['on'],
		additionalProperties: false,
		properties: { on: { type: 'boolean' } },
	},
};

/** Routes of the engine that are for tests and the demo: its queue, and what its listener got. */
export function registerEngineControl(app: FastifyInstance, engine: EngineControl): void {
	app.post<{ Body: { url?: string; authorization?: string } }>(
		'/control/hl7/target',
		{ schema: targetSchema },
		({ body: { url, authorization } }) => {
			engine.queue.deliverTo(url === undefined ? undefined : { url, authorization });
			return engine.queue.counts();
		},
	);

	app.post<{ Body: { paused: boolean } }>(
		'/control/hl7/pause',
		{ schema: pauseSchema },
		({ body }) => {
			engine.queue.pause(body.paused);
			return engine.queue.counts();
		},
	);

	app.post<{ Body: { perType: boolean } }>(
		'/control/hl7/channels',
		{ schema: channelsSchema },
		({ body }) => {
			engine.queue.splitByType(body.perType);
			return engine.queue.counts();
		},
	);

	app.post<{ Body: EnqueueRequest }>(
		'/control/hl7/enqueue',
		{ schema: enqueueSchema },
		async (request, reply) => {
			try {
				return engine.enqueue(request.body);
			} catch (error) {
				if (!(error instanceof RangeError)) throw error;
				return await reply.code(404).send({ message: error.message });
			}
		},
	);

	app.post<{ Body: { text: string; controlId: string } }>(
		'/control/hl7/enqueue-text',
		{ schema: textSchema },
		({ body }) => {
			engine.queue.add({ ...body, event: 'as given' });
			return engine.queue.counts();
		},
	);

	app.post<{ Body: { on: boolean } }>(
		'/control/hl7/apply-updates',
		{ schema: applySchema },
		({ body: { on } }) => {
			engine.applyUpdates(on);
			return { on };
		},
	);

	app.get('/control/hl7/messages', () => ({
		counts: engine.queue.counts(),
		messages: engine.queue.list(),
	}));

	app.get('/control/hl7/counts', () => engine.queue.counts());

	app.get('/control/hl7/received', () => engine.received());
}
