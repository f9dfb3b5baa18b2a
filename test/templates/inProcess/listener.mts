import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An interface engine's listener that accepts every message (AA). */
export interface Listener {
	readonly url: string;
	/** The messages so far, the oldest first. */
	readonly messages: string[];
	close(): void;
}

/** Starts one on this machine. */
export async function openListener(): Promise<Listener> {
	const messages: string[] = [];
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const text = Buffer.concat(parts).toString('utf8');
			messages.push(text);
			const controlId = text.split('\r')[0]?.split('|')[9] ?? '';
			const answer = `MSH|^~\\&|PMAPP|OAK|||20260304160000||ACK^A31^ACK|1|P|2.5.1\rMSA|AA|${controlId}\r`;
			response.setHeader('Content-Type', 'x-application/hl7-v2+er7').end(answer);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/hl7`,
		messages,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
