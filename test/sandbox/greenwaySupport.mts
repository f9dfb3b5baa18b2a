import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { newServer, startServer } from '../../sandbox/core/server.mjs';
import type { VendorSystem } from '../../sandbox/core/system.mjs';
import { createWorld, type World } from '../../sandbox/core/world.mjs';
import { sandboxPrivateKey } from '../../sandbox/fhir/tokens.mjs';
import {
	createGreenwayIntergySystem,
	createGreenwayPrimeSuiteSystem,
} from '../../sandbox/greenway/system.mjs';

/** Answers are read loosely: tests look at what came. */
export type Loose = ReturnType<typeof JSON.parse>;

export const key = createPrivateKey(sandboxPrivateKey());

/** A Greenway sandbox on a free port, spoken to without any code of the nodes. */
export class GreenwayBench {
	private constructor(
		readonly world: World,
		readonly system: VendorSystem,
		private readonly app: FastifyInstance,
		readonly origin: string,
	) {}

	static async start(product: 'intergy' | 'primeSuite', patients = 30): Promise<GreenwayBench> {
		const world = createWorld({ limits: false, seed: 4 });
		const create =
			product === 'intergy' ? createGreenwayIntergySystem : createGreenwayPrimeSuiteSystem;
		const system = create(world, { patients, secondPracticePatients: 5 });
		const app = newServer();
		await system.register(app);
		return new GreenwayBench(world, system, app, await startServer(app, 0));
	}

	get base(): string {
		return this.origin + String(this.system.basePath);
	}

	/** A signed assertion; `over` changes header and claims. */
	assertion(over: { header?: object; claims?: object; der?: boolean } = {}): string {
		const seconds = Math.floor(Date.now() / 1000);
		const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
		const text = [
			encode({ alg: 'ES384', kid: 'hs-sandbox-1', typ: 'JWT', ...over.header }),
			encode({
				iss: 'hs-sandbox-client',
				sub: 'hs-sandbox-client',
				aud: `${this.origin}/oauth2/as/token.oauth2`,
				exp: seconds + 240,
				jti: randomUUID(),
				...over.claims,
			}),
		].join('.');
		const signature = sign('sha384', Buffer.from(text), {
			key,
			dsaEncoding: over.der ? 'der' : 'ieee-p1363',
		});
		return `${text}.${signature.toString('base64url')}`;
	}

	/** Asks for a token; answers status and body. */
	async token(
		assertion = this.assertion(),
		scope = 'system/Patient.read system/Group.read system/Coverage.read',
		more: Record<string, string> = {},
	): Promise<{ status: number; body: Loose }> {
		const response = await fetch(`${this.origin}/oauth2/as/token.oauth2`, {
			method: 'POST',
			body: new URLSearchParams({
				grant_type: 'client_credentials',
				client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
				client_assertion: assertion,
				scope,
				...more,
			}),
		});
		return { status: response.status, body: (await response.json()) as Loose };
	}

	/** GET behind the base, or of a whole address, with a token. */
	async get(path: string, token: string, headers: Record<string, string> = {}) {
		const response = await fetch(path.startsWith('http') ? path : `${this.base}/${path}`, {
			headers: { Authorization: `Bearer ${token}`, ...headers },
		});
		const text = await response.text();
		return { status: response.status, headers: response.headers, text };
	}

	/** Posts to a GAPI service. */
	async gapi(path: string, body: unknown, apiKey = 'gw-key-sandbox') {
		const response = await fetch(`${this.origin}/Integration/RESTv1.0/${path}?api_key=${apiKey}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: typeof body === 'string' ? body : JSON.stringify(body),
		});
		const text = await response.text();
		return { status: response.status, headers: response.headers, text };
	}

	async stop(): Promise<void> {
		await this.app.close();
	}
}
