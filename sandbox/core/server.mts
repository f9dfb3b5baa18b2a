import { createServer } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';

const HOST = '127.0.0.1';

/** A fastify server with the sandbox's settings: no request log, bodies up to `bodyLimit` bytes. */
export function newServer(bodyLimit = 4 * 1024 * 1024): FastifyInstance {
	return Fastify({
		logger: false,
		bodyLimit,
		forceCloseConnections: true,
		routerOptions: { ignoreTrailingSlash: true, maxParamLength: 512 },
	});
}

/** Starts a server on the loopback address and answers its URL. Port 0 takes any free port. */
export async function startServer(app: FastifyInstance, port: number): Promise<string> {
	return await app.listen({ host: HOST, port });
}

/** Whether nobody listens on this loopback port. */
export async function isPortFree(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen({ host: HOST, port }, () => probe.close(() => resolve(true)));
	});
}

/**
 * Makes sure that all ports are free.
 * Throws an error with a sentence for people when one is taken.
 */
export async function requireFreePorts(ports: readonly number[]): Promise<void> {
	for (const port of ports) {
		if (!(await isPortFree(port))) {
			throw new Error(
				`Port ${port} is taken by another program. End that program, or choose other ports with --port.`,
			);
		}
	}
}
