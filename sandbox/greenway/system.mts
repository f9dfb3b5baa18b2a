import type { FastifyInstance } from 'fastify';
import type { VendorSystem } from '../core/system.mjs';
import type { World } from '../core/world.mjs';
import { Exports } from '../fhir/exports.mjs';
import { registerFhir } from '../fhir/server.mjs';
import { sandboxPrivateKey, TokenServer } from '../fhir/tokens.mjs';
import { registerControl } from '../practice/control.mjs';
import type { StaffInboxEntry } from '../practice/editControl.mjs';
import { registerStaffControl } from '../practice/staffControl.mjs';
import { Schedule } from '../practice/schedule.mjs';
import { createPatientStore, recordTime, type PracticeSize } from '../practice/size.mjs';
import {
	apiKey,
	backendClient,
	fhirPatientId,
	grantedTypes,
	intergyLogin,
	primeSuiteLogin,
	recordOfNumber,
	tenants,
	titles,
	type GreenwayKey,
} from './account.mjs';
import { GreenwayFhirData, searches } from './fhirData.mjs';
import { registerGapi } from './gateway.mjs';
import { IntergyService } from './intergy.mjs';
import { runPrimeSuite, type Drop } from './primeSuite.mjs';
import { CallWindow } from './window.mjs';

const FHIR_PATH = '/fhir/R4';
const TOKEN_PATH = '/oauth2/as/token.oauth2';
const SERVICES = {
	greenway_intergy: '/Integration/RESTv1.0/IntergyAPIService',
	greenway_prime_suite: '/Integration/RESTv1.0/PrimeSuiteAPIService',
} as const;
/** No documented life (sheet 3.1): the example's. */
const TOKEN_SECONDS = 900;
/** Sandbox milliseconds that an export takes; no time is documented (sheet 5). */
const EXPORT_MS = 25_000;

/** Greenway Intergy: FHIR beside the GAPI with sessions. */
export function createGreenwayIntergySystem(world: World, size: PracticeSize): VendorSystem {
	return createGreenwaySystem('greenway_intergy', world, size);
}

/** Greenway Prime Suite: FHIR beside the GAPI without sessions. */
export function createGreenwayPrimeSuiteSystem(world: World, size: PracticeSize): VendorSystem {
	return createGreenwaySystem('greenway_prime_suite', world, size);
}

function createGreenwaySystem(key: GreenwayKey, world: World, size: PracticeSize): VendorSystem {
	const start = world.clock.now();
	const millis = () => world.clock.millis();
	let { store, schedule } = freshData(world, size, start);
	let seed = size.seed ?? world.seed;
	const drops: Drop[] = [];
	const missingRights = new Set<string>();
	const data = new GreenwayFhirData({
		store: () => store,
		schedule: () => schedule,
		seed: () => seed,
	});
	const tokens = new TokenServer(backendClient(), TOKEN_SECONDS, millis);
	const exports = new Exports(
		() => data.exportSource(),
		millis,
		() => recordTime(world),
		// A sandbox without limits makes nobody wait.
		() => (world.limits ? EXPORT_MS : 0),
	);
	// Nothing is documented; the terms reserve a limit (sheet 5).
	const fhirWindow = new CallWindow(120, 60_000, millis);
	const intergy = new IntergyService({ store: () => store, millis, drops, missingRights });
	const counts = () => ({
		patients: store.present,
		'second practice': store.idsOf('secondPractice').length,
		'messages, tasks and documents': drops.length,
		...(key === 'greenway_intergy' && { 'open sessions': intergy.open }),
	});

	return {
		key,
		title: titles[key],
		basePath: `${FHIR_PATH}/${tenants[key]}`,
		served: { system: key, practiceId: '1' },
		get seeded() {
			return { optedOutIds: store.idsOf('optedOut').map(fhirPatientId) };
		},
		get store() {
			return store;
		},
		reset(next) {
			({ store, schedule } = freshData(world, next, start));
			seed = next.seed ?? world.seed;
			drops.length = 0;
			missingRights.clear();
			exports.clear();
			intergy.endAll();
		},
		register(app: FastifyInstance) {
			app.removeAllContentTypeParsers();
			registerFhir(app, world, {
				key,
				path: FHIR_PATH,
				tenant: tenants[key],
				tokenPath: TOKEN_PATH,
				tokens,
				exports,
				searches,
				missingRights,
				waitSeconds: () => fhirWindow.take(),
				read: (type, id) => data.read(type, id),
				candidates: (type, query) => data.candidates(type, query),
			});
			registerGapi(app, world, {
				key,
				path: SERVICES[key],
				// Five calls a second were seen to pass (sheet 5).
				window: new CallWindow(6, 1000, millis),
				endSessions: () => intergy.endAll(),
				run: (name, body) =>
					key === 'greenway_intergy'
						? intergy.run(name, body)
						: runPrimeSuite(name, body, {
								store: () => store,
								schedule: () => schedule,
								seed,
								drops,
								missingRights,
							}),
			});
		},
		counts,
		control(app: FastifyInstance) {
			registerControl(app, key, {
				store: () => store,
				missingRights,
				operations: operationsOf(key),
				now: () => recordTime(world),
				counts,
				idOf: fhirPatientId,
				// The export covers the whole tenant (sheet 3.1, quirk 12).
				strays: () => true,
				inbox: () => drops.map(inboxEntry),
			});
			registerStaffControl(app, key, { schedule: () => schedule, now: () => recordTime(world) });
			// What the credentials of this sandbox hold; all of it synthetic.
			app.get(`/control/${key}/credentials`, () => credentialValues(key));
			app.post(`/control/${key}/expire-exports`, () => {
				exports.clear();
				return { done: true };
			});
		},
	};
}

function inboxEntry({ kind, id, subject, patient, text }: Drop): StaffInboxEntry {
	const record = recordOfNumber(patient);
	return {
		id: String(id),
		kind,
		...(record !== undefined && { patientId: String(record) }),
		subject,
		text,
	};
}

function freshData(world: World, size: PracticeSize, start: Date) {
	const store = createPatientStore(world, size);
	return { store, schedule: new Schedule(store, size.seed ?? world.seed, start) };
}

function operationsOf(key: GreenwayKey): string[] {
	return [
		...grantedTypes.flatMap((type) => [`${type}.read`, `${type}.search`]),
		...['Group.export', 'export.status', 'export.file'],
		...(key === 'greenway_intergy'
			? ['PatientSearch', 'PatientSummaryGet', 'NotificationTaskCreate']
			: ['PatientListGet', 'PatientDemographicsSummaryGet', 'MessageSend', 'DocumentImportChart']),
	];
}

/** Paths are told without the host: the sandbox's port is not known here. */
function credentialValues(key: GreenwayKey) {
	const { clientId, keyId } = backendClient();
	return {
		greenwayFhirApi: {
			clientId,
			keyId,
			privateKey: sandboxPrivateKey(),
			basePath: `${FHIR_PATH}/${tenants[key]}`,
		},
		greenwayIntergyApi: { ...intergyLogin, apiKey, basePath: SERVICES.greenway_intergy },
		greenwayPrimeSuiteApi: { ...primeSuiteLogin, apiKey, basePath: SERVICES.greenway_prime_suite },
	};
}
