import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { delayFor, dropConnection, spoilBody } from '../core/faultHttp.mjs';
import type { Fault } from '../core/faults.mjs';
import type { VendorSystem } from '../core/system.mjs';
import type { World } from '../core/world.mjs';
import { registerControl } from '../practice/control.mjs';
import { registerStaffControl } from '../practice/staffControl.mjs';
import { Schedule } from '../practice/schedule.mjs';
import { createPatientStore, recordTime, type PracticeSize } from '../practice/size.mjs';
import { account, LOGIN_PATH, patientIdOf, SERVER } from './account.mjs';
import { dispatch, type Answer } from './dispatch.mjs';
import { Limits } from './limits.mjs';
import { messages } from './messages/index.mjs';
import { restCallOf, restOperations, type RestAnswer } from './scheduler.mjs';
import { Sessions } from './sessions.mjs';
import { toXml, type Node } from './wire.mjs';
import { Written } from './written.mjs';

const KEY = 'advancedmd';

/** AdvancedMD's messages and PM REST scheduler, strict as the vendor sheet says. */
export function createAdvancedMdSystem(world: World, size: PracticeSize): VendorSystem {
	const make = (wanted: PracticeSize) => {
		const store = createPatientStore(world, wanted);
		const seed = wanted.seed ?? world.seed;
		return { store, seed, schedule: new Schedule(store, seed, world.clock.now()) };
	};
	let practice = make(size);
	let written = new Written();
	const sessions = new Sessions();
	const limits = new Limits();
	const missingRights = new Set<string>();
	const counts = () => ({
		patients: practice.store.present,
		'second practice': practice.store.idsOf('secondPractice').length,
		appointments: practice.schedule.all().length,
		memos: [...written.memos.values()].flat().length,
		files: [...written.files.values()].flat().length,
		logins: sessions.made,
	});

	function log(operation: string, { status, effect }: Pick<Answer, 'status' | 'effect'>): void {
		world.calls.add({ system: KEY, operation, status, effect });
	}

	/** Whether a fault switch answered in place of any work. */
	async function interrupt(
		fault: Fault | undefined,
		operation: string,
		reply: FastifyReply,
	): Promise<boolean> {
		await delayFor(fault);
		if (fault?.kind !== 'status' && fault?.kind !== 'throttle') return false;
		const status = fault.status ?? (fault.kind === 'throttle' ? 429 : 503);
		log(operation, { status, effect: 'none' });
		if (fault.retryAfterSeconds !== undefined) reply.header('Retry-After', fault.retryAfterSeconds);
		void reply.code(status).type('text/html').send('<html><body>Unavailable</body></html>');
		return true;
	}

	async function onMessage(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
		const message = readMessage(request.body);
		const operation = String(message?.['@action'] ?? 'unknown');
		if (typeof request.body === 'string') world.recording.add(KEY, operation, request.body);
		const fault = world.faults.next(KEY, operation);
		if (await interrupt(fault, operation, reply)) return reply;
		const answer: Answer =
			message === undefined
				? { status: 400, text: 'Bad Request', effect: 'none' }
				: dispatch(message, {
						...practice,
						written,
						sessions,
						limits,
						hasLimits: world.limits,
						missingRights,
						now: recordTime(world).getTime(),
						millis: world.clock.millis(),
						origin: `http://${request.headers.host}`,
						isSharedLogin: request.url.startsWith(LOGIN_PATH),
						cookie: /(?:^|;\s*)token=([^;]+)/.exec(request.headers.cookie ?? '')?.[1],
						...(fault?.kind === 'wrongCredentials' && { forced: 'wrongCredentials' as const }),
						...(fault?.kind === 'expiredSession' && { forced: 'expiredSession' as const }),
					});
		log(operation, answer);
		if (fault?.kind === 'dropAfterWrite') {
			dropConnection(reply, fault);
			return reply;
		}
		// Only who says that it takes JSON gets JSON (sheet 3.2).
		const takesJson = (request.headers.accept ?? '').includes('application/json');
		const { status, node, text = '' } = answer;
		const body = node === undefined ? text : takesJson ? JSON.stringify(node) : asXml(node);
		const type = node === undefined ? 'text/plain' : takesJson ? 'application/json' : 'text/xml';
		return await reply.code(status).type(type).send(spoilBody(fault, body));
	}

	async function onRest(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
		const { appName, '*': path } = request.params as { appName: string; '*': string };
		const call = restCallOf(request.method, path);
		const operation = call?.operation ?? 'unknown';
		world.recording.add(KEY, operation, typeof request.body === 'string' ? request.body : '');
		const fault = world.faults.next(KEY, operation);
		if (await interrupt(fault, operation, reply)) return reply;
		if (fault?.kind === 'expiredSession') sessions.endAll();
		const answer = ((): RestAnswer => {
			const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
			const millis = world.clock.millis();
			if (!sessions.isOpen(token, millis)) return { status: 401, body: '', effect: 'none' };
			if (appName !== account.appName) return wrongAppName;
			if (call === undefined) return { status: 404, body: '', effect: 'none' };
			if (missingRights.has(operation)) return { status: 403, body: '', effect: 'none' };
			const now = recordTime(world);
			if (world.limits && !limits.take(operation, millis, now.getTime())) {
				return { status: 429, body: '', effect: 'none' };
			}
			const query = request.query as Record<string, string | undefined>;
			const body = parse(request.body);
			return call.run({ operation, path, query, body }, { ...practice, now });
		})();
		log(operation, answer);
		if (fault?.kind === 'dropAfterWrite') {
			dropConnection(reply, fault);
			return reply;
		}
		const body = answer.body === '' ? '' : JSON.stringify(answer.body);
		return await reply.code(answer.status).type('application/json').send(spoilBody(fault, body));
	}

	return {
		key: KEY,
		title: 'AdvancedMD',
		basePath: LOGIN_PATH,
		served: { system: KEY, practiceId: account.officeKey },
		get seeded() {
			return { optedOutIds: practice.store.idsOf('optedOut').map(patientIdOf) };
		},
		get store() {
			return practice.store;
		},
		reset(next) {
			practice = make(next);
			written = new Written();
			missingRights.clear();
		},
		register(app: FastifyInstance) {
			app.removeAllContentTypeParsers();
			app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => {
				parsed(null, body);
			});
			app.post(LOGIN_PATH, onMessage);
			app.post(`/processrequest/${SERVER}/:appName/xmlrpc/processrequest.aspx`, onMessage);
			app.all(`/api/${SERVER}/:appName/scheduler/*`, onRest);
		},
		counts,
		control(app: FastifyInstance) {
			registerControl(app, KEY, {
				store: () => practice.store,
				missingRights,
				operations: [...Object.keys(messages), ...restOperations],
				now: () => recordTime(world),
				counts,
				idOf: patientIdOf,
				inbox: () => written.inbox(),
			});
			registerStaffControl(app, KEY, {
				schedule: () => practice.schedule,
				now: () => recordTime(world),
			});
			app.get(`/control/${KEY}/written`, () => ({
				memos: [...written.memos].map(([patientId, list]) => ({ patientId, list })),
				notes: [...written.notes].map(([patientId, list]) => ({ patientId, list })),
				files: [...written.files].map(([patientId, list]) => ({
					patientId,
					list: list.map(({ content: _, ...file }) => file),
				})),
				appointments: practice.schedule.all(),
			}));
		},
	};
}

const wrongAppName: RestAnswer = {
	status: 403,
	body: {
		PPMDResults: {
			Error: {
				Fault: {
					detail: {
						code: '403',
						description: 'Forbidden: Invalid Appname',
						extrainfo: 'A plain text.',
					},
				},
			},
		},
	},
	effect: 'none',
};

function asXml(node: Node): string {
	return `<?xml version="1.0" encoding="ISO-8859-1"?>${toXml('PPMDResults', node.PPMDResults)}`;
}

function readMessage(body: unknown): Node | undefined {
	const root = parse(body);
	const message = root !== null && typeof root === 'object' ? (root as Node).ppmdmsg : undefined;
	return message !== null && typeof message === 'object' ? (message as Node) : undefined;
}

function parse(body: unknown): unknown {
	if (typeof body !== 'string' || body === '') return undefined;
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}
