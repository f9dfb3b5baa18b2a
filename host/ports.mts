// Ports on the loopback interface.
import { createServer } from 'node:net';
import { Problem } from './boot.mjs';

const HOST = '127.0.0.1';

/** Whether nobody listens on this loopback port. */
export async function isFree(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, HOST, () => server.close(() => resolve(true)));
	});
}

/** Throws a Problem that names the port, what wants it and the option that changes it. */
export async function checkFree(port: number, what: string, option: string): Promise<void> {
	if (await isFree(port)) return;
	throw new Problem(
		`Port ${port} is in use, and ${what} needs it. End the program that uses it, or choose another port with ${option}.`,
	);
}

/** A loopback port that is free now. */
export async function freePort(): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, HOST, () => {
			const address = server.address();
			server.close(() => {
				if (address && typeof address === 'object') resolve(address.port);
				else reject(new Error('The system gave no port.'));
			});
		});
	});
}
