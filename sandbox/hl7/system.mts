import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { delayFor, dropConnection, spoilBody } from '../core/faultHttp.mjs';
import type { VendorSystem } from '../core/system.mjs';
import type { World } from '../core/world.mjs';
import { Random } from '../people/random.mjs';
import { registerControl } from '../practice/control.mjs';
import { Schedule, type PracticeAppointment } from '../practice/schedule.mjs';
import { createPatientStore, recordTime, type PracticeSize } from '../practice/size.mjs';
import { OutboundChannels } from './channels.mjs';
import { registerEngineControl, type EnqueueRequest, type MessageKind } from './control.mjs';
import { receive, type ReceivedMessage } from './listener.mjs';
import {
	appointmentMessage,
	eventOf,
	facilities,
	mergeMessage,
	patientMessage,
	stamp,
} from './messages.mjs';
import { patientNumber, recordOfNumber } from './segments.mjs';

/** Login at the engine's listener (synthetic). */
export const listenerLogin = { user: 'n8n', password: 'p&ss-engine-sandbox' } as const;

const PATH = '/hl7';
const STREAM = 71;
const adtEvents = ['A04', 'A08', 'A28', 'A31'] as const;

/**
 * The practice's interface engine: an outbound queue of the practice's people that delivers in order
 * and again until it is acknowledged, and a listener for messages to the practice system.
 */
export function createHl7System(world: World, size: PracticeSize): VendorSystem {
	let store = createPatientStore(world, size);
	let schedule = new Schedule(store, size.seed ?? world.seed, world.clock.now());
	const queue = new OutboundChannels();
	const received: ReceivedMessage[] = [];
	let lastNumber = 0;

	const counts = () => ({ patients: store.present, ...queue.counts(), received: received.length });

	/** Records that the engine tells of: the served practice's, and the strays that it passes on too. */
	const told = () =>
		Array.from({ length: store.size }, (_, index) => index + 1).filter(
			(id) => store.has(id) && (store.practiceId(id) === 1 || store.leaks(id)),
		);

	function enqueue(request: EnqueueRequest): object[] {
		const { count = 1, kinds = ['patient', 'appointment'], event, seed = 1 } = request;
		const random = new Random(seed, STREAM);
		const ids = request.patientIds?.map((number) => recordOfNumber(number) ?? 0) ?? told();
		const usable = ids.filter((id) => store.has(id));
		const visits = schedule.all().filter(({ patientId }) => usable.includes(patientId ?? 0));
		const made = Array.from({ length: count }, (_, index) => {
			const kind = kinds[index % kinds.length];
			const source = kind === 'appointment' ? visits : usable;
			if (source.length < (kind === 'merge' ? 2 : 1)) {
				throw new RangeError('There is no such patient or appointment to tell of.');
			}
			return makeMessage(kind, event, usable, visits, random);
		});
		for (const message of made) queue.add(message);
		return made.map(({ controlId, event: name, patientId }) => ({
			controlId,
			event: name,
			patientId,
		}));
	}

	function makeMessage(
		kind: MessageKind,
		event: string | undefined,
		ids: readonly number[],
		visits: readonly PracticeAppointment[],
		random: Random,
	) {
		lastNumber += 1;
		const controlId = `OAK${String(lastNumber).padStart(7, '0')}`;
		const visit = kind === 'appointment' ? random.pick(visits) : undefined;
		const patient = store.get(visit?.patientId ?? random.pick(ids));
		const facility = facilities[patient.practiceId ?? 0] ?? '';
		const about = { controlId, at: recordTime(world), facility };
		const message = (name: string, text: string) => ({
			controlId,
			event: name,
			patientId: patientNumber(patient.id),
			text,
		});
		if (visit !== undefined) {
			const name = event ?? eventOf(visit);
			return message(`SIU^${name}`, appointmentMessage(name, visit, patient, about));
		}
		if (kind === 'merge') {
			const loser = random.pick(ids.filter((id) => id !== patient.id));
			return message('ADT^A40', mergeMessage(patient, loser, about));
		}
		const name = event ?? random.pick(adtEvents);
		return message(`ADT^${name}`, patientMessage(name, patient, about));
	}

	async function listen(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
		const fault = world.faults.next('hl7', 'receive');
		await delayFor(fault);
		const log = (status: number, effect: 'write' | 'none') =>
			world.calls.add({ system: 'hl7', operation: 'receive', status, effect });
		const login = `${listenerLogin.user}:${listenerLogin.password}`;
		const wanted = `Basic ${Buffer.from(login).toString('base64')}`;
		if (request.headers.authorization !== wanted || fault?.kind === 'wrongCredentials') {
			log(401, 'none');
			return await reply.code(401).send('Sign in');
		}
		if (fault?.kind === 'status' || fault?.kind === 'throttle') {
			log(fault.status ?? 503, 'none');
			return await reply
				.code(fault.status ?? 503)
				.type('text/html')
				.send('<html></html>');
		}
		const text = String(request.body ?? '');
		world.recording.add('hl7', 'receive', text);
		const knows = (record: number) => store.has(record) && store.practiceId(record) === 1;
		const { answer, message } = receive(text, knows, stamp(recordTime(world)));
		if (message !== undefined) received.push(message);
		log(200, message?.code === 'AA' ? 'write' : 'none');
		if (fault?.kind === 'dropAfterWrite') {
			dropConnection(reply);
			return reply;
		}
		return await reply
			.type('x-application/hl7-v2+er7; charset=utf-8')
			.send(spoilBody(fault, answer));
	}

	return {
		key: 'hl7',
		title: 'Interface engine (HL7 v2)',
		basePath: PATH,
		served: { system: 'greenway_intergy', practiceId: '1' },
		get seeded() {
			return { optedOutIds: store.idsOf('optedOut').map(patientNumber) };
		},
		get store() {
			return store;
		},
		reset(next) {
			store = createPatientStore(world, next);
			schedule = new Schedule(store, next.seed ?? world.seed, world.clock.now());
			queue.clear();
			queue.splitByType(false);
			received.length = 0;
		},
		register(app: FastifyInstance) {
			app.removeAllContentTypeParsers();
			app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => {
				parsed(null, body);
			});
			// The pack's credential test asks with GET; an engine answers whatever its channel does.
			app.get(PATH, async (request, reply) =>
				request.headers.authorization === undefined
					? await reply.code(401).send('Sign in')
					: await listen(request, reply),
			);
			app.post(PATH, listen);
		},
		counts,
		control(app: FastifyInstance) {
			registerControl(app, 'hl7', {
				store: () => store,
				missingRights: new Set(),
				operations: ['receive'],
				now: () => recordTime(world),
				counts,
				idOf: patientNumber,
			});
			registerEngineControl(app, { queue, received: () => received, enqueue });
		},
		async close() {
			await queue.close();
		},
	};
}
