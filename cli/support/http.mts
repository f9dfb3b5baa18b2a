import axios, { isAxiosError, type AxiosInstance, type Method } from 'axios';

import { CliFailure } from './failure.mjs';

export interface HttpAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly data: unknown;
}

export interface HttpRequest {
	readonly method: Method;
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number | boolean>>;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpClient {
	/** Any HTTP answer, also 4xx and 5xx. @throws CliFailure when there is none */
	send(request: HttpRequest): Promise<HttpAnswer>;
}

const timeoutMs = 30_000;
const maxAnswerBytes = 64 * 1024 * 1024;

/**
 * A client for one server. Follows no redirect, so that a key never reaches another host.
 *
 * @param who how messages call the other side
 */
export function createHttpClient(
	baseUrl: string,
	headers: Readonly<Record<string, string>>,
	who: string,
): HttpClient {
	const client: AxiosInstance = axios.create({
		baseURL: baseUrl,
		headers: { Accept: 'application/json', ...headers },
		timeout: timeoutMs,
		maxRedirects: 0,
		maxContentLength: maxAnswerBytes,
		validateStatus: () => true,
		// A proxy named in the environment is for the outside, not for this machine.
		...(isLoopback(new URL(baseUrl).hostname) && { proxy: false }),
	});
	return {
		async send({ method, path, query, body, headers: extra }) {
			try {
				const answer = await client.request<unknown>({
					method,
					url: path,
					params: query,
					data: body,
					headers: extra,
				});
				return { status: answer.status, headers: { ...answer.headers }, data: answer.data };
			} catch (error) {
				throw noAnswer(error, who, baseUrl);
			}
		},
	};
}

/** The raw error is not passed on: it carries the request with its key and body. */
function noAnswer(error: unknown, who: string, baseUrl: string): CliFailure {
	const code = isAxiosError(error) ? (error.code ?? '') : '';
	const where = `${who} at ${new URL(baseUrl).origin}`;
	if (code === 'ECONNREFUSED') {
		return new CliFailure(
			'unreachable',
			`Nothing answers as ${where} (connection refused).`,
			'Check that it is running and that the address and port are right.',
		);
	}
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
		return new CliFailure(
			'unreachable',
			`The host of ${where} is not known.`,
			'Check the spelling of the address and the name server of this machine.',
		);
	}
	if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') {
		return new CliFailure(
			'unreachable',
			`${where} did not answer within ${timeoutMs / 1000} seconds.`,
			'Try again; if it stays so, look at its load and its log.',
		);
	}
	if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code)) {
		return new CliFailure(
			'unreachable',
			`The certificate of ${where} is not trusted (${code}).`,
			'Give Node the certificate authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
		);
	}
	return new CliFailure(
		'unreachable',
		`The connection to ${where} broke off${code && ` (${code})`}.`,
		'Try again; nothing that was not reported as done has been done for sure.',
	);
}

/**
 * Reads an address that the user gave.
 *
 * @throws CliFailure for anything but http(s), and for plain http to another machine unless allowed
 */
export function parseBaseUrl(
	text: string,
	what: string,
	options: { readonly plainHttp: 'anywhere' | 'loopbackOnly' },
): string {
	let url: URL;
	try {
		url = new URL(text);
	} catch {
		throw badUrl(what);
	}
	if (!/^https?:$/.test(url.protocol) || url.username || url.password) throw badUrl(what);
	if (
		url.protocol === 'http:' &&
		options.plainHttp === 'loopbackOnly' &&
		!isLoopback(url.hostname)
	) {
		throw new CliFailure(
			'refused',
			`${what} uses http, which would send the key and patient ids in clear.`,
			'Use the https address.',
		);
	}
	return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** Whether a URL's host name is this machine itself. */
export function isLoopback(hostname: string): boolean {
	return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function badUrl(what: string): CliFailure {
	return new CliFailure(
		'usage',
		`${what} is not a web address.`,
		'Write it like https://n8n.example.org, without a login in it.',
	);
}
