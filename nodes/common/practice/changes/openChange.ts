import { z } from 'zod';

import type { FieldChange } from '../../../../lib/changes/field';
import { toFieldChanges } from '../../../../lib/changes/fromRequest';
import type { StoredChangeRequest } from '../../healthsail/changeRequests';
import { getChangeRequest } from '../../healthsail/changeRequests';
import { externalIdsSchema } from '../../healthsail/externalIds';
import { SafeError } from '../../../../lib/privacy/errors';
import type { PracticeCall } from '../operation';
import type { Session } from '../session';
import type { StandingCustomer } from '../standing';
import { standings } from '../standing';
import { idOf } from '../operations/readOptions';
import { HeldRequest } from './heldRequest';

/** Whom a request is about, as far as HealthSail can tell. */
export type ChangeSubject =
	| { readonly state: 'patient'; readonly patientId: string; readonly customer: StandingCustomer }
	/** `patientId`: the person has become a patient of the practice since. */
	| { readonly state: 'newPatient'; readonly customerId?: string; readonly patientId?: string }
	| { readonly state: 'customerMerged' }
	/** Opted out, or no longer in the sync. */
	| { readonly state: 'keptOut' }
	| { readonly state: 'patientUnclear' };

/** A change request of this practice with all that is needed to work on it. */
export interface OpenChange {
	readonly call: PracticeCall;
	readonly held: HeldRequest;
	readonly subject: ChangeSubject;
	/** `from` is what staff saw where somebody decided, else what it was proposed from. */
	readonly changes: readonly FieldChange[];
	/** Ids of changes that no field of a practice's record holds: for people only. */
	readonly unknown: readonly string[];
}

/** One about a patient whom the practice and HealthSail know. */
export type OpenPatientChange = OpenChange & {
	readonly subject: Extract<ChangeSubject, { readonly state: 'patient' }>;
};

const entrySchema = z.object({ id: z.string().nullish(), use: z.string() });
const customerSchema = z.object({
	status: z.string().nullish(),
	externalIds: externalIdsSchema,
	demographics: z.object({ phones: z.array(entrySchema).nullish() }).nullish(),
	addresses: z.array(entrySchema).nullish(),
});
type Customer = z.output<typeof customerSchema>;

/** Reads the request that the parameter names. Throws SafeError as `openRequest` does. */
export async function openChange(call: PracticeCall): Promise<OpenChange> {
	const id = idOf(call, 'demographicChangeRequestId');
	if (id !== '') return await openRequest(call, id);
	throw new SafeError({
		kind: 'validation',
		message: 'The ID of the change request is empty.',
		nextStep: 'Fill the Change Request ID parameter.',
		system: call.session.port.scope.system,
		fields: ['demographicChangeRequestId'],
	});
}

/**
 * Reads a request of this practice and whom it is about. Throws SafeError: `notFound` for one of
 * another practice too, `validation` for one that goes the other way.
 */
export async function openRequest(call: PracticeCall, id: string): Promise<OpenChange> {
	const { session } = call;
	const { client } = session;
	const { system, practiceId } = session.port.scope;
	const request = await getChangeRequest(client, id);
	if (request.pmSystem !== system || request.practiceId !== practiceId) throw notOurs(system);
	if (request.direction !== 'to_pm') throw otherWay(system);
	const customer = await readCustomer(session, request);
	const { changes, unknown } = toFieldChanges(
		request.changes.map((change) => ({
			...change,
			from: change.valueSeen === undefined ? change.from : change.valueSeen,
		})),
		{ phones: customer?.demographics?.phones, addresses: customer?.addresses },
	);
	return {
		call,
		held: new HeldRequest(client, request),
		subject: await subjectOf(session, request, customer),
		changes,
		unknown: unknown.map(({ changeId }) => changeId),
	};
}

/** Whether the request is about a patient whom the practice and HealthSail know. */
export function isOfPatient(open: OpenChange): open is OpenPatientChange {
	return open.subject.state === 'patient';
}

async function readCustomer(
	{ client }: Session,
	{ customerId }: StoredChangeRequest,
): Promise<Customer | undefined> {
	if (!customerId) return undefined;
	return await client.parsed(
		{
			operation: 'getCustomer',
			method: 'GET',
			path: `/customers/${encodeURIComponent(customerId)}`,
			fields: 'status,externalIds,demographics(phones(id,use)),addresses(id,use)',
		},
		customerSchema,
	);
}

async function subjectOf(
	session: Session,
	{ customerId, kind }: StoredChangeRequest,
	customer: Customer | undefined,
): Promise<ChangeSubject> {
	// HealthSail moves open requests with a merge; one that stayed names a person for nobody.
	if (customer?.status === 'merged') return { state: 'customerMerged' };
	const { system, practiceId } = session.port.scope;
	const ids = (customer?.externalIds ?? []).filter(
		(id) =>
			id.type === 'patient' &&
			id.system === system &&
			id.practiceId === practiceId &&
			id.verification === 'verified',
	);
	const [first] = ids;
	if (kind === 'new_patient') {
		return {
			state: 'newPatient',
			...(customerId && { customerId }),
			...(first && { patientId: first.value }),
		};
	}
	if (first === undefined || ids.length > 1) return { state: 'patientUnclear' };
	const patientId = first.value;
	const standing = (await standings(session, new Set([patientId]))).get(patientId);
	if (standing?.state === 'excluded') return { state: 'keptOut' };
	return standing?.state === 'included' && standing.customer.customerId === customerId
		? { state: 'patient', patientId, customer: standing.customer }
		: { state: 'patientUnclear' };
}

function notOurs(system: string): SafeError {
	return new SafeError({
		kind: 'notFound',
		message: 'HealthSail has no such change request for this practice.',
		nextStep: 'Check the ID, and that the request is one to the practice of the credential.',
		system,
		fields: ['demographicChangeRequestId'],
	});
}

function otherWay(system: string): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'This change request goes from the practice to HealthSail.',
		nextStep: 'Give this operation only requests of direction To PM.',
		system,
		fields: ['demographicChangeRequestId'],
	});
}
