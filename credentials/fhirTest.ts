import type { ICredentialTestRequest } from 'n8n-workflow';

/** What a person reads when the test of a FHIR credential fails; vendors differ in what helps. */
export interface FhirTestWords {
	/** 400: the server refuses the search itself. */
	readonly refused: string;
	/** 401 */
	readonly notAccepted: string;
	/** 403 */
	readonly missingScope: string;
	/** 404 */
	readonly noServer: string;
	/** 200 with something that is no FHIR, or with nothing. */
	readonly noFhir: string;
}

/**
 * What the test button of a FHIR credential sends: a search for a patient by an identifier that nobody
 * has, so the answer is empty. US Core has every server find patients by identifier; discovery is
 * answered without a token and proves nothing.
 */
export function fhirTest(words: FhirTestWords): ICredentialTestRequest {
	const byStatus = (value: number, message: string) => ({
		type: 'responseCode',
		properties: { value, message },
	});
	return {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '/Patient',
			qs: { identifier: 'healthsail-connection-test', _count: 1 },
			headers: { Accept: 'application/fhir+json' },
		},
		// n8n reads rules of both kinds side by side; its type names one kind for all of them.
		rules: [
			byStatus(400, words.refused),
			byStatus(401, words.notAccepted),
			byStatus(403, words.missingScope),
			byStatus(404, words.noServer),
			{
				type: 'responseSuccessBody',
				properties: { key: 'resourceType', value: undefined, message: words.noFhir },
			},
		] as ICredentialTestRequest['rules'],
	};
}
