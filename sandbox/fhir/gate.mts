/** What a token endpoint answers. */
export interface TokenAnswer {
	status: number;
	body: object;
}

/** Who gives out tokens for a FHIR server, and knows them again. */
export interface FhirGate {
	/** Answers a token request at the server's own endpoint, whose address `audience` is. */
	grant?(form: URLSearchParams, audience: string, authorization: string | undefined): TokenAnswer;
	/** Scopes of the bearer token of a request; undefined = not known, or ended. */
	scopesOf(authorization: string | undefined): readonly string[] | undefined;
	/** The one patient that a token was launched for; undefined = it is not held to one. */
	patientOf?(authorization: string | undefined): string | undefined;
	/** Ends every token. */
	endAll(): void;
}

/** Whether one of the scopes opens reads of a type (SMART v1). */
export function opens(scopes: readonly string[], type: string): boolean {
	return scopes.some((scope) => {
		const match = /^(?:system|user|patient)\/(\*|\w+)\.(?:read|\*)$/.exec(scope);
		return match !== null && (match[1] === '*' || match[1] === type);
	});
}
