import type { FastifyInstance } from 'fastify';
import { keyIn, patientKeyedSchema, type PatientKeyed } from './staffEdit.mjs';
import type { PatientStore } from './store.mjs';
import { truthOf } from './truth.mjs';
import type { WriteEffects } from './writeEffects.mjs';

/** Something that lies in the practice's own review place, in no vendor's form. */
export interface StaffInboxEntry {
	id: string;
	/** In words of the vendor's screens: `task`, `message`, `memo`, `note`, `document`, `file`. */
	kind: string;
	/** Number of the record; absent where the vendor ties it to nobody. */
	patientId?: string;
	subject?: string;
	text: string;
}

interface EditContext {
	/** The patients now: a reset gives others. */
	store(): PatientStore;
	/** The time that changed records get. */
	now(): Date;
	idOf?(id: number): string;
	inbox?(): StaffInboxEntry[];
}

const effectsSchema = {
	body: {
		type: 'object',
		required: ['blankPhone'],
		additionalProperties: false,
		properties: { blankPhone: { type: 'boolean' } },
	},
};

/**
 * Routes for tests and the demo about changes of patients: what the system does beside a write of ours,
 * what staff key in, and what we left with staff.
 */
export function registerEditControl(
	app: FastifyInstance,
	key: string,
	{ store, now, idOf, inbox }: EditContext,
): void {
	app.post<{ Body: WriteEffects }>(
		`/control/${key}/write-effects`,
		{ schema: effectsSchema },
		({ body }) => Object.assign(store().effects, body),
	);

	app.post<{ Body: PatientKeyed & { patientId: string } }>(
		`/control/${key}/staff-edit`,
		{ schema: { body: patientKeyedSchema } },
		async ({ body: { patientId, ...keyed } }, reply) => {
			const id = Number(patientId);
			if (!store().has(id)) {
				return await reply.code(404).send({ message: 'There is no patient of this id.' });
			}
			const patient = store().change(id, (edited) => keyIn(edited, keyed), now());
			return truthOf(patient, store(), idOf?.(id));
		},
	);

	app.get(`/control/${key}/staff-inbox`, () => ({ entries: inbox?.() ?? [] }));
}
