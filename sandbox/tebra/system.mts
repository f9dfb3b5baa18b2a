import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { delayFor, dropConnection, spoilBody } from '../core/faultHttp.mjs';
import type { VendorSystem } from '../core/system.mjs';
import type { World } from '../core/world.mjs';
import { registerControl } from '../practice/control.mjs';
import { registerDeskControl } from './control.mjs';
import { Desk } from './desk.mjs';
import { contractMismatch, dispatch, operationOf, type Answer } from './dispatch.mjs';
import { FhirLibrary } from './fhir/library.mjs';
import { registerTebraFhir } from './fhir/routes.mjs';
import { fhirTypes } from './fhir/search.mjs';
import { FhirTokens } from './fhir/tokens.mjs';
import { requestTables } from './members.mjs';
import { ENDPOINT } from './names.mjs';
import type { ExternalVendor } from './operations/types.mjs';
import { createPatientStore, recordTime, type PracticeSize } from '../practice/size.mjs';
import { Throttle } from './throttle.mjs';

/** Tebra's (Kareo's) SOAP 2.1 service and FHIR server, strict as the vendor sheet says. */
export function createTebraSystem(world: World, size: PracticeSize): VendorSystem {
	let store = createPatientStore(world, size);
	let desk = new Desk(store, size.seed ?? world.seed, world.clock.now());
	let library = new FhirLibrary(desk);
	const tokens = new FhirTokens(() => world.clock.millis());
	const vendors: ExternalVendor[] = [];
	const missingRights = new Set<string>();
	const throttle = new Throttle();
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
						desk,
						now: recordTime(world),
						throttle,
						limits: world.limits,
						millis: world.clock.millis(),
						missingRights,
						forced,
					});
		const { status, effect } = answer;
		world.calls.add({ system: 'tebra', operation: name, status, effect });
		if (fault?.kind === 'dropAfterWrite') {
			dropConnection(reply, fault);
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
		served: { system: 'tebra', practiceId: '1' },
		get seeded() {
			return { optedOutIds: store.idsOf('optedOut').map(String) };
		},
		get store() {
			return store;
		},
		reset(next) {
			store = createPatientStore(world, next);
			desk = new Desk(store, next.seed ?? world.seed, world.clock.now());
			library = new FhirLibrary(desk);
			tokens.reset();
			vendors.length = 0;
			missingRights.clear();
		},
		register(app: FastifyInstance) {
			app.removeAllContentTypeParsers();
			app.addContentTypeParser('text/xml', { parseAs: 'string' }, (_request, body, parsed) => {
				parsed(null, body);
			});
			app.post(ENDPOINT, handle);
			registerTebraFhir(app, { world, tokens, library: () => library, missingRights });
		},
		counts,
		control(app: FastifyInstance) {
			registerControl(app, 'tebra', {
				store: () => store,
				missingRights,
				operations: [...Object.keys(requestTables), ...fhirTypes.map((type) => `fhir.${type}`)],
				now: () => recordTime(world),
				counts,
				strays: (id) => store.leaks(id),
				inbox: () => desk.files.inbox(),
			});
			registerDeskControl(app, { desk: () => desk, tokens });
		},
	};
}
