import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { delayFor, dropConnection, spoilBody } from '../core/faultHttp.mjs';
import type { SandboxSystem } from '../core/system.mjs';
import type { World } from '../core/world.mjs';
import { registerControl } from './control.mjs';
import { contractMismatch, dispatch, operationOf, type Answer } from './dispatch.mjs';
import { requestTables } from './members.mjs';
import { ENDPOINT } from './names.mjs';
import type { ExternalVendor } from './operations/types.mjs';
import { PatientStore } from './store.mjs';
import { Throttle } from './throttle.mjs';

export interface TebraOptions extends TebraPractice {
	/** Whether every text of every patient carries a marker (people/markers). */
	markers?: boolean;
}

/** The patients of an account by number. */
export interface TebraPractice {
	/** Patients of the served practice that belong into the sync. */
	patients: number;
	/** Seed of the data; the world's when not told. */
	seed?: number;
	/** 10 % of `patients`, at least 5, at most 50 up to 1,000 patients and 5 % above. */
	secondPracticePatients?: number;
	/** On top of `patients`; 10 when not told. */
	optedOutPatients?: number;
	/** On top of `patients`; 10 when not told. */
	flaggedPatients?: number;
	/** Records of no tellable practice; 3 when there is a second practice. */
	noPracticePatients?: number;
}

export interface TebraSystem extends SandboxSystem {
	/** Patients who opted out, by id: HealthSail holds that list. */
	readonly seeded: { optedOutIds: string[] };
	/** Its patients now; others after `reset`. */
	readonly store: PatientStore;
	/** Another account in place of this one: new patients, no external ids, every right granted. */
	reset(practice: TebraPractice): void;
}

function secondPracticeSize(patients: number): number {
	return Math.max(5, Math.min(50, Math.round(patients / 10)), Math.round(patients / 20));
}

function createStore(world: World, practice: TebraPractice, markers: boolean): PatientStore {
	const second = practice.secondPracticePatients ?? secondPracticeSize(practice.patients);
	return new PatientStore({
		seed: practice.seed ?? world.seed,
		patients: practice.patients,
		secondPracticePatients: second,
		optedOutPatients: practice.optedOutPatients ?? 10,
		flaggedPatients: practice.flaggedPatients ?? 10,
		noPracticePatients: practice.noPracticePatients ?? (second > 0 ? 3 : 0),
		markers,
		start: world.clock.now(),
	});
}

/** The Tebra (Kareo) SOAP 2.1 service of the sandbox, strict as the vendor sheet says. */
export function createTebraSystem(world: World, options: TebraOptions): TebraSystem {
	const create = (practice: TebraPractice) =>
		createStore(world, practice, options.markers ?? false);
	let store = create(options);
	const vendors: ExternalVendor[] = [];
	const missingRights = new Set<string>();
	const throttle = new Throttle();
	// Records carry real time when the sandbox clock runs faster: only limits are meant to hurry, and
	// a record changed "tomorrow" would be outside of any window that a client asks for.
	const recordTime = () => (world.clock.speed === 1 ? world.clock.now() : new Date());
	const counts = () => ({
		patients: store.present,
		'second practice': store.idsOf('secondPractice').length,
		'external vendors': vendors.length,
	});

	async function handle(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
		const action = request.headers.soapaction;
		const actionText = Array.isArray(action) ? action[0] : action;
		const operation = operationOf(actionText);
		const name = operation ?? 'unknown';
		if (typeof request.body !== 'string') return await reply.code(415).send();
		world.recording.add('tebra', name, request.body);
		const fault = world.faults.next('tebra', name);
		await delayFor(fault);
		if (fault?.kind === 'status' || (fault?.kind === 'throttle' && fault.status !== undefined)) {
			const status = fault.status ?? 503;
			world.calls.add({ system: 'tebra', operation: name, status, effect: 'none' });
			if (fault.retryAfterSeconds !== undefined)
				reply.header('Retry-After', fault.retryAfterSeconds);
			return await reply
				.code(status)
				.type('text/html')
				.send('<html><body>Unavailable</body></html>');
		}
		const forced =
			fault?.kind === 'throttle'
				? 'throttle'
				: fault?.kind === 'wrongCredentials' || fault?.kind === 'expiredSession'
					? 'wrongCredentials'
					: undefined;
		const answer: Answer =
			operation === undefined
				? contractMismatch(actionText)
				: dispatch(operation, request.body, {
						store,
						vendors,
						now: recordTime(),
						throttle,
						limits: world.limits,
						millis: world.clock.millis(),
						missingRights,
						forced,
					});
		const { status, effect } = answer;
		world.calls.add({ system: 'tebra', operation: name, status, effect });
		if (fault?.kind === 'dropAfterWrite') {
			dropConnection(reply);
			return reply;
		}
		return await reply
			.code(status)
			.type('text/xml; charset=utf-8')
			.send(spoilBody(fault, answer.body));
	}

	return {
		key: 'tebra',
		title: 'Tebra (Kareo) SOAP 2.1',
		basePath: ENDPOINT,
		get seeded() {
			return { optedOutIds: store.idsOf('optedOut').map(String) };
		},
		get store() {
			return store;
		},
		reset(practice) {
			store = create(practice);
			vendors.length = 0;
			missingRights.clear();
		},
		register(app: FastifyInstance) {
			app.removeAllContentTypeParsers();
			app.addContentTypeParser('text/xml', { parseAs: 'string' }, (_request, body, parsed) => {
				parsed(null, body);
			});
			app.post(ENDPOINT, handle);
		},
		counts,
		control(app: FastifyInstance) {
			registerControl(app, {
				store: () => store,
				missingRights,
				operations: Object.keys(requestTables),
				now: recordTime,
				counts,
			});
		},
	};
}
