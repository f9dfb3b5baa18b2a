import { recordFields } from '../recordScopes';
import {
	move,
	noPatients,
	type NodeScopes,
	type OperationScope,
	type Purpose,
} from './operationScope';

/** A customer as HealthSail gives it. */
const customer = [
	'addresses',
	'administrativeSex',
	'birthDate',
	'consentSummary',
	'contactPreferences',
	'email',
	'emergencyContacts',
	'externalIds',
	'familyName',
	'givenName',
	'guardian',
	'homeLocationId',
	'middleName',
	'phones',
	'primaryProviderId',
	'status',
	'suffix',
	'sync',
];

/** A customer's fields that a person or a flow writes one by one. */
const writtenCustomer = [
	'addresses',
	'administrativeSex',
	'birthDate',
	'contactPreferences',
	'email',
	'emergencyContacts',
	'familyName',
	'givenName',
	'guardian',
	'middleName',
	'phones',
	'suffix',
];

/** A patient as the sync writes one; insurance goes in a call of its own, for payment. */
const syncedCustomer = [
	'addresses',
	'administrativeSex',
	'birthDate',
	'contactPreferences',
	'coverages',
	'email',
	'emergencyContacts',
	'externalIds',
	'familyName',
	'givenName',
	'middleName',
	'phones',
	'status',
	'suffix',
	'sync',
];

const coverage = [
	'copay',
	'effectiveFrom',
	'effectiveTo',
	'externalIds',
	'memberId',
	'payer',
	'plan',
	'priority',
	'status',
	'subscriber',
];

/** What two records are compared by; sent as search keys and not stored. */
const searchKeys = [
	'addresses',
	'birthDate',
	'email',
	'familyName',
	'givenName',
	'memberId',
	'phones',
];

const matchReview = ['customerId', 'decision', 'externalIds', 'grade', 'patient', 'reasons'];
const changeRequest = ['changes', 'customerId', 'delivery', 'review'];
const cohortEntry = ['externalIds', 'list', 'reason'];
const consent = ['customerId', 'consents'];
const auditEvent = ['fields', 'keyedHash'];

type Fields = readonly string[];

function scope(
	reads: Fields,
	sends: Fields,
	more: { readonly purpose?: Purpose; readonly audited?: boolean } = {},
): OperationScope {
	return {
		purpose: more.purpose ?? 'HOPERAT',
		reads: reads.length > 0 ? [move('healthsail', reads)] : [],
		sends: sends.length > 0 ? [move('healthsail', sends)] : [],
		audited: more.audited ?? false,
	};
}

const payment = { purpose: 'HPAYMT' } as const;
const audited = { audited: true } as const;

