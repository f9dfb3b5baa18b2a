import type { ErrorKind } from '../../../lib/privacy/errors';

/** What a problem says to the reader. */
export interface ProblemMeaning {
	readonly kind: ErrorKind;
	readonly message: string;
	readonly nextStep: string;
}

const readAgain = 'Read the record again, apply the change to what it says now, and send it again.';
const askForScope =
	'Ask your HealthSail administrator to give this client the scope or role that the operation needs.';
const waitAndRunAgain = 'Wait and run the flow again; nothing was changed.';

/** What each problem code of the contract means to the reader (proposal section 1.7 and 15). */
export const problemMeanings: Readonly<Record<string, ProblemMeaning>> = {
	bad_request: {
		kind: 'validation',
		message: 'HealthSail could not read the request',
		nextStep: 'Check the parameters of this operation.',
	},
	cursor_invalid: {
		kind: 'validation',
		message: 'The page cursor is no longer valid',
		nextStep: 'Start the list again from its first page; a cursor lives 24 hours.',
	},
	field_unknown: {
		kind: 'validation',
		message: 'HealthSail does not know one of the requested fields',
		nextStep: 'Correct the field names in the Fields option.',
	},
	idempotency_key_required: {
		kind: 'validation',
		message: 'HealthSail wants an idempotency key for this write',
		nextStep: 'Update the node pack: it sends a key for every write it knows.',
	},
	unauthenticated: {
		kind: 'authentication',
		message: 'HealthSail did not accept the credential',
		nextStep: 'Open the HealthSail credential, renew the key or the client secret, and test it.',
	},
	scope_missing: {
		kind: 'permission',
		message: 'The HealthSail credential lacks the right for this operation',
		nextStep: askForScope,
	},
	role_forbidden: {
		kind: 'permission',
		message: 'The role of the HealthSail credential may not do this',
		nextStep: askForScope,
	},
	purpose_forbidden: {
		kind: 'permission',
		message: 'HealthSail does not allow this for the purpose of use that was given',
		nextStep: 'Choose the purpose of use that fits the flow, or have the role extended.',
	},
	consent_required: {
		kind: 'permission',
		message: 'The customer has not given the consent that this needs',
		nextStep: 'Ask the customer for consent in HealthSail, then run the item again.',
	},
	consent_revoked: {
		kind: 'permission',
		message: 'The customer has revoked the consent that this needs',
		nextStep: 'Leave the record as it is; it may go on only after a new consent.',
	},
	not_found: {
		kind: 'notFound',
		message: 'HealthSail has no such record for this credential',
		nextStep: 'Check the ID. A record of another tenant is answered the same way.',
	},
	gone: {
		kind: 'notFound',
		message: 'The HealthSail record is gone for good',
		nextStep: 'Remove the reference to it.',
	},
	duplicate_external_id: {
		kind: 'conflict',
		message: 'Another customer already carries this external ID',
		nextStep: 'Look the external ID up and update or merge the customer that holds it.',
	},
	external_id_linked: {
		kind: 'conflict',
		message: 'Another customer already holds this external ID as verified',
		nextStep:
			'Look the external ID up. If that link is wrong, remove it there first; if both customers are one person, merge them.',
	},
	pair_excluded: {
		kind: 'conflict',
		message: 'A person said that this patient and this customer are two people',
		nextStep:
			'Leave the pair apart. If that was a mistake, delete the match exclusion or reopen its match review.',
	},
	state_invalid: {
		kind: 'conflict',
		message: 'The HealthSail record is in a state that does not allow this',
		nextStep: 'Read the record again and look at its state.',
	},
	idempotency_in_progress: {
		kind: 'conflict',
		message: 'The same write is still being worked on',
		nextStep: waitAndRunAgain,
	},
	lease_held: {
		kind: 'conflict',
		message: 'Another run holds the lease',
		nextStep: 'Let the other run end, or wait until its lease expires.',
	},
	lease_done: {
		kind: 'conflict',
		message: 'This was done before',
		nextStep: 'Nothing to do: the lease says that its work is complete.',
	},
	lease_lost: {
		kind: 'conflict',
		message: 'This run no longer holds its lease',
		nextStep: 'End this run; the run that holds the lease goes on from the stored cursor.',
	},
	version_mismatch: {
		kind: 'conflict',
		message: 'The HealthSail record changed since it was read',
		nextStep: readAgain,
	},
	precondition_required: {
		kind: 'validation',
		message: 'HealthSail wants to know which version of the record this change is for',
		nextStep: 'Fill the Version parameter with the version that was read.',
	},
	validation_failed: {
		kind: 'validation',
		message: 'HealthSail refused one or more fields',
		nextStep: 'Correct the named fields in the source system and run the item again.',
	},
	idempotency_key_reused: {
		kind: 'conflict',
		message: 'The idempotency key was used before for other content',
		nextStep: 'Change the Idempotency Source option so that it names this write alone.',
	},
	rate_limited: {
		kind: 'throttled',
		message: 'HealthSail is limiting the number of calls',
		nextStep: 'Wait for the time it asked for, or let the flow run less often.',
	},
	unavailable: {
		kind: 'unavailable',
		message: 'HealthSail is not available at the moment',
		nextStep: waitAndRunAgain,
	},
	internal: {
		kind: 'unavailable',
		message: 'HealthSail could not complete the request',
		nextStep: 'Run the item again; its idempotency key keeps the write from happening twice.',
	},
};

/** The code to assume when an answer carries no problem that we know. */
export const codeOfStatus: Readonly<Record<number, string>> = {
	400: 'bad_request',
	401: 'unauthenticated',
	403: 'role_forbidden',
	404: 'not_found',
	409: 'state_invalid',
	410: 'gone',
	412: 'version_mismatch',
	422: 'validation_failed',
	428: 'precondition_required',
	429: 'rate_limited',
	500: 'internal',
	502: 'unavailable',
	503: 'unavailable',
	504: 'unavailable',
};
