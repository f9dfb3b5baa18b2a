import { sleep } from 'n8n-workflow';

import type { Patient } from '../../../../lib/canonical/patient';
import type { FieldChange } from '../../../../lib/changes/field';
import { toNewPatient } from '../../../../lib/changes/newPatient';
import { readField } from '../../../../lib/changes/readField';
import type { RefusalCode } from '../../../../lib/changes/refusal';
import { sameValue } from '../../../../lib/changes/sameValue';
import { audited, reportEach, reportFailures } from '../../healthsail/audit';
import { problemCode } from '../../healthsail/errors';
import { identityReport } from '../../healthsail/identityAudit';
import { outcomeOf } from '../../outcome';
import { toDetails } from '../../toNodeError';
import type { NewPatient, SourcePatient } from '../port';
import type { Session } from '../session';
import { writeReport } from './auditWrite';
import type { DeliveryEnd } from './deliverChange';
import { endOfHandOver, openIds } from './deliverChange';
import type { ChangeOutcome } from './directWrite';
import { countNamesakes, isNamesake } from './duplicates';
import { isStopped, raise } from './incident';
import type { ChangeSubject, OpenChange } from './openChange';
import { isSettled } from './recover';
import { admitPatient } from './readPatient';
import { handToStaff } from './staffHandOver';
import { createAhead } from './writeAhead';
import { refusalCodeOf, sendingOf, settleMs } from './writeEnd';
import type { WriteLease } from './writeLease';
import { whileWriting } from './writeLease';

/** A request for a person who is to become a patient. */
export type OpenNewPatient = OpenChange & {
	readonly subject: Extract<ChangeSubject, { readonly state: 'newPatient' }>;
};

const attention = (state: string): DeliveryEnd => ({ output: 'attention', state });

/**
 * Adds an approved person to the practice, once, after another look for who may be the same. A
 * patient who is found is never linked here: staff are told of a possible duplicate. Throws SafeError
 * where nothing was sent and the same may be tried again.
 */
export async function deliverNewPatient(open: OpenNewPatient): Promise<DeliveryEnd> {
	const { held, subject } = open;
	if (subject.patientId !== undefined) return await isThere(open, subject.patientId);
	const wanted = openIds(open);
	const changes = open.changes.filter(({ changeId }) => wanted.has(changeId));
	const reading = toNewPatient(changes, held.now.shortRef);
	if (!reading.ok) return await leaveToStaff(open, 'missingFacts');
	const { familyName, birthDate } = reading.patient;
	const leased = await whileWriting(
		open.call.session,
		['new', familyName.toLowerCase(), birthDate],
		async (lease) => await createHeld(open, lease, reading.patient),
	);
	return leased.state === 'busy' ? attention('busy') : leased.value;
}

async function createHeld(
	open: OpenNewPatient,
	lease: WriteLease,
	person: NewPatient,
): Promise<DeliveryEnd> {
	const { session } = open.call;
	const { patients, scope } = session.port;
	const madeBefore = open.held.now.delivery.pmRefs.find(({ type }) => type === 'patient')?.id;
	if (madeBefore !== undefined) return await created(open, lease, person, madeBefore);
	if (patients.create === undefined || !scope.profile.changes.channels.includes('direct')) {
		return await leaveToStaff(open);
	}
	const { pending } = lease;
	if (pending?.act === 'create' && pending.requestId === open.held.now.id) {
		const found = await patients.findCreated?.(person);
		if (found !== undefined) return await created(open, lease, person, found.patient.id);
		if (!isSettled(pending)) return attention('outcomeUnknown');
	}
	const namesakes = await countNamesakes(session, person);
	// Where nobody can be looked for, staff look before they add a second chart of one person.
	if (namesakes === undefined) return await leaveToStaff(open);
	if (namesakes > 0) {
		await lease.clear();
		return await possibleDuplicate(open);
	}
	if (await isStopped(session)) return attention('stopped');
	const { create } = patients;
	return await send(open, lease, person, async () => await create(person));
}

