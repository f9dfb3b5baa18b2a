export interface SeenRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly body: string;
	/** Milliseconds since 1970 when it came. */
	readonly at: number;
}

export interface Reply {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
	/** Breaks the connection off before or inside the answer. */
	readonly cut?: 'headers' | 'body';
	readonly delayMs?: number;
}

export interface LocalServer {
	readonly url: string;
	readonly requests: readonly SeenRequest[];
	close(): Promise<void>;
}

/** Serves on loopback; `answer` gets each request and its number, starting at 1. */
export declare function startServer(
	answer: (request: SeenRequest, number: number) => Reply | Promise<Reply>,
	port?: number,
): Promise<LocalServer>;
