// What the sandbox's two systems really hold, as their control API tells it to tests.
import axios from 'axios';
import type { Sandbox } from '../../../host/sandboxServer.mjs';
import { SANDBOX_LOGIN } from '../../../host/sandboxServer.mjs';

export interface ExternalId {
	system: string;
	practiceId: string;
	type: string;
	value: string;
}

/** An external id on a customer. */
export interface LinkedId extends ExternalId {
	verification?: string;
	matchMethod?: string;
}

export interface Customer {
	id: string;
	version: number;
	source: string;
	status: string;
	externalIds: LinkedId[];
	demographics?: Record<string, unknown> | null;
	addresses: Array<Record<string, unknown>>;
	emergencyContacts?: Array<Record<string, unknown>>;
	syncState: string;
	syncReason?: string | null;
}

export interface Coverage {
	id: string;
	customerId: string;
	status: string;
	externalIds: ExternalId[];
	[member: string]: unknown;
}

export interface Lease {
	key: string;
	owner: string;
	until: string;
	cursor: string | null;
	state: string;
}

export interface HealthSailState {
	customers: Customer[];
	coverages: Coverage[];
	leases: Lease[];
	auditEvents: AuditEvent[];
	matchReviews: MatchReview[];
	matchExclusions: MatchExclusion[];
	patientMerges: PatientMerge[];
	demographicChangeRequests: ChangeRequest[];
	pmIncidents: PmIncident[];
}

/** A practice's patient and a customer. */
export interface Pair {
	externalId: ExternalId;
	customerId: string;
}

export interface MatchReview {
	id: string;
	version: number;
	pair: Pair;
	kind: string;
	state: string;
	decision?: string;
	by?: string;
	reasons: string[];
}

export interface MatchExclusion extends Pair {
	id: string;
	by: string;
}

export interface PatientMerge {
	id: string;
	survivor: string;
	loser: string;
	state: string;
	moved: Array<{ kind: string; id: string }>;
	matchReviewId?: string;
}

export interface ChangeRequest {
	id: string;
	version: number;
	customerId?: string;
	kind: 'change' | 'new_patient';
	pmSystem: string;
	practiceId: string;
	changes: RequestedChange[];
	review: { state: string; reviewer?: Reviewer; comment?: string | null };
	delivery: {
		state: string;
		channel?: string | null;
		pmRefs: Array<{ type: string; id: string }>;
		attempts: number;
		lastErrorCode?: string | null;
		remindedAt?: string | null;
	};
	closedAs?: 'accepted' | 'superseded' | 'unanswered' | null;
}

export interface RequestedChange {
	id: string;
	path: string;
	from: unknown;
	to: unknown;
	decision: 'pending' | 'approved' | 'rejected';
	decisionReason?: string | null;
	decidedBy?: Reviewer | null;
	/** Absent where nobody decided; null = the practice had nothing there. */
	valueSeen?: unknown;
	current?: { value: unknown; verdict: string; readAt: string } | null;
	outcome?: string | null;
	outcomeCode?: string | null;
}

export interface Reviewer {
	id: string;
	name: string;
	method: string;
}

/** A write that changed more than it should. */
export interface PmIncident {
	id: string;
	version: number;
	pmSystem: string;
	practiceId: string;
	kind: string;
	fields: string[];
	state: 'open' | 'released';
	releasedBy?: string;
}

export interface AuditEvent {
	id: string;
	/** `integration`: reported by a client; others are HealthSail's own. */
	class: string;
	action: string;
	outcome: string;
	workflowStep?: string;
	customerId?: string;
	approvedBy?: string;
	subjects?: Array<{ type: string; keyedHash: string }>;
}

export interface Phone {
	number: string;
	extension?: string;
}

export interface TruthPolicy {
	id: string;
	companyName: string;
	planName: string;
	number?: string;
	groupNumber?: string;
	copay?: string;
	start?: string;
	end?: string;
	relationship: string;
}

