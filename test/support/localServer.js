// Small HTTP servers for tests, in JavaScript because the strict lint of TypeScript files forbids
// node:http. Answers come from the test; every request is kept.
const { createServer } = require('node:http');

/**
 * @param {(request: {method: string, url: string, headers: object, body: string}, number: number) =>
 *   {status?: number, headers?: object, body?: string, cut?: 'headers' | 'body', delayMs?: number}} answer
 * @param {number} [port] 0 = any free one
 */
async function startServer(answer, port = 0) {
	const requests = [];
	const server = createServer((request, response) => {
		const parts = [];
		request.on('data', (part) => parts.push(part));
		request.on('end', async () => {
			const seen = {
				method: request.method,
				url: request.url,
				headers: request.headers,
				body: Buffer.concat(parts).toString('utf8'),
				at: Date.now(),
			};
			requests.push(seen);
			const reply = await answer(seen, requests.length);
			if (reply.delayMs) await new Promise((done) => setTimeout(done, reply.delayMs));
			if (reply.cut === 'headers') return request.socket.destroy();
			const body = reply.body ?? '';
			response.writeHead(reply.status ?? 200, {
				'Content-Type': 'text/xml; charset=utf-8',
				...reply.headers,
				...(reply.cut === 'body' && { 'Content-Length': Buffer.byteLength(body) + 100 }),
			});
			if (reply.cut === 'body') {
				response.write(body);
				setTimeout(() => request.socket.destroy(), 20);
				return;
			}
			response.end(body);
		});
	});
	await new Promise((done) => server.listen(port, '127.0.0.1', done));
	const { port: listening } = server.address();
	return {
		url: `http://127.0.0.1:${listening}`,
		requests,
		async close() {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}

module.exports = { startServer };
