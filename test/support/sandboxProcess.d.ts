export interface SandboxProcess {
	/** Base URL of HealthSail with its version. */
	readonly healthSail: string;
	/** SOAP endpoint. */
	readonly tebra: string;
	/** Status page and control API. */
	readonly status: string;
	stop(): Promise<void>;
}

/** Starts the compiled sandbox on three ports from `port` and waits until it serves. */
export declare function startSandbox(port: number, args?: string[]): Promise<SandboxProcess>;