/** The HealthSail node. What it sends comes from the items of the flow. */
export const healthSailScopes: NodeScopes = {
	'address.delete': scope(['addresses'], ['addresses']),
	'address.set': scope(['addresses'], ['addresses']),
	'appointment.createOrUpdate': scope(['externalIds'], recordFields('appointment')),
	'appointment.getMany': scope(recordFields('appointment'), []),
	'appointment.lookUp': scope([], ['externalIds']),
	'auditEvent.create': scope([], auditEvent),
	'auditEvent.getMany': scope(auditEvent, []),
	'auditEvent.verify': noPatients,
	'cohortEntry.createOrUpdate': scope([], cohortEntry),
	'cohortEntry.delete': scope([], ['externalIds']),
	'cohortEntry.getMany': scope(cohortEntry, []),
	'consent.check': scope(consent, []),
	'consent.getMany': scope(consent, []),
	'consent.grant': scope([], consent),
	'consent.revoke': scope([], consent),
	'coverage.create': scope(coverage, coverage, payment),
	'coverage.createOrUpdate': scope([], coverage, payment),
	'coverage.getMany': scope(coverage, [], payment),
	'coverage.update': scope(coverage, coverage, payment),
	'customer.compare': scope(['externalIds', 'sync'], ['externalIds']),
	'customer.create': scope(customer, [...writtenCustomer, 'externalIds']),
	'customer.createOrUpdate': scope(['externalIds'], syncedCustomer, audited),
	'customer.findCandidates': scope([...searchKeys, 'externalIds'], searchKeys),
	'customer.get': scope(customer, []),
	'customer.getMany': scope(customer, []),
	'customer.lookUp': scope(['externalIds', 'sync'], ['externalIds']),
	'customer.match': scope(
		['customerId', 'grade', 'reasons'],
		['addresses', 'administrativeSex', 'birthDate', 'email', 'familyName', 'givenName', 'phones'],
	),
	'customer.merge': scope(customer, ['customerId'], audited),
	'customer.strip': scope([], ['externalIds']),
	'customer.unmerge': scope(customer, ['customerId'], audited),
	'customer.update': scope(customer, writtenCustomer),
	'demographicChangeRequest.cancel': scope(changeRequest, ['review'], audited),
	'demographicChangeRequest.create': scope(changeRequest, ['changes', 'customerId'], audited),
	'demographicChangeRequest.decide': scope(changeRequest, ['review'], audited),
	'demographicChangeRequest.get': scope(changeRequest, []),
	'demographicChangeRequest.getMany': scope(changeRequest, []),
	'demographicChangeRequest.setDelivery': scope(changeRequest, ['delivery'], audited),
	'event.done': noPatients,
	'event.getMany': noPatients,
	'event.redeliver': noPatients,
	'event.take': noPatients,
	'externalId.add': scope(['externalIds'], ['externalIds'], audited),
	'externalId.remove': scope(['externalIds'], ['externalIds'], audited),
	'lease.acquire': noPatients,
	'lease.release': noPatients,
	'lease.renew': noPatients,
	'location.createOrUpdate': noPatients,
	'location.get': noPatients,
	'location.getMany': noPatients,
	'location.update': noPatients,
	'matchExclusion.create': scope([], ['customerId', 'externalIds', 'reason'], audited),
	'matchExclusion.delete': scope(['customerId', 'externalIds'], ['id'], audited),
	'matchExclusion.getMany': scope(['customerId', 'externalIds', 'reason'], []),
	// Names, birth date, phones and addresses go along, so that staff can compare.
	'matchReview.create': scope(
		[],
		[
			...['addresses', 'birthDate', 'customerId', 'externalIds', 'familyName', 'givenName'],
			...['grade', 'middleName', 'phones', 'reasons', 'suffix'],
		],
	),
	'matchReview.decide': scope(matchReview, ['decision'], audited),
	'matchReview.get': scope(matchReview, []),
	'matchReview.getMany': scope(matchReview, []),
	'matchReview.reopen': scope(matchReview, ['decision'], audited),
	'patient.getManyMerges': scope(['customerId', 'externalIds'], []),
	'patient.merge': scope(['customerId', 'externalIds'], ['externalIds'], audited),
	'patient.unmerge': scope(['customerId', 'externalIds'], ['externalIds'], audited),
	'phone.delete': scope(['phones'], ['phones']),
	'phone.set': scope(['phones'], ['phones']),
	'pmIncident.create': scope([], ['fields', 'keyedHash']),
	'pmIncident.getMany': scope(['fields', 'keyedHash'], []),
	'pmIncident.release': scope(['fields', 'keyedHash'], []),
	'practice.getProfile': noPatients,
	'provider.createOrUpdate': noPatients,
	'provider.get': noPatients,
	'provider.getMany': noPatients,
	'provider.update': noPatients,
	'run.advance': noPatients,
	'run.confirm': noPatients,
	'run.discard': noPatients,
	'run.finish': noPatients,
	'run.get': noPatients,
	'run.getMany': noPatients,
	'run.start': noPatients,
	'webhookEndpoint.create': noPatients,
	'webhookEndpoint.delete': noPatients,
	'webhookEndpoint.get': noPatients,
	'webhookEndpoint.getMany': noPatients,
	'webhookEndpoint.rotateSecret': noPatients,
	'webhookEndpoint.test': noPatients,
	'webhookEndpoint.update': noPatients,
};

/** HealthSail's events hold ids and names of fields, no values. */
export const healthSailTriggerScope: OperationScope = {
	...noPatients,
	kept: 'IDs and names of fields only, no values; as long as n8n keeps the bodies of webhooks.',
};
