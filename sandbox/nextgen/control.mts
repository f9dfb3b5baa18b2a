import type { FastifyInstance } from 'fastify';
import { registerControl } from '../practice/control.mjs';
import type { StaffInboxEntry } from '../practice/editControl.mjs';
import { registerStaffControl } from '../practice/staffControl.mjs';
import { builds, type Build, type Tokens } from './account.mjs';
import { guid } from './ids.mjs';
import type { Account } from './types.mjs';

export interface NextGenControl {
	account(): Account;
	tokens: Tokens;
	missingRights: Set<string>;
	operations: readonly string[];
	now(): Date;
	counts(): Record<string, number>;
}

const whole = { type: 'integer', minimum: 0 } as const;

/** The shared control routes, and switches for what only NextGen has. They are not of the vendor. */
export function registerNextGenControl(app: FastifyInstance, context: NextGenControl): void {
	registerControl(app, 'nextgen', {
		store: () => context.account().store,
		missingRights: context.missingRights,
		operations: context.operations,
		now: context.now,
		counts: context.counts,
		idOf: (id) => guid('person', id),
		strays: (id) => context.account().store.leaks(id),
		inbox: () => inboxOf(context.account()),
	});
	registerStaffControl(app, 'nextgen', {
		schedule: () => context.account().schedule,
		now: context.now,
	});

	/** Which build the practice runs, and how many rows a look-up of an old one gives at most. */
	app.post<{ Body: { build: 'old' | 'current'; lookupLimit?: number } }>(
		'/control/nextgen/build',
		{
			schema: {
				body: {
					type: 'object',
					required: ['build'],
					additionalProperties: false,
					properties: { build: { enum: ['old', 'current'] }, lookupLimit: whole },
				},
			},
		},
		({ body }) => {
			const account = context.account();
			account.build = builds[body.build] as Build;
			account.lookupLimit = body.lookupLimit;
			return { build: account.build };
		},
	);

	/** Calls left of the day; without a number no quota is kept. */
	app.post<{ Body: { remaining?: number } }>(
		'/control/nextgen/quota',
		{
			schema: {
				body: { type: 'object', additionalProperties: false, properties: { remaining: whole } },
			},
		},
		({ body }) => {
			context.account().quota = body.remaining;
			return { remaining: body.remaining ?? null };
		},
	);

	app.post('/control/nextgen/tokens/revoke', () => {
		context.tokens.revokeAll();
		return { revoked: true };
	});

	/** Documents that were added, with what was really received of them. */
	app.get('/control/nextgen/documents', () => ({ documents: context.account().documents }));

	/** Staff open the chart of a person who was added through the interface; the id is a record number. */
	app.post<{ Body: { patient: number } }>(
		'/control/nextgen/open-chart',
		{
			schema: {
				body: {
					type: 'object',
					required: ['patient'],
					additionalProperties: false,
					properties: { patient: whole },
				},
			},
		},
		({ body }) => ({ opened: context.account().withoutChart.delete(body.patient) }),
	);

	/** Staff make two persons one; ids are record numbers. */
	app.post<{ Body: { keep: number; drop: number } }>(
		'/control/nextgen/merge',
		{
			schema: {
				body: {
					type: 'object',
					required: ['keep', 'drop'],
					additionalProperties: false,
					properties: { keep: whole, drop: whole },
				},
			},
		},
		async ({ body }, reply) => {
			const account = context.account();
			const { keep, drop } = body;
			if (!account.store.has(keep) || !account.store.has(drop)) {
				return await reply.code(404).send({ message: 'There is no patient of this number.' });
			}
			account.store.remove(drop);
			account.merges.push({ keep, drop, at: context.now().getTime() });
			return { keepPersonId: guid('person', keep), dropPersonId: guid('person', drop) };
		},
	);

	/** A policy changes, and the person's own time of change stays. */
	app.post<{ Body: { patient: number; memberId: string } }>(
		'/control/nextgen/policy',
		{
			schema: {
				body: {
					type: 'object',
					required: ['patient', 'memberId'],
					additionalProperties: false,
					properties: { patient: whole, memberId: { type: 'string' } },
				},
			},
		},
		async ({ body }, reply) => {
			const { store, payerChanges } = context.account();
			const policy = store.has(body.patient)
				? store.get(body.patient).person.cases.flatMap(({ policies }) => policies)[0]
				: undefined;
			if (policy === undefined) {
				return await reply.code(404).send({ message: 'This patient has no policy.' });
			}
			store.change(body.patient, ({ person }) => {
				person.cases.flatMap(({ policies }) => policies)[0].number = body.memberId;
			});
			payerChanges.set(body.patient, context.now().getTime());
			return { patientId: guid('person', body.patient) };
		},
	);
}

/** What lies there for staff: what was noted on appointments, and documents of encounters. */
function inboxOf({ own, schedule, documents }: Account): StaffInboxEntry[] {
	const notes = [...own].flatMap(([id, members]) =>
		Object.entries(members).map(([member, text]) => ({
			id: `${id}-${member}`,
			kind: 'appointment note',
			patientId: textOf(schedule.get(id)?.patientId),
			text,
		})),
	);
	const files = documents.map(({ id, personNumber, description, content }) => ({
		id: String(id),
		kind: 'document',
		patientId: String(personNumber),
		subject: description,
		text: Buffer.from(content, 'base64').toString('utf8'),
	}));
	return [...notes, ...files];
}

const textOf = (id: number | undefined) => (id === undefined ? undefined : String(id));
