/** What the process ends with; documented in cli/README.md. */
export const exitCodes = {
	ok: 0,
	unexpected: 1,
	usage: 2,
	/** A key, login or right is missing or refused. */
	access: 3,
	/** Nobody answers, or not in time. */
	unreachable: 4,
	/** A file, an answer or a state does not allow the command. */
	refused: 5,
	/** Done in part; the output says what is left. */
	partial: 6,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An end that was foreseen: what happened, what to do next, and the exit code. No patient data. */
export class CliFailure extends Error {
	constructor(
		readonly kind: Exclude<keyof typeof exitCodes, 'ok' | 'unexpected'>,
		message: string,
		readonly nextStep: string,
	) {
		super(message);
		this.name = 'CliFailure';
	}

	get exitCode(): ExitCode {
		return exitCodes[this.kind];
	}
}