/** A patient as the practice holds it. */
export interface TruthPatient {
	id: string;
	practiceId?: string;
	group: string;
	firstName: string;
	middleName?: string;
	lastName: string;
	suffix?: string;
	sex?: string;
	birthDate?: string;
	email?: string;
	phones: Partial<Record<'home' | 'mobile' | 'work', Phone>>;
	address: { line1?: string; line2?: string; city?: string; state?: string; zip?: string };
	emergency?: { name: string; phone?: Phone };
	cases: Array<{ policies: TruthPolicy[] }>;
}

export interface RecordedRequest {
	system: string;
	operation: string;
	body: string;
}

const http = axios.create({ proxy: false });

export async function healthSailState(sandbox: Sandbox): Promise<HealthSailState> {
	return (await http.get(`${sandbox.statusUrl}/control/healthsail/state`)).data as HealthSailState;
}

/** Patients of a group: `included`, `optedOut`, `flagged`, `secondPractice`. */
export async function practiceState(sandbox: Sandbox, group: string): Promise<TruthPatient[]> {
	const answer = await http.get(`${sandbox.statusUrl}/control/tebra/state?group=${group}`);
	return (answer.data as { patients: TruthPatient[] }).patients;
}

/** The request bodies that a system received while recording was on. */
export async function recordedRequests(
	sandbox: Sandbox,
	system: string,
): Promise<RecordedRequest[]> {
	const answer = await http.get(`${sandbox.statusUrl}/control/recording?system=${system}`);
	return (answer.data as { requests: RecordedRequest[] }).requests;
}

/** Grants the API user of the practice system a right, or takes it away. */
export async function setRight(
	sandbox: Sandbox,
	operation: string,
	granted: boolean,
): Promise<void> {
	await http.post(`${sandbox.statusUrl}/control/tebra/permission`, { operation, granted });
}

/** Lets the sandbox's time jump forward. */
export async function advanceClock(sandbox: Sandbox, seconds: number): Promise<void> {
	await http.post(`${sandbox.statusUrl}/control/clock/advance`, { seconds });
}

/** Puts a patient of the practice on HealthSail's opt-out list, as the import of such a list does. */
export async function optOut(sandbox: Sandbox, patientId: string): Promise<void> {
	const externalId = { system: 'tebra', practiceId: '1', type: 'patient', value: patientId };
	const item = { externalId, list: 'opted_out', reason: 'asked not to be synced (synthetic)' };
	await http.post(
		`${sandbox.healthSailUrl}/cohort-entries/bulk-upsert`,
		{ matchOn: 'externalIds', items: [item] },
		{ headers: writeHeaders(`e2e-opt-out-${patientId}`) },
	);
}

/** Asks for a change of a customer's e-mail address at the practice, as HealthSail's shop does. */
export async function proposeEmail(sandbox: Sandbox, customerId: string): Promise<string> {
	const answer = await http.post(
		`${sandbox.healthSailUrl}/demographic-change-requests`,
		{
			...{ customerId, kind: 'change', pmSystem: 'tebra', practiceId: '1' },
			...{ direction: 'to_pm', origin: 'patient', reviewMode: 'in_healthsail' },
			changes: [{ path: '/demographics/email', from: null, to: 'changed@example.org' }],
		},
		{ headers: writeHeaders(`e2e-change-${customerId}`) },
	);
	return (answer.data as { id: string }).id;
}

/** Makes customers that came by the shop; answers their ids in the same order. */
export async function addShoppers(sandbox: Sandbox, items: readonly object[]): Promise<string[]> {
	const answer = await http.post(`${sandbox.statusUrl}/control/healthsail/customers`, { items });
	return (answer.data as { ids: string[] }).ids;
}

/** The practice's own id of a customer's patient. */
export function patientIdOf(customer: Pick<Customer, 'externalIds'>): string | undefined {
	return customer.externalIds.find(
		({ type, verification }) => type === 'patient' && verification !== 'rejected',
	)?.value;
}

function writeHeaders(idempotencyKey: string): Record<string, string> {
	return {
		Authorization: `Bearer ${SANDBOX_LOGIN.healthSailApiKey}`,
		'Idempotency-Key': idempotencyKey,
	};
}
