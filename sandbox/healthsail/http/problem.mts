/** Code of a problem, its HTTP status, title and whether the same call may be sent again. */
const problems = {
	bad_request: [400, 'Bad request', false],
	cursor_invalid: [400, 'Invalid cursor', false],
	field_unknown: [400, 'Unknown field', false],
	idempotency_key_required: [400, 'Idempotency key required', false],
	unauthenticated: [401, 'Not authenticated', false],
	scope_missing: [403, 'Scope missing', false],
	role_forbidden: [403, 'Role forbidden', false],
	purpose_forbidden: [403, 'Purpose forbidden', false],
	consent_required: [403, 'Consent required', false],
	consent_revoked: [403, 'Consent revoked', false],
	not_found: [404, 'Not found', false],
	gone: [410, 'Gone', false],
	duplicate_external_id: [409, 'Duplicate external id', false],
	external_id_linked: [409, 'External id is linked', false],
	pair_excluded: [409, 'Pair is excluded', false],
	state_invalid: [409, 'State does not allow this', false],
	idempotency_in_progress: [409, 'Same key still running', true],
	lease_lost: [409, 'Lease lost', false],
	lease_held: [409, 'Lease held', true],
	lease_done: [409, 'Lease done', false],
	version_mismatch: [412, 'Stale version', false],
	validation_failed: [422, 'Validation failed', false],
	idempotency_key_reused: [422, 'Idempotency key reused', false],
	precondition_required: [428, 'Precondition required', false],
	rate_limited: [429, 'Too many requests', true],
	internal: [500, 'Internal error', false],
	unavailable: [503, 'Unavailable', true],
} as const satisfies Record<string, readonly [number, string, boolean]>;

export type ProblemCode = keyof typeof problems;

/** One invalid member of a request. `detail` never holds a value. */
export interface MemberError {
	pointer: string;
	code: string;
	detail: string;
}

/** The body of an `application/problem+json` answer. */
export interface ProblemBody {
	type: string;
	title: string;
	status: number;
	code: ProblemCode;
	detail: string;
	requestId: string;
	retryable: boolean;
	errors: MemberError[];
	[extra: string]: unknown;
}

/** A refusal. `detail` and `extra` never hold patient values. */
export class Problem extends Error {
	readonly status: number;

	constructor(
		readonly code: ProblemCode,
		readonly detail: string,
		readonly extra: Record<string, unknown> = {},
		readonly headers: Record<string, string> = {},
	) {
		super(code);
		this.status = problems[code][0];
	}

	/** The problem+json body. */
	body(requestId: string): ProblemBody {
		const [status, title, retryable] = problems[this.code];
		return {
			type: `https://api.healthsail.example/problems/${this.code.replaceAll('_', '-')}`,
			title,
			status,
			code: this.code,
			detail: this.detail,
			requestId,
			retryable,
			errors: [],
			...this.extra,
		};
	}
}

const MAX_ERRORS = 50;

/** A validation problem (422) with the members that are wrong. */
export function invalid(
	errors: readonly MemberError[],
	detail = 'The request misses the contract.',
): Problem {
	return new Problem('validation_failed', detail, { errors: errors.slice(0, MAX_ERRORS) });
}

/** The first code of an HTTP status; `internal` for a status that the contract does not know. */
export function codeOfStatus(status: number): ProblemCode {
	const codes = Object.keys(problems) as ProblemCode[];
	return codes.find((code) => problems[code][0] === status) ?? 'internal';
}
