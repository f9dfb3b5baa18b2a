import type { FastifyInstance } from 'fastify';
import { applyChanges, changeKinds, NoSuchPatient, type ChangeRequest } from './changes.mjs';
import { registerEditControl, type StaffInboxEntry } from './editControl.mjs';
import type { Group } from './records.mjs';
import type { PatientStore } from './store.mjs';
import { truthOf } from './truth.mjs';

export interface ControlContext {
	/** The patients now: a reset gives others. */
	store(): PatientStore;
	missingRights: Set<string>;
	operations: readonly string[];
	/** The time that changed records get. */
	now(): Date;
	counts(): Record<string, number>;
	/** The vendor's id of a record; its number when not told. */
	idOf?(id: number): string;
	/** Whether the vendor's interface has a way to this record of the served practice; yes when not told. */
	reaches?(id: number): boolean;
	/** Whether it hands this record of another practice, or of none, to who asks for the served one. */
	strays?(id: number): boolean;
	/** What lies in the practice's own review place; nothing where the vendor has none. */
	inbox?(): StaffInboxEntry[];
}

const served: readonly Group[] = ['included', 'optedOut', 'flagged'];

const changeSchema = {
	body: {
		type: 'object',
		required: ['kind'],
		additionalProperties: false,
		properties: {
			kind: { enum: changeKinds },
			patientId: { type: 'string', pattern: '^[0-9]+$' },
			count: { type: 'integer', minimum: 1, maximum: 200_000 },
			seed: { type: 'integer' },
			moveLastModified: { type: 'boolean' },
		},
	},
};

const patientIdsSchema = {
	body: {
		type: 'object',
		required: ['patientIds'],
		additionalProperties: false,
		properties: {
			patientIds: {
				type: 'array',
				items: { type: 'string', pattern: '^[0-9]+$' },
				minItems: 1,
				maxItems: 200_000,
			},
		},
	},
};

const rightSchema = {
	body: {
		type: 'object',
		required: ['operation', 'granted'],
		additionalProperties: false,
		properties: { operation: { type: 'string' }, granted: { type: 'boolean' } },
	},
};

const stateSchema = {
	querystring: {
		type: 'object',
		properties: {
			group: { enum: [...served, 'secondPractice', 'noPractice', 'served', 'all'] },
			after: { type: 'integer', minimum: 0 },
			limit: { type: 'integer', minimum: 1 },
		},
	},
};

interface StateQuery {
	group?: Group | 'served' | 'all';
	after?: number;
	limit?: number;
}

/**
 * Routes for tests and the demo: what the practice really holds, changes by its front desk, and
 * rights of the API user. They are not of the vendor. `key` is that of the vendor's system.
 */
export function registerControl(app: FastifyInstance, key: string, context: ControlContext): void {
	const { missingRights } = context;
	registerEditControl(app, key, context);

	app.get<{ Querystring: StateQuery }>(
		`/control/${key}/state`,
		{ schema: stateSchema },
		(request) => {
			const { group = 'served', after = 0, limit = Infinity } = request.query;
			const store = context.store();
			const patients = [];
			for (let id = after + 1; id <= store.size && patients.length < limit; id += 1) {
				if (!store.has(id)) continue;
				const own = store.group(id);
				if (group === 'all' || group === own || (group === 'served' && served.includes(own))) {
					patients.push({
						...truthOf(store.get(id), store, context.idOf?.(id)),
						reached: context.reaches?.(id) ?? true,
					});
				}
			}
			return { counts: context.counts(), patients };
		},
	);

	app.get(`/control/${key}/reach`, () => reachOf(context));

	app.post<{ Body: ChangeRequest }>(
		`/control/${key}/changes`,
		{ schema: changeSchema },
		async (request, reply) => {
			try {
				return applyChanges(context.store(), request.body, context.now());
			} catch (error) {
				if (!(error instanceof NoSuchPatient)) throw error;
				return await reply.code(404).send({ message: error.message });
			}
		},
	);

	for (const action of ['remove', 'restore'] as const) {
		app.post<{ Body: { patientIds: string[] } }>(
			`/control/${key}/${action}`,
			{ schema: patientIdsSchema },
			async (request, reply) => {
				const store = context.store();
				const ids = request.body.patientIds.map(Number);
				if (!ids.every((id) => store.wasMade(id))) {
					return await reply.code(404).send({ message: 'There is no patient of this id.' });
				}
				for (const id of ids) store[action](id);
				return { patients: store.present };
			},
		);
	}

	app.post<{ Body: { operation: string; granted: boolean } }>(
		`/control/${key}/permission`,
		{ schema: rightSchema },
		async (request, reply) => {
			const { operation, granted } = request.body;
			const named = operation === '*' ? context.operations : [operation];
			if (!named.every((name) => context.operations.includes(name))) {
				return await reply.code(404).send({ message: 'There is no operation of this name.' });
			}
			for (const name of named) {
				if (granted) missingRights.delete(name);
				else missingRights.add(name);
			}
			return { missing: [...missingRights] };
		},
	);
}

/** What a whole read of the served practice meets, by number. */
function reachOf({ store: storeNow, reaches, strays }: ControlContext) {
	const store = storeNow();
	const reach = { patients: 0, excluded: 0, unreached: 0, strays: 0 };
	for (let id = 1; id <= store.size; id += 1) {
		if (!store.has(id)) continue;
		const group = store.group(id);
		if (!served.includes(group)) reach.strays += strays?.(id) ? 1 : 0;
		else if (!(reaches?.(id) ?? true)) reach.unreached += 1;
		else if (group === 'included') reach.patients += 1;
		else reach.excluded += 1;
	}
	return reach;
}
