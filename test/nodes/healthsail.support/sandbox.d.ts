export interface RunningSandbox {
	readonly statusUrl: string;
	readonly healthSailUrl: string;
	readonly tokenUrl: string;
	stop(): Promise<void>;
}

/** Starts the compiled sandbox on `port` (status), `port + 1` (HealthSail) and `port + 2` (Tebra). */
export declare function startSandbox(port: number, ...more: string[]): Promise<RunningSandbox>;
