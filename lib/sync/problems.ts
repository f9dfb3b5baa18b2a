import { errorKinds, type ErrorKind } from '../privacy/errors';

/** Why records or a run failed: kinds and codes only, never words or values of a record. */
export interface RunProblem {
	readonly kind: ErrorKind;
	/** The code that the other side gave. */
	readonly vendorCode?: string;
	/** Finds one of the calls in the other side's log. */
	readonly correlationId?: string;
	/** The call that failed, without ids. */
	readonly operation?: string;
	/** Records, or calls, that failed this way. */
	readonly count: number;
}

/** Most problems that a run keeps (contract: RunProblem lists). */
export const problemsPerRun = 50;

/** What the contract lets through; another text could be anything, so it is left out. */
const shapes = {
	vendorCode: /^[A-Za-z0-9_.:-]{1,64}$/,
	correlationId: /^[A-Za-z0-9_.:-]{1,128}$/,
	operation: /^[A-Za-z0-9_.:/{} -]{1,100}$/,
} as const;

/**
 * Sums failures of any origin by kind and vendor code, the most frequent first. Only known members
 * in their fixed form are kept; a failure without a known kind counts as `unsupported`.
 */
export function sumProblems(failures: readonly unknown[]): RunProblem[] {
	const sums = new Map<string, RunProblem>();
	for (const failure of failures) {
		const problem = toProblem(failure);
		const key = JSON.stringify([problem.kind, problem.vendorCode]);
		const sum = sums.get(key);
		sums.set(key, sum ? { ...problem, ...sum, count: sum.count + problem.count } : problem);
	}
	return [...sums.values()].sort((a, b) => b.count - a.count).slice(0, problemsPerRun);
}

/**
 * The facts at the end of a message of this pack's nodes, such as `(kind: throttled; code: 429)`:
 * n8n hands on nothing but the message of a sub-workflow's error. Undefined for other messages.
 */
export function problemOfMessage(message: string): RunProblem | undefined {
	const facts = /\((kind: [^()]*)\)\s*$/.exec(message)?.[1].split('; ') ?? [];
	if (facts.length === 0) return undefined;
	const told = new Map(
		facts.map((fact) => {
			const [name, ...rest] = fact.split(': ');
			return [name, rest.join(': ')] as const;
		}),
	);
	return toProblem({
		kind: told.get('kind'),
		vendorCode: told.get('code'),
		correlationId: told.get('correlation id'),
		operation: told.get('operation'),
	});
}

function toProblem(failure: unknown): RunProblem {
	const given = (typeof failure === 'object' && failure !== null ? failure : {}) as Partial<
		Record<keyof RunProblem, unknown>
	>;
	const { count } = given;
	return {
		kind: errorKinds.find((kind) => kind === given.kind) ?? 'unsupported',
		...textsOf(given),
		count: typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : 1,
	};
}

function textsOf(given: Partial<Record<keyof RunProblem, unknown>>) {
	const names = ['vendorCode', 'correlationId', 'operation'] as const;
	return Object.fromEntries(
		names.flatMap((name) => {
			const value = given[name];
			return typeof value === 'string' && shapes[name].test(value) ? [[name, value]] : [];
		}),
	) as Pick<RunProblem, (typeof names)[number]>;
}
