import { newServer, startServer } from '../../sandbox/core/server.mjs';
import { createWorld, type World, type WorldOptions } from '../../sandbox/core/world.mjs';
import { createHealthSailSystem, type HealthSailSystem } from '../../sandbox/healthsail/system.mjs';
import { registerStatus } from '../../sandbox/status/register.mjs';

export const API_KEY = 'hs_test_sandbox_0000000000000000';

export interface Reply {
	status: number;
	headers: Headers;
	text: string;
	/** Read as it is: the sandbox checks its answers against the contract itself. */
	json: ReturnType<typeof JSON.parse>;
}

export interface CallOptions {
	body?: unknown;
	headers?: Record<string, string>;
	/** Bearer token; the sandbox's API key when not told. */
	token?: string;
	ifMatch?: number;
	key?: string;
}

export interface TestSandbox {
	world: World;
	system: HealthSailSystem;
	/** Base URL of the API without `/v1`. */
	origin: string;
	statusOrigin: string;
	call(method: string, path: string, options?: CallOptions): Promise<Reply>;
	stop(): Promise<void>;
}

/** Starts HealthSail and the status server on free loopback ports. */
export async function startHealthSail(options: WorldOptions = {}): Promise<TestSandbox> {
	const world = createWorld({ limits: false, ...options });
	const system = createHealthSailSystem(world);
	const app = newServer();
	await system.register(app);
	const origin = await startServer(app, 0);
	const status = newServer();
	registerStatus(status, world, [system], { healthsail: `${origin}/v1` });
	const statusOrigin = await startServer(status, 0);
	return {
		world,
		system,
		origin,
		statusOrigin,
		call: async (method, path, { body, headers = {}, token = API_KEY, ifMatch, key } = {}) => {
			const answer = await fetch(`${origin}/v1${path}`, {
				method,
				headers: {
					Authorization: `Bearer ${token}`,
					...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
					...(ifMatch === undefined ? {} : { 'If-Match': `"${ifMatch}"` }),
					...(key === undefined ? {} : { 'Idempotency-Key': key }),
					...headers,
				},
				body: body === undefined ? undefined : JSON.stringify(body),
			});
			const text = await answer.text();
			let json: unknown;
			try {
				json = JSON.parse(text);
			} catch {
				json = undefined;
			}
			return { status: answer.status, headers: answer.headers, text, json };
		},
		stop: async () => {
			await system.close?.();
			await app.close();
			await status.close();
		},
	};
}

/** An external id of Tebra's practice 1. */
export function tebraId(value: string, type = 'patient') {
	return { system: 'tebra', practiceId: '1', type, value };
}

/** A synthetic customer upsert body. */
export function synthetic(value: string, more: Record<string, unknown> = {}) {
	return {
		externalIds: [tebraId(value)],
		demographics: {
			givenName: 'Jordan',
			familyName: `Sample${value}`,
			birthDate: '1984-02-29',
			phones: [{ use: 'mobile', number: '+12175550123', preferred: true }],
		},
		addresses: [
			{
				use: 'home',
				line1: `${value} Example St`,
				city: 'Springfield',
				region: 'IL',
				postalCode: '62701',
			},
		],
		emergencyContacts: [
			{ name: 'Robin Sample', phones: [{ use: 'home', number: '+12175550124' }] },
		],
		source: 'pm',
		...more,
	};
}

/** A synthetic coverage upsert body. */
export function policy(customerId: string, value: string, more: Record<string, unknown> = {}) {
	return {
		customerId,
		priority: 'primary',
		status: 'active',
		payer: { name: 'Example Health Plan' },
		plan: { type: 'commercial', name: 'Example PPO' },
		memberId: `EX${value}`,
		subscriber: { relationship: 'self' },
		externalIds: [tebraId(value, 'policy')],
		...more,
	};
}
