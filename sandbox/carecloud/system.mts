import type { FastifyInstance } from 'fastify';
import type { VendorSystem } from '../core/system.mjs';
import type { World } from '../core/world.mjs';
import { registerControl } from '../practice/control.mjs';
import { registerStaffControl } from '../practice/staffControl.mjs';
import type { Group } from '../practice/records.mjs';
import { Schedule } from '../practice/schedule.mjs';
import { createPatientStore, recordTime, type PracticeSize } from '../practice/size.mjs';
import { authorization, tokenInfo } from './account.mjs';
import { isVisible } from './appointments.mjs';
import { CareCloudFhir, fhirOperations } from './fhir.mjs';
import { patientGuid } from './ids.mjs';
import { createLimit } from './limit.mjs';
import { registerOAuth } from './oauth.mjs';
import { operations, routes } from './routes.mjs';
import { bearer, type Desk, refusal, serveCall } from './serve.mjs';
import { Tokens } from './tokens.mjs';
import { notFound, type Written } from './types.mjs';

const served: readonly Group[] = ['included', 'optedOut', 'flagged'];

/** CareCloud Central's REST v2 of the sandbox with its OAuth 2.0 server, as the vendor sheet says. */
export function createCareCloudSystem(world: World, size: PracticeSize): VendorSystem {
	let store = createPatientStore(world, size);
	let schedule = new Schedule(store, world.seed, world.clock.now());
	const written: Written = {
		legacyIds: new Map(),
		primaryPhones: new Map(),
		cancelComments: new Map(),
	};
	const missingRights = new Set<string>();
	const tokens = new Tokens(world.clock);
	const desk: Desk = { world, tokens, missingRights, isTooEarly: createLimit(world) };

	const source = { store: () => store, schedule: () => schedule, seed: () => world.seed };
	const fhir = new CareCloudFhir(world, source, missingRights);

	let met: { at: number; ids: ReadonlySet<number | undefined> } | undefined;

	/** Numbers of those who have an appointment: nobody else is met in a read of the practice. */
	function withAppointment(): ReadonlySet<number | undefined> {
		// Asked for once per patient by the control routes: a second old is new enough.
		if (met !== undefined && Date.now() - met.at < 1000) return met.ids;
		const visible = schedule.all().filter((entry) => isVisible(entry, { store }));
		met = { at: Date.now(), ids: new Set(visible.map(({ patientId }) => patientId)) };
		return met.ids;
	}

	const counts = () => {
		const known = withAppointment();
		const all = served.flatMap((group) => store.idsOf(group));
		return {
			patients: store.present,
			'second practice': store.idsOf('secondPractice').length,
			'without appointment': all.filter((id) => !known.has(id)).length,
			appointments: schedule.all().filter((entry) => isVisible(entry, { store })).length,
		};
	};

	function register(server: FastifyInstance): void {
		registerOAuth(server, tokens, async (operation, request, reply, run) =>
			serveCall(desk, operation, request, reply, (fault) =>
				fault?.kind === 'wrongCredentials'
					? { status: 401, body: { error: 'invalid_client' }, effect: 'none' }
					: run(),
			),
		);
		const tokenRoutes = { authorization, token_info: tokenInfo } as const;
		for (const [name, answer] of Object.entries(tokenRoutes)) {
			const operation = name === 'authorization' ? 'getAuthorization' : 'getTokenInfo';
			server.get(`/v2/oauth2/${name}`, async (request, reply) =>
				serveCall(desk, operation, request, reply, (fault) => {
					const token = bearer(request);
					return refusal(desk, operation, token, fault) ?? answer(token ?? '', tokens);
				}),
			);
		}
		for (const { operation, method, path, run } of routes) {
			server.route<{ Params: Record<string, string>; Querystring: Record<string, string> }>({
				method,
				url: `/v2${path}`,
				handler: async (request, reply) =>
					serveCall(desk, operation, request, reply, (fault) => {
						const { params, query, body } = request;
						const now = recordTime(world);
						const call = { params, query, body, store, schedule, written, seed: world.seed, now };
						return refusal(desk, operation, bearer(request), fault) ?? run(call);
					}),
			});
		}
		fhir.register(server);
		server.setNotFoundHandler(async (request, reply) =>
			serveCall(desk, 'unknown', request, reply, notFound),
		);
	}

	return {
		key: 'carecloud',
		title: 'CareCloud Central REST v2',
		served: { system: 'carecloud', practiceId: '1' },
		get seeded() {
			return { optedOutIds: store.idsOf('optedOut').map(patientGuid) };
		},
		get store() {
			return store;
		},
		reset(next) {
			store = createPatientStore(world, next);
			schedule = new Schedule(store, world.seed, world.clock.now());
			met = undefined;
			written.legacyIds.clear();
			written.primaryPhones.clear();
			written.cancelComments.clear();
			missingRights.clear();
			fhir.tokens.reset();
			fhir.withheld.clear();
			fhir.numberAlone = false;
		},
		register,
		counts,
		control(app: FastifyInstance) {
			registerControl(app, 'carecloud', {
				store: () => store,
				missingRights,
				operations: [...operations, ...fhirOperations],
				now: () => recordTime(world),
				counts,
				idOf: patientGuid,
				reaches: (id) => withAppointment().has(id),
				strays: (id) => store.leaks(id) && withAppointment().has(id),
			});
			registerStaffControl(app, 'carecloud', {
				schedule: () => schedule,
				now: () => recordTime(world),
			});
			app.post<{
				Body: { expire?: boolean; revoke?: boolean; withheld?: string[]; numberAlone?: boolean };
			}>('/control/carecloud/fhir', (request) => {
				const { expire, revoke, withheld, numberAlone } = request.body;
				if (expire) fhir.tokens.endAll();
				if (revoke) fhir.tokens.revoke();
				if (numberAlone !== undefined) fhir.numberAlone = numberAlone;
				if (withheld !== undefined) {
					fhir.withheld.clear();
					for (const type of withheld) fhir.withheld.add(type);
				}
				return { withheld: [...fhir.withheld], numberAlone: fhir.numberAlone };
			});
			app.post<{ Body: { expire?: boolean; revoke?: boolean; rotates?: boolean } }>(
				'/control/carecloud/tokens',
				(request) => {
					const { expire, revoke = false, rotates } = request.body;
					if (rotates !== undefined) tokens.rotates = rotates;
					if (expire || revoke) tokens.expire(revoke);
					return { rotates: tokens.rotates };
				},
			);
		},
	};
}