async function send(
	open: OpenNewPatient,
	lease: WriteLease,
	person: NewPatient,
	create: () => Promise<{ readonly id: string }>,
): Promise<DeliveryEnd> {
	const { held, call } = open;
	const { client, port } = call.session;
	const report = writeReport(open, {
		action: 'create',
		fields: Object.keys(person).filter((name) => name !== 'reference'),
		step: 'demographicChange.deliver',
	});
	await reportEach(client, [report]);
	const noted = await outcomeOf(async () => {
		await lease.keep(createAhead(held.now.id));
		const attempts = held.now.delivery.attempts + 1;
		await held.record({
			state: 'queued',
			channel: 'direct_write',
			attempts,
			lastErrorCode: null,
		});
	});
	if (!noted.ok) {
		await lease.clear();
		await reportFailures(client, [report]);
		throw noted.error;
	}
	const sent = await outcomeOf(create);
	if (sent.ok) return await created(open, lease, person, sent.value.id);
	const sending = sendingOf(sent);
	const { kind, fields } = toDetails(sent.error);
	// A system that has our reference already has the person from us.
	if (sending === 'unclear' || kind === 'conflict') {
		const found = await outcomeOf(async () => await port.patients.findCreated?.(person));
		if (found.ok && found.value !== undefined) {
			return await created(open, lease, person, found.value.patient.id);
		}
	}
	if (sending === 'unclear') {
		await held.recordFact({ state: 'outcome_unknown', lastErrorCode: 'writeUnclear' });
		return attention('outcomeUnknown');
	}
	await lease.clear();
	await reportFailures(client, [report]);
	if (sending === 'refused') {
		const code = refusalCodeOf(sent.error);
		if (code === undefined && kind === 'conflict') return await possibleDuplicate(open);
		return await leaveToStaff(open, code ?? 'refusedByVendor', code && fields);
	}
	await held.recordFact({ state: 'failed', lastErrorCode: kind });
	throw sent.error;
}

/** Looks at the new patient, links it to the customer, and tells HealthSail. */
async function created(
	open: OpenNewPatient,
	lease: WriteLease,
	person: NewPatient,
	patientId: string,
): Promise<DeliveryEnd> {
	const { held, call } = open;
	const { session } = call;
	// Told at once: a run that ends here knows the patient again.
	await held.recordFact({ pmRefs: [{ type: 'patient', id: patientId }] });
	const source = await readCreated(session, patientId);
	if (source === undefined) {
		await held.recordFact({ state: 'outcome_unknown', lastErrorCode: 'writeUnclear' });
		return attention('outcomeUnknown');
	}
	const about = { patientId, requestId: held.now.id, attempt: held.now.delivery.attempts };
	const mismatched = isNamesake(source.patient, person) ? [] : ['familyName', 'birthDate'];
	if (await raise(session, about, { unexpected: [], mismatched })) {
		await lease.clear();
		await leaveToStaff(open, 'notStored');
		return attention('incident');
	}
	const isLinked = await link(open, patientId);
	const end = await settle(open, source);
	await lease.clear();
	return isLinked ? end : attention('notLinked');
}

/** A system may need a moment before it shows a new patient. */
async function readCreated(
	{ port }: Session,
	patientId: string,
): Promise<SourcePatient | undefined> {
	const found = await port.patients.get(patientId);
	if (found !== undefined) return found;
	await sleep(settleMs);
	return await port.patients.get(patientId);
}

/** The person has become a patient otherwise, or an earlier run ended after it linked them. */
async function isThere(open: OpenNewPatient, patientId: string): Promise<DeliveryEnd> {
	const source = await open.call.session.port.patients.get(patientId);
	if (source === undefined) return attention('patientUnclear');
	await admitPatient(open.call.session, source);
	return await settle(open, source);
}

