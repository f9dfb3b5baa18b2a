import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { delayFor, dropConnection, spoilBody } from '../core/faultHttp.mjs';
import type { VendorSystem } from '../core/system.mjs';
import type { World } from '../core/world.mjs';
import { Random } from '../people/random.mjs';
import { registerControl } from '../practice/control.mjs';
import { Schedule, type PracticeAppointment } from '../practice/schedule.mjs';
import type { PatientStore } from '../practice/store.mjs';
import { createPatientStore, recordTime, type PracticeSize } from '../practice/size.mjs';
import { applyUpdate } from './applyUpdate.mjs';
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
import { segmentsOf } from './readSegments.mjs';
import { patientNumber, recordOfNumber } from './segments.mjs';

/** Login at the engine's listener (synthetic). */
export const listenerLogin = { user: 'n8n', password: 'p&ss-engine-sandbox' } as const;

const PATH = '/hl7';
/** The practice system behind the engine. */
const BEHIND = 'greenway_intergy';
const STREAM = 71;
const adtEvents = ['A04', 'A08', 'A28', 'A31'] as const;

interface People {
	size: PracticeSize;
	store: PatientStore;
	schedule: Schedule;
}

function peopleOf(
	world: World,
	size: PracticeSize,
	store: PatientStore = createPatientStore(world, size),
): People {
	const schedule = new Schedule(store, size.seed ?? world.seed, world.clock.now());
	return { size, store, schedule };
}

/**
 * The practice's interface engine: an outbound queue of the practice's people that delivers in order
 * and again until it is acknowledged, and a listener for messages to the practice system.
 */
export function createHl7System(world: World, size: PracticeSize): VendorSystem {
	let people = peopleOf(world, size);
	let joined: VendorSystem | undefined;
	let appliesUpdates = false;
	const queue = new OutboundChannels();
	const received: ReceivedMessage[] = [];
	let lastNumber = 0;

	/** The practice now: that of the system behind the engine, where one was started. */
	function practice(): People {
		const store = joined?.store;
		if (store !== undefined && store !== people.store) people = peopleOf(world, people.size, store);
		return people;
	}

	const counts = () => ({
		patients: practice().store.present,
		...queue.counts(),
		received: received.length,
	});

	/** Records that the engine tells of: the served practice's, and the strays that it passes on too. */
	function told(): number[] {
		const { store } = practice();
		return Array.from({ length: store.size }, (_, index) => index + 1).filter(
			(id) => store.has(id) && (store.practiceId(id) === 1 || store.leaks(id)),
		);
	}

	function enqueue(request: EnqueueRequest): object[] {
		const { count = 1, kinds = ['patient', 'appointment'], event, seed = 1 } = request;
		const random = new Random(seed, STREAM);
		const { store, schedule } = practice();
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
		const patient = practice().store.get(visit?.patientId ?? random.pick(ids));
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
		const { store } = practice();
		const knows = (record: number) => store.has(record) && store.practiceId(record) === 1;
		const { answer, message } = receive(text, knows, stamp(recordTime(world)));
		if (message !== undefined) received.push(applied(message));
		log(200, message?.code === 'AA' ? 'write' : 'none');
		if (fault?.kind === 'dropAfterWrite') {
			dropConnection(reply, fault);
			return reply;
		}
		return await reply
			.type('x-application/hl7-v2+er7; charset=utf-8')
			.send(spoilBody(fault, answer));
	}

	/** Puts an update on the patient where the practice has that switched on. */
	function applied(message: ReceivedMessage): ReceivedMessage {
		const record = recordOfNumber(message.patientId);
		const isUpdate = message.event === 'ADT^A31' && message.code === 'AA';
		if (!appliesUpdates || !isUpdate || record === undefined) return message;
		let names: string[] = [];
		practice().store.write(
			record,
			(patient) => {
				names = applyUpdate(segmentsOf(message.text), patient);
				return names.length > 0;
			},
			recordTime(world),
		);
		return { ...message, applied: names };
	}

	return {
		key: 'hl7',
		title: 'Interface engine (HL7 v2)',
		basePath: PATH,
		served: { system: BEHIND, practiceId: '1' },
		get seeded() {
			return { optedOutIds: practice().store.idsOf('optedOut').map(patientNumber) };
		},
		get store() {
			return practice().store;
		},
		joinPractice(systems) {
			joined = systems.find(({ key }) => key === BEHIND);
		},
		reset(next) {
			people = peopleOf(world, next);
			appliesUpdates = false;
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
				store: () => practice().store,
				missingRights: new Set(),
				operations: ['receive'],
				now: () => recordTime(world),
				counts,
				idOf: patientNumber,
			});
			registerEngineControl(app, {
				queue,
				received: () => received,
				enqueue,
				applyUpdates(on) {
					appliesUpdates = on;
				},
			});
		},
		async close() {
			await queue.close();
		},
	};
}
