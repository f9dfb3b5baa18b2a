/** Every resource of the HealthSail node with its operations; the router must serve them all. */
export interface HealthSailMap {
	address: 'delete' | 'set';
	appointment: 'createOrUpdate' | 'getMany' | 'lookUp';
	auditEvent: 'create' | 'getMany' | 'verify';
	cohortEntry: 'createOrUpdate' | 'delete' | 'getMany';
	consent: 'check' | 'getMany' | 'grant' | 'revoke';
	coverage: 'create' | 'createOrUpdate' | 'getMany' | 'update';
	customer:
		| 'compare'
		| 'create'
		| 'createOrUpdate'
		| 'findCandidates'
		| 'get'
		| 'getMany'
		| 'lookUp'
		| 'match'
		| 'merge'
		| 'strip'
		| 'unmerge'
		| 'update';
	demographicChangeRequest: 'cancel' | 'create' | 'decide' | 'get' | 'getMany' | 'setDelivery';
	event: 'done' | 'getMany' | 'redeliver' | 'take';
	externalId: 'add' | 'remove';
	lease: 'acquire' | 'release' | 'renew';
	location: 'createOrUpdate' | 'get' | 'getMany' | 'update';
	matchExclusion: 'create' | 'delete' | 'getMany';
	matchReview: 'create' | 'decide' | 'get' | 'getMany' | 'reopen';
	patient: 'getManyMerges' | 'merge' | 'unmerge';
	phone: 'delete' | 'set';
	pmIncident: 'create' | 'getMany' | 'release';
	practice: 'getProfile';
	provider: 'createOrUpdate' | 'get' | 'getMany' | 'update';
	run: 'advance' | 'confirm' | 'discard' | 'finish' | 'get' | 'getMany' | 'start';
	webhookEndpoint: 'create' | 'delete' | 'get' | 'getMany' | 'rotateSecret' | 'test' | 'update';
}

export type ResourceName = keyof HealthSailMap;
