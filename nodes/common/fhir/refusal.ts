import type { ErrorKind } from '../../../lib/privacy/errors';
import { SafeError } from '../../../lib/privacy/errors';
import type { Answer } from '../transport/send';
import type { FhirFacts, FhirVendor } from './vendor';

/** Meaning of a status: kind, what happened, what to do. */
type Meaning = readonly [ErrorKind, string, string];

/**
 * The error that an answer stands for; undefined when it is a good one. 200 without a body is the
 * answer to a wrong path at some servers (Tebra sheet 2, 6), and at others it may be that of a spent
 * quota (NextGen sheet 5 says it of the gateway of the Enterprise API, and nothing of FHIR's).
 */
export function refusalOf(
	{ status, text }: Answer,
	vendor: FhirVendor,
	facts: FhirFacts,
): SafeError | undefined {
	if (status < 300 && text.trim() !== '') return undefined;
	if (status < 300 && vendor.emptyAnswer === 'quota') {
		return new SafeError({
			...facts,
			kind: 'throttled',
			message: `${vendor.product}’s FHIR interface answered with nothing: the daily call quota of the app may be used up.`,
			nextStep: `Let the flow run again tomorrow, or ask ${vendor.product} for a larger quota. If it stays: ${vendor.nextSteps.address}`,
			vendorCode: 'QuotaSpent',
		});
	}
	if (status < 300) {
		return new SafeError({
			...facts,
			kind: 'configuration',
			message: `${vendor.product}’s FHIR interface answered nothing: the address is not that of the server.`,
			nextStep: vendor.nextSteps.address,
			vendorCode: 'EmptyAnswer',
		});
	}
	const [kind, message, nextStep] = meaningOf(status, vendor);
	return new SafeError({ ...facts, kind, message, nextStep, vendorCode: String(status) });
}

function meaningOf(status: number, { product, nextSteps }: FhirVendor): Meaning {
	const subject = `${product}’s FHIR interface`;
	if (status === 401) {
		return ['authentication', `${subject} did not accept the credential.`, nextSteps.signIn];
	}
	if (status === 403) return ['permission', 'The FHIR client may not read this.', nextSteps.scope];
	if (status === 404) {
		return ['configuration', `${subject} does not know this address.`, nextSteps.address];
	}
	if (status === 429) {
		return [
			'throttled',
			`${subject} refused the call because too many came.`,
			'Let the flow run less often.',
		];
	}
	if (status >= 500) return ['unavailable', `${subject} is not available.`, 'Try again later.'];
	return [
		'validation',
		`${subject} refused the search.`,
		'Update the node pack; if it is the newest, report the operation.',
	];
}

/** A search about one patient that has no end. */
export function tooMany({ system }: FhirVendor, type: string): SafeError {
	return new SafeError({
		kind: 'unavailable',
		message: 'A FHIR search about one patient did not come to its end.',
		nextStep: 'Run it again. If it stays, report the operation and this code.',
		system,
		operation: `FHIR ${type}`,
		vendorCode: 'TooManyPages',
	});
}

/** The node has no credential for the FHIR interface. */
export function needsCredential({ system, product, credentialType }: FhirVendor): SafeError {
	return new SafeError({
		kind: 'configuration',
		message: `The node has no credential for ${product}’s FHIR interface.`,
		nextStep: `Choose a ${product} FHIR credential in the node.`,
		system,
		fields: [credentialType],
	});
}
