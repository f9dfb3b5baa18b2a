import type { Insured, PhoneNumber, Policy } from '../people/person.mjs';
import type { PracticePatient } from '../practice/records.mjs';
import { owedCents, visitsOf } from '../practice/visits.mjs';
import { patientIdOf } from './account.mjs';
import type { MessageContext } from './context.mjs';
import { collapsed, listNode, upper, type Node } from './wire.mjs';
import { usDate, usStamp } from './zones.mjs';
import { SERVER_ZONE } from './account.mjs';

/** One text, `LAST,FIRST MIDDLE` (sheet 4.1); without a field for it, staff type a suffix behind. */
export function nameOf(person: {
	firstName: string;
	lastName: string;
	middleName?: string;
	suffix?: string;
}): string {
	const given = [person.firstName, person.middleName, person.suffix].filter(Boolean).join(' ');
	return upper(`${person.lastName},${given}`);
}

function phone(number: PhoneNumber | undefined): string {
	return (number?.number ?? '').replace(/^(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

const sexes = { Female: 'F', Male: 'M', Unknown: 'U' } as const;
const relationships = { self: '1', spouse: '2', child: '3', other: '4' } as const;
const hipaa = { self: '18', spouse: '01', child: '19', other: 'G8' } as const;

/** Policies of all cases in the order of their rank, the primary case first. */
function policiesOf({ person }: PracticePatient): { policy: Policy; scenario: string }[] {
	const cases = [...person.cases].sort((a, b) => Number(b.primary) - Number(a.primary));
	return cases.flatMap(({ policies, payerScenario }) =>
		policies.map((policy) => ({ policy, scenario: payerScenario })),
	);
}

/** Sequence numbers grow for ever and are no ranks (sheet 4.3). */
const sequenceOf = ({ id }: Policy): string => String(1000 - (id % 7) * 90 + (id % 83));

const partyOf = ({ id, relationship }: Policy, patientId: string): string =>
	relationship === 'self' ? `resp${patientId}` : `resp${900_000 + id}`;

function planNode(
	{ policy, scenario }: { policy: Policy; scenario: string },
	patientId: string,
	{ written, millis }: MessageContext,
): Node {
	const asked = written.lastRequest(policy.id);
	const isAnswered = asked !== undefined && millis >= asked.answeredFrom;
	return {
		'@id': `ins${policy.id}`,
		'@carrier': `car${policy.companyId}`,
		'@begindate': usDate(policy.start),
		'@enddate': usDate(policy.end),
		'@copay': policy.copay === undefined ? '' : Number(policy.copay).toFixed(2),
		'@copaytype': '$',
		'@coverage': '1',
		'@subscriber': partyOf(policy, patientId),
		'@subscribernum': upper(policy.number),
		'@relationship': relationships[policy.relationship],
		'@hipaarelationship': hipaa[policy.relationship],
		'@sequence': sequenceOf(policy),
		'@grpname': upper(policy.planName),
		'@grpnum': upper(policy.groupNumber),
		'@payerid': '',
		'@deductible': policy.deductible === undefined ? '' : Number(policy.deductible).toFixed(2),
		'@deductiblemet': '0.00',
		'@finclasscode': upper(scenario),
		'@eligibilityid': asked === undefined ? '' : String(asked.id),
		'@eligibilitystatusid': asked === undefined ? '' : isAnswered ? '1' : '0',
		'@eligibilityresponsedate': isAnswered ? usStamp(asked.askedAt, SERVER_ZONE) : '',
		'@eligibilitystc': asked?.serviceTypeCode ?? '',
	};
}

function partyNode(id: string, insured: Insured): Node {
	return { '@id': id, '@name': nameOf(insured), '@dob': usDate(insured.birthDate), '@sex': '' };
}

function memoNodes(patient: PracticePatient, patientId: string, { written }: MessageContext) {
	const alert = patient.alert && {
		'@id': `memo${patient.id}`,
		'@type': 'd',
		'@created': usDate(new Date(patient.createdAt).toISOString()),
		'#text': patient.alert.message,
	};
	const others = (written.memos.get(patientId) ?? []).map(({ id, text, type, created }) => ({
		'@id': `memo${id}`,
		'@type': type,
		'@created': created,
		'@revoked': '',
		'@revokedby': '',
		'#text': text,
	}));
	return [...(alert ? [alert] : []), ...others];
}

interface Owed {
	patient: number;
	insurance: number;
}

/** What each patient owes, worked out once: nothing here charges for later visits. */
const owedBySchedule = new WeakMap<MessageContext['schedule'], Map<number, Owed>>();

function owedOf({ schedule, seed }: MessageContext): Map<number, Owed> {
	const known = owedBySchedule.get(schedule);
	if (known !== undefined) return known;
	const owed = new Map<number, Owed>();
	for (const visit of visitsOf(schedule, seed)) {
		const { patientId = 0 } = visit.appointment;
		const before = owed.get(patientId) ?? { patient: 0, insurance: 0 };
		const { patient, insurance } = owedCents(visit);
		owed.set(patientId, {
			patient: before.patient + patient,
			insurance: before.insurance + insurance,
		});
	}
	owedBySchedule.set(schedule, owed);
	return owed;
}

/** What is owed for the visits of a patient, in ageing buckets (sheet 4.1). */
function bucketNodes({ id }: PracticePatient, context: MessageContext): Node[] {
	const owed = owedOf(context).get(id) ?? { patient: 0, insurance: 0 };
	return [
		['p', owed.patient],
		['pi', owed.insurance],
	].map(([type, cents]) => ({
		'@buckettype': type,
		'@current': (Number(cents) / 100).toFixed(2),
		'@past30': '0.00',
		'@unapplied': '0.00',
		'@total': (Number(cents) / 100).toFixed(2),
	}));
}

/**
 * Results of getdemographic (sheet 4.1); class `api` leaves insurance, memos, files and visits out.
 * The street is in address2, the apartment in address1.
 */
export function demographicNode(
	patient: PracticePatient,
	context: MessageContext,
	isWhole: boolean,
): Node {
	const { person } = patient;
	const id = patientIdOf(patient.id);
	const policies = policiesOf(patient);
	const parties = policies.flatMap(({ policy }) =>
		policy.insured ? [partyNode(partyOf(policy, id), policy.insured)] : [],
	);
	const carriers = new Map(policies.map(({ policy }) => [policy.companyId, policy.companyName]));
	const whole: Node = {
		// Newest first, so that the order of the list is not that of the ranks.
		insplanlist: listNode(
			'insplan',
			[...policies].reverse().map((entry) => planNode(entry, id, context)),
		),
		memolist: listNode('memo', memoNodes(patient, id, context)),
		filelist: listNode(
			'file',
			(context.written.files.get(id) ?? []).map(({ id: file, name }) => ({
				'@id': String(file),
				'@name': upper(name),
			})),
		),
		visitlist: listNode(
			'visit',
			person.lastVisit ? [{ '@id': `vst${patient.id}`, '@date': usDate(person.lastVisit) }] : [],
		),
	};
	return {
		patientlist: {
			patient: {
				'@id': `pat${id}`,
				'@name': nameOf(person),
				'@dob': usDate(person.birthDate),
				'@deceased': '',
				'@inactive': person.active ? '0' : '1',
				'@respparty': `resp${id}`,
				'@profile': `prof${patient.providerId}`,
				'@insorder': policies.map(({ policy }) => sequenceOf(policy)).join(','),
				'@sex': sexes[person.sex],
				'@chart': upper(person.chartNumber),
				'@maritalstatus': '2',
				'@employer': upper(person.employer),
				'@ssn': person.ssn ? `XXX-XX-${person.ssn.slice(-4)}` : '',
				'@finclasscode': upper(patient.collectionCategory) || 'COMM',
				'@relationship': '1',
				'@hipaarelationship': '18',
				address: {
					'@address1': upper(person.address.line2),
					'@address2': upper(person.address.line1),
					'@city': upper(person.address.city),
					'@state': upper(person.address.state),
					'@zip': person.address.zip ?? '',
					'@countrycode': 'USA',
				},
				previousaddress: context.written.previousAddresses.get(id) ?? '',
				contactinfo: {
					'@name': nameOf(person),
					'@homephone': phone(person.homePhone),
					'@officephone': phone(person.workPhone),
					'@officeext': person.workPhone?.extension ?? '',
					'@otherphone': phone(person.mobilePhone),
					'@othertype': person.mobilePhone ? 'C' : '',
					'@email': upper(person.email),
				},
				arbucketlist: collapsed('arbucket', bucketNodes(patient, context)),
				...(isWhole ? whole : {}),
			},
		},
		resppartylist: collapsed('respparty', [
			{ '@id': `resp${id}`, '@name': nameOf(person), '@dob': usDate(person.birthDate) },
			...parties,
		]),
		...(isWhole && {
			carrierlist: listNode(
				'carrier',
				[...carriers].map(([car, name]) => ({
					'@id': `car${car}`,
					'@name': upper(name),
					'@code': `C${car}`,
				})),
			),
		}),
	};
}
