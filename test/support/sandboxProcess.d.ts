export interface SandboxProcess {
	/** Base URL of HealthSail with its version. */
	readonly healthSail: string;
	/** SOAP endpoint. */
	readonly tebra: string;
	/** Status page and control API. */
	readonly status: string;
	/** URL of any system by its key; empty when it was not started. */
	url(name: string): string;
	stop(): Promise<void>;
}

/**
 * Starts the compiled sandbox on ports from `port` on and waits until it serves. Without `--systems`
 * in `args` it serves HealthSail and Tebra.
 */
export declare function startSandbox(port: number, args?: string[]): Promise<SandboxProcess>;
