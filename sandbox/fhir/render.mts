import type { InsuranceCase, PhoneNumber, Policy } from '../people/person.mjs';
import { practices } from '../practice/directory.mjs';
import { orderOf } from '../practice/orders.mjs';
import type { PracticePatient } from '../practice/records.mjs';
import type { Visit } from '../practice/visits.mjs';
import { asJson, codeSystems, type FhirResource } from './resource.mjs';

export {
	directoryResources,
	locationResource,
	organizationResources,
	practitionerResource,
	practitionerRoleResource,
} from './renderDirectory.mjs';

/** What a server's own patients look like: ids and the systems of their numbers. */
export interface FhirNames {
	patientId(record: number): string;
	/** Number that staff know the patient by, with its identifier system. */
	patientNumber(record: number): string;
	patientNumberSystem: string;
	chartSystem: string;
}

/** A patient as Patient (US Core): privacy marks of the practice become security labels. */
export function patientResource(patient: PracticePatient, names: FhirNames): FhirResource {
	const { person } = patient;
	const organization = practices.find(({ id }) => id === patient.practiceId);
	return asJson({
		resourceType: 'Patient',
		id: names.patientId(patient.id),
		meta: {
			lastUpdated: instant(patient.lastModifiedAt),
			versionId: '1',
			security: labels(patient),
		},
		identifier: [
			{
				type: { coding: [{ system: codeSystems.identifierType, code: 'MR' }] },
				system: names.patientNumberSystem,
				value: names.patientNumber(patient.id),
			},
			...(person.chartNumber === undefined
				? []
				: [{ system: names.chartSystem, value: person.chartNumber }]),
			...(person.ssn === undefined
				? []
				: [{ system: 'http://hl7.org/fhir/sid/us-ssn', value: person.ssn }]),
		],
		active: person.active,
		name: [
			{
				use: 'official',
				family: person.lastName,
				given: [person.firstName, ...(person.middleName ? [person.middleName] : [])],
				suffix: person.suffix && [person.suffix],
				prefix: person.prefix && [person.prefix],
			},
		],
		telecom: [
			...phone('home', person.homePhone),
			...phone('mobile', person.mobilePhone),
			...phone('work', person.workPhone),
			...(person.email === undefined ? [] : [{ system: 'email', value: person.email }]),
		],
		gender: { Female: 'female', Male: 'male', Unknown: 'unknown' }[person.sex],
		birthDate: person.birthDate,
		address: Object.keys(person.address).length === 0 ? undefined : [address(person.address)],
		contact: [
			...(person.emergency === undefined
				? []
				: [
						{
							relationship: [
								{
									coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code: 'C' }],
								},
							],
							name: { text: person.emergency.name },
							telecom: phone('home', person.emergency.phone),
						},
					]),
			...(person.employer === undefined
				? []
				: [
						{
							relationship: [
								{
									coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code: 'E' }],
								},
							],
							name: { text: person.employer },
						},
					]),
		],
		generalPractitioner: [{ reference: `Practitioner/${patient.providerId}` }],
		managingOrganization: organization && {
			reference: `Organization/${organization.id}`,
			display: organization.name,
		},
	});
}

function labels({ alert, collectionCategory }: PracticePatient): object[] {
	const restricted =
		/do not share|confidential/i.test(alert?.message ?? '') ||
		collectionCategory === 'Confidential';
	return [{ system: codeSystems.confidentiality, code: restricted ? 'R' : 'N' }];
}

function phone(use: string, number: PhoneNumber | undefined): object[] {
	if (number === undefined) return [];
	const extension = number.extension === undefined ? '' : ` x${number.extension}`;
	return [{ system: 'phone', use, value: number.number + extension }];
}

function address(of: PracticePatient['person']['address']): object {
	return {
		use: 'home',
		line: [of.line1, of.line2].filter((line) => line !== undefined),
		city: of.city,
		state: of.state,
		postalCode: of.zip,
	};
}

/** The policies of a patient as Coverage, in the order of precedence of their case. */
export function coverageResources(patient: PracticePatient, names: FhirNames): FhirResource[] {
	return patient.person.cases.flatMap((entry) =>
		entry.policies.map((policy, index) => coverage(patient, entry, policy, index + 1, names)),
	);
}

