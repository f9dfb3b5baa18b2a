import { z } from 'zod';

import { SafeError } from '../../../lib/privacy/errors';
import { retryAfterMs } from '../transport/retry';
import type { Answer } from '../transport/send';
import { codeOfStatus, problemMeanings } from './problemMeanings';

const problemSchema = z.object({
	code: z.string().optional(),
	requestId: z.string().optional(),
	currentVersion: z.number().int().optional(),
	until: z.string().optional(),
	existingId: z.string().optional(),
	errors: z.array(z.object({ pointer: z.string().optional() })).optional(),
});
type Problem = z.infer<typeof problemSchema>;

/** Facts of a HealthSail problem that a caller may act on; ids and versions only, never a value. */
export interface HealthSailProblemFacts {
	readonly status: number;
	readonly code: string;
	readonly currentVersion?: number;
	/** When a held lease runs out, RFC 3339 UTC. */
	readonly until?: string;
	readonly existingId?: string;
}

/** A problem answer of HealthSail, as a `SafeError` with the facts that callers branch on. */
export class HealthSailProblem extends SafeError {
	readonly facts: HealthSailProblemFacts;

	constructor(details: ConstructorParameters<typeof SafeError>[0], facts: HealthSailProblemFacts) {
		super(details);
		this.name = 'HealthSailProblem';
		this.facts = facts;
	}
}

/** The problem's code when `error` is a HealthSail problem, else undefined. */
export function problemCode(error: unknown): string | undefined {
	return error instanceof HealthSailProblem ? error.facts.code : undefined;
}

/**
 * Turns an answer of 400 and above into an error in our own words.
 *
 * @param operation safe name of the call, for the reader
 * @param correlationId the id we sent; used when the answer names no request id
 */
export function toHealthSailProblem(
	answer: Answer,
	operation: string,
	correlationId: string,
): HealthSailProblem {
	const problem = readProblem(answer);
	return describeProblem(answer.status, problem, operation, correlationId, answer.headers);
}

/** The same for the `error` member of one row of a bulk answer; `status` is the row's own. */
export function toRowProblem(
	rowError: unknown,
	operation: string,
	correlationId: string,
): HealthSailProblem {
	const parsed = problemSchema.extend({ status: z.number().int().optional() }).safeParse(rowError);
	const problem = parsed.success ? parsed.data : {};
	const status = ('status' in problem && problem.status) || 422;
	return describeProblem(status, problem, operation, correlationId, {});
}

function describeProblem(
	status: number,
	problem: Problem,
	operation: string,
	correlationId: string,
	headers: Readonly<Record<string, string>>,
): HealthSailProblem {
	const code = knownCode(problem.code) ?? codeOfStatus[status] ?? fallbackCode(status);
	const meaning = problemMeanings[code];
	const fields = namedFields(problem);
	const waitMs = retryAfterMs(headers, Date.now());
	const { currentVersion, until, existingId } = problem;
	return new HealthSailProblem(
		{
			kind: meaning.kind,
			message: meaning.message,
			nextStep: meaning.nextStep,
			system: 'healthsail',
			operation,
			vendorCode: code,
			correlationId: opaqueId(problem.requestId) ?? correlationId,
			...(fields.length > 0 && { fields }),
			...(waitMs !== undefined && { retryAfterMs: waitMs }),
		},
		{
			status,
			code,
			...(currentVersion !== undefined && { currentVersion }),
			...(until !== undefined && isTimestamp(until) && { until }),
			...(opaqueId(existingId) !== undefined && { existingId: opaqueId(existingId) }),
		},
	);
}

/** An answer whose body is not what the contract says; names the path, never the value. */
export function wireShapeError(
	operation: string,
	error: z.ZodError | undefined,
	correlationId: string,
): SafeError {
	const fields = error?.issues.map((issue) => safePath(issue.path.join('/'))).slice(0, 10);
	return new SafeError({
		kind: 'wireShape',
		message: 'HealthSail answered in a form that this node does not know',
		nextStep:
			'Check that the base URL points at the HealthSail API, and that the node pack fits its version.',
		system: 'healthsail',
		operation,
		correlationId,
		...(fields && fields.length > 0 && { fields }),
	});
}

function readProblem(answer: Answer): Problem {
	const type = answer.headers['content-type'] ?? '';
	if (!type.includes('json')) return {};
	const parsed = problemSchema.safeParse(jsonOrNothing(answer.text));
	return parsed.success ? parsed.data : {};
}

/** Parsed JSON, or undefined when the text is none (a truncated or foreign answer). */
export function jsonOrNothing(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function knownCode(code: string | undefined): string | undefined {
	return code !== undefined && Object.hasOwn(problemMeanings, code) ? code : undefined;
}

function fallbackCode(status: number): string {
	return status >= 500 ? 'unavailable' : 'bad_request';
}

function namedFields(problem: Problem): string[] {
	return (problem.errors ?? [])
		.map((error) => safePath(error.pointer ?? ''))
		.filter((path) => path !== '')
		.slice(0, 20);
}

/** Member names are plain words; a part that is not (a value that slipped in) is left out. */
function safePath(pointer: string): string {
	return pointer
		.split('/')
		.filter((part) => /^[A-Za-z][A-Za-z0-9_]{0,39}$|^\d{1,4}$/.test(part))
		.join('/');
}

function opaqueId(id: string | undefined): string | undefined {
	return id !== undefined && /^[A-Za-z0-9_-]{1,64}$/.test(id) ? id : undefined;
}

function isTimestamp(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text);
}
