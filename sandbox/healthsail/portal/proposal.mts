import type { GivenChangeRequest } from '../store/changeRequests.mjs';
import type { ChangeRequest } from '../store/changeState.mjs';
import { isEqual } from '../store/equal.mjs';
import type { Tenant } from '../store/tenant.mjs';
import type { Customer, ExternalIdLink } from '../store/types.mjs';
import { clean, type Part, type Texts } from './parts/part.mjs';

type Change = GivenChangeRequest['changes'][number];

/** What a sent form comes to. */
export interface Outcome {
	changes: Change[];
	/** Sentence per input that is wrong. */
	errors: Record<string, string>;
	/** What the form is filled with when it is shown again. */
	texts: Record<string, string>;
}

/** A practice that has the customer as its patient. */
export interface PracticeOf {
	system: string;
	practiceId: string;
}

/** The practices that have this customer as their patient, the main one first. */
export function practicesOf(customer: Customer): PracticeOf[] {
	const links = customer.externalIds.filter(isPatientLink);
	const inOrder = [...links].sort((a, b) => Number(b.primary) - Number(a.primary));
	const found: PracticeOf[] = [];
	for (const { system, practiceId } of inOrder) {
		if (!found.some((one) => one.system === system && one.practiceId === practiceId)) {
			found.push({ system, practiceId });
		}
	}
	return found;
}

function isPatientLink({ type, verification }: ExternalIdLink): boolean {
	return type === 'patient' && verification === 'verified';
}

/** Requests of a customer to a practice of which something may still come. */
export function waitingAt(tenant: Tenant, customer: Customer, at: PracticeOf): ChangeRequest[] {
	return tenant.changeRequests
		.unclosedOf(customer.id)
		.filter(
			({ pmSystem, practiceId, direction }) =>
				pmSystem === at.system && practiceId === at.practiceId && direction === 'to_pm',
		);
}

/** The newest value that waits for this part; undefined when none does. */
export function waitingValue(
	waiting: readonly ChangeRequest[],
	path: string,
): { to: unknown } | undefined {
	return waiting
		.flatMap(({ changes }) => changes)
		.findLast((change) => change.path === path && change.decision !== 'rejected');
}

/**
 * What a patient changed on a form. Only inputs that the patient touched count: what the practice
 * changed while the form was open is no proposal, and a field that both changed is shown again.
 *
 * @param seen what the form was filled with
 */
export function readForm(
	parts: readonly Part[],
	seen: Texts,
	posted: URLSearchParams,
	waiting: readonly ChangeRequest[],
): Outcome {
	const outcome: Outcome = { changes: [], errors: {}, texts: {} };
	for (const part of parts) {
		const entered = enteredIn(part, seen, posted);
		const isTouched = differs(part, entered, seen) && differs(part, entered, part.shown);
		Object.assign(outcome.texts, isTouched ? entered : part.shown);
		if (!isTouched) continue;
		if (differs(part, seen, part.shown)) {
			outcome.errors[part.inputs[0].name] = changedMeanwhile(part);
			continue;
		}
		const read = part.read(entered);
		if ('errors' in read) Object.assign(outcome.errors, read.errors);
		else if (isNews(part, read.value, waiting)) {
			outcome.changes.push({ path: part.path, from: part.onFile, to: read.value });
		}
	}
	return outcome;
}

/** Whether a value is neither what the practice has nor what waits for it. */
export function isNews(part: Part, value: unknown, waiting: readonly ChangeRequest[]): boolean {
	if (isEqual(value, part.onFile)) return false;
	const asked = waitingValue(waiting, part.path);
	return asked === undefined || !isEqual(asked.to, value);
}

/** Texts of a part's inputs; an input that was not sent keeps what it was filled with. */
function enteredIn(part: Part, seen: Texts, posted: URLSearchParams): Texts {
	return Object.fromEntries(
		part.inputs.map(({ name }) => [name, clean(posted.get(name) ?? seen[name])]),
	);
}

function differs(part: Part, left: Texts, right: Texts): boolean {
	return part.inputs.some(({ name }) => (left[name] ?? '') !== (right[name] ?? ''));
}

function changedMeanwhile(part: Part): string {
	const now = Object.values(part.shown).filter(Boolean).join(', ');
	return `Your practice changed this while the page was open. It now has ${now || 'nothing'}. Send again if your entry is right.`;
}

/** Sends changes to a practice as one request of the patient. The customer stays as it is. */
export function propose(
	tenant: Tenant,
	customer: Customer,
	at: PracticeOf,
	changes: Change[],
): ChangeRequest {
	// The event belongs to no call of the API.
	tenant.correlationId = undefined;
	return tenant.changeRequests.create({
		customerId: customer.id,
		pmSystem: at.system,
		practiceId: at.practiceId,
		direction: 'to_pm',
		origin: 'patient',
		reviewMode: 'in_healthsail',
		changes,
		basis: { customerVersion: customer.version },
	});
}