function coverage(
	patient: PracticePatient,
	entry: InsuranceCase,
	policy: Policy,
	order: number,
	names: FhirNames,
): FhirResource {
	const insured = policy.insured && `${policy.insured.firstName} ${policy.insured.lastName}`;
	return asJson({
		resourceType: 'Coverage',
		id: `cov-${policy.id}`,
		meta: { lastUpdated: instant(patient.lastModifiedAt), versionId: '1' },
		status: 'active',
		type: { text: entry.payerScenario },
		subscriberId: policy.number,
		subscriber: insured && { reference: `RelatedPerson/rp-${policy.id}`, display: insured },
		beneficiary: { reference: `Patient/${names.patientId(patient.id)}` },
		relationship: { coding: [{ system: codeSystems.relationship, code: policy.relationship }] },
		period: { start: policy.start, end: policy.end },
		payor: [{ reference: `Organization/payer-${policy.companyId}`, display: policy.companyName }],
		class: [
			...(policy.groupNumber === undefined ? [] : [coverageClass('group', policy.groupNumber)]),
			coverageClass('plan', String(policy.planId), policy.planName),
		],
		order,
		costToBeneficiary:
			policy.copay === undefined
				? undefined
				: [
						{
							type: { coding: [{ code: 'copay' }] },
							valueMoney: { value: Number(policy.copay), currency: 'USD' },
						},
					],
	});
}

function coverageClass(code: string, value: string, name?: string): object {
	return { type: { coding: [{ system: codeSystems.coverageClass, code }] }, value, name };
}

/**
 * The resources that tell of one visit: Encounter, its Conditions and Procedures, its CarePlan, and a
 * ServiceRequest where something was ordered.
 */
export function visitResources(
	visit: Visit,
	patient: PracticePatient,
	names: FhirNames,
): FhirResource[] {
	const { appointment } = visit;
	const subject = { reference: `Patient/${names.patientId(patient.id)}` };
	const encounter = { reference: `Encounter/enc-${visit.id}` };
	const meta = { lastUpdated: instant(appointment.changedAt), versionId: '1' };
	const order = orderOf(visit);
	return asJson([
		{
			resourceType: 'Encounter',
			id: `enc-${visit.id}`,
			meta: visit.sensitive
				? { ...meta, security: [{ system: codeSystems.confidentiality, code: 'R' }] }
				: meta,
			status: 'finished',
			class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
			type: [{ coding: [{ system: codeSystems.cpt, code: '99213' }] }],
			subject,
			participant: [{ individual: { reference: `Practitioner/${appointment.providerId}` } }],
			// The day alone: whoever reads it must not shift it by a time zone (sheet 4.1).
			period: { start: appointment.start.slice(0, 10) },
			reasonCode: visit.diagnoses.map(({ code, text }) => ({
				coding: [{ system: codeSystems.icd10, code, display: text }],
			})),
			location: [{ location: { reference: `Location/${appointment.locationId}` } }],
			serviceProvider: {
				reference: `Organization/${appointment.practiceId}`,
				display: practices.find(({ id }) => id === appointment.practiceId)?.name,
			},
		},
		...visit.diagnoses.map(({ code, text }, index) => ({
			resourceType: 'Condition',
			id: `con-${visit.id}-${index}`,
			meta,
			category: [
				{ coding: [{ system: codeSystems.conditionCategory, code: 'encounter-diagnosis' }] },
			],
			code: { coding: [{ system: codeSystems.icd10, code, display: text }] },
			subject,
			encounter,
		})),
		...visit.procedures.map(({ code, text }, index) => ({
			resourceType: 'Procedure',
			id: `proc-${visit.id}-${index}`,
			meta,
			status: 'completed',
			code: {
				coding: [
					{ system: /^\d/.test(code) ? codeSystems.cpt : codeSystems.hcpcs, code, display: text },
				],
			},
			subject,
			encounter,
			performedDateTime: appointment.start.slice(0, 10),
		})),
		{
			resourceType: 'CarePlan',
			id: `plan-${visit.id}`,
			meta,
			status: 'active',
			intent: 'plan',
			category: [{ coding: [{ code: 'assess-plan' }] }],
			description: visit.plan,
			subject,
			encounter,
			period: visit.returnBy === undefined ? undefined : { end: visit.returnBy },
		},
		...(order === undefined
			? []
			: [
					{
						resourceType: 'ServiceRequest',
						id: `order-${visit.id}`,
						meta,
						status: 'active',
						intent: 'order',
						code: {
							coding: [{ system: codeSystems.cpt, code: order.code, display: order.text }],
							text: order.text,
						},
						subject,
						encounter,
						occurrenceDateTime: order.by,
						authoredOn: appointment.start.slice(0, 10),
					},
				]),
	]);
}

function instant(millis: number): string {
	return new Date(millis).toISOString();
}
