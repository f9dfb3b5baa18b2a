import type {
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** One HTTP call, as data. No operation touches credentials, time-outs or redirects itself. */
export interface OutgoingRequest {
	/** The system asked: `tebra`, `healthsail`, … */
	readonly system: string;
	/** A name that is safe in an error text; never a path with ids. */
	readonly operation: string;
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Absolute. */
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
	readonly body?: string | object;
	/**
	 * True for reads and for writes the other side recognizes when they come twice. Decides whether
	 * the transport may repeat the call, and whether a lost answer means "unknown outcome".
	 */
	readonly repeatable: boolean;
	/** Milliseconds until the headers, and again until the last byte. Default 60,000. */
	readonly timeoutMs?: number;
	/** Longest answer accepted, in bytes after decompression. Default 32 MiB. */
	readonly maxBytes?: number;
	readonly correlationId?: string;
	/** Hosts this call may go to; absent = any HTTPS host, and loopback. */
	readonly allowedHosts?: readonly string[];
	/**
	 * Hand a 401 to n8n first, which renews the token once and repeats the call. Default: true for
	 * OAuth 2.0 credentials only, since n8n would send every other call a second time unchanged.
	 */
	readonly renewOn401?: boolean;
}

/** Any HTTP answer, whatever its status. Header names are lower case. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
	/** Parses the text; a text that is no JSON is a SafeError `wireShape`. */
	json(): unknown;
}

export type NodeContext =
	| IExecuteFunctions
	| IPollFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| IWebhookFunctions;

export const defaultTimeoutMs = 60_000;
export const defaultMaxBytes = 32 * 1024 * 1024;