/** Closes the request where the patient shows all that was approved; else staff get the rest. */
async function settle(open: OpenNewPatient, { patient }: SourcePatient): Promise<DeliveryEnd> {
	const { held, call } = open;
	const outcomes = outcomesOf(open, patient);
	const left = outcomes.filter(({ outcome }) => outcome === 'refused');
	const pmRefs = [{ type: 'patient', id: patient.id }];
	if (left.length > 0) {
		await held.recordFact({ outcomes, pmRefs });
		const { channels } = call.session.port.scope.profile.changes;
		const changes = open.changes.filter(({ changeId }) =>
			left.some((entry) => entry.changeId === changeId),
		);
		return endOfHandOver(await handToStaff(open, { changes, outcomes: left }, channels));
	}
	await held.recordFact({
		state: 'confirmed',
		confirmedAt: new Date().toISOString(),
		closedAs: 'accepted',
		pmRefs,
		...(outcomes.length > 0 && { outcomes }),
	});
	return { output: 'done', state: 'accepted' };
}

/** Which approved facts the new patient shows. */
function outcomesOf(open: OpenNewPatient, patient: Patient): ChangeOutcome[] {
	const wanted = openIds(open);
	const shows = (change: FieldChange) => {
		const now = readField(patient, change.field);
		return now !== undefined && sameValue(change.field, now, change.to);
	};
	const known = open.changes
		.filter(({ changeId }) => wanted.has(changeId))
		.map((change): ChangeOutcome => {
			const { changeId } = change;
			return shows(change) ? { changeId, outcome: 'applied' } : refused(changeId, 'notStored');
		});
	const others = open.unknown.filter((changeId) => wanted.has(changeId));
	return [...known, ...others.map((changeId) => refused(changeId, 'unsupportedField'))];
}

/** False when another customer holds the patient already, so that a person has to look. */
async function link({ call, subject }: OpenNewPatient, patientId: string): Promise<boolean> {
	const { customerId } = subject;
	if (customerId === undefined) return true;
	const { client, port, flow } = call.session;
	const { system, practiceId } = port.scope;
	const externalId = { system, practiceId, type: 'patient', value: patientId };
	const report = identityReport(call.context, client, {
		action: 'link',
		step: 'demographicChange.deliver',
		fields: ['externalIds'],
		externalId,
		customerIds: [customerId],
		flow,
	});
	const linked = await outcomeOf(
		async () =>
			await audited(
				client,
				[report],
				async () =>
					await client.request({
						operation: 'addCustomerExternalId',
						method: 'POST',
						path: `/customers/${encodeURIComponent(customerId)}/external-ids`,
						body: { ...externalId, verification: 'verified', matchMethod: 'created_here' },
						idempotencySource: { id: `link|${customerId}`, version: patientId },
					}),
			),
	);
	if (linked.ok) return true;
	if (problemCode(linked.error) === 'external_id_linked') return false;
	throw linked.error;
}

async function possibleDuplicate(open: OpenNewPatient): Promise<DeliveryEnd> {
	await leaveToStaff(open, 'possibleDuplicate');
	return attention('possibleDuplicate');
}

/**
 * Staff add the person by hand. Only the list in the review inbox needs no patient to hang on. `fields`:
 * those of which the code tells, where it is not all of them.
 */
async function leaveToStaff(
	open: OpenNewPatient,
	code?: RefusalCode,
	fields: readonly string[] = [],
): Promise<DeliveryEnd> {
	const wanted = openIds(open);
	const named = new Set(
		open.changes.filter(({ field }) => fields.includes(field)).map(({ changeId }) => changeId),
	);
	const outcomes = [...wanted].map(
		(changeId): ChangeOutcome =>
			code === undefined || (named.size > 0 && !named.has(changeId))
				? { changeId, outcome: 'with_staff' }
				: refused(changeId, code),
	);
	const changes = open.changes.filter(({ changeId }) => wanted.has(changeId));
	const { channels } = open.call.session.port.scope.profile.changes;
	return endOfHandOver(await handToStaff(open, { changes, outcomes }, channels));
}

function refused(changeId: string, code: RefusalCode): ChangeOutcome {
	return { changeId, outcome: 'refused', code };
}
