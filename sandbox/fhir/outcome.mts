/** A refusal in FHIR's own form. Texts name no patient. */
export class FhirRefusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}

/** An OperationOutcome with one issue. */
export function outcome(severity: 'error' | 'warning', code: string, diagnostics: string) {
	return { resourceType: 'OperationOutcome', issue: [{ severity, code, diagnostics }] };
}
