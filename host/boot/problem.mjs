/** Something a person can mend. Shown as its sentence alone, without a stack. */
export class Problem extends Error {
	name = 'Problem';
}

/** Prints what went wrong on standard error and answers the exit code. */
export function tellProblem(error) {
	if (error instanceof Error && error.name === 'Problem')
		process.stderr.write(`\n${error.message}\n`);
	else process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`);
	return 1;
}
