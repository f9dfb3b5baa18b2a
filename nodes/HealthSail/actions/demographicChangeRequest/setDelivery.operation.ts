import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { audited } from '../../../common/healthsail/audit';
import type { ChangeDelivery } from '../../../common/healthsail/changeRequests';
import { recordDelivery } from '../../../common/healthsail/changeRequests';
import { invalidField } from '../body';
import type { Call, ItemOperation } from '../operation';
import { keep, setDeliveryFields } from './setDeliveryFields';
import { readRequest, readTarget, requestReport, toStates, type Target } from './target';

/** Records how a request reached the practice, for flows that send it themselves. */
export const setDelivery: ItemOperation = {
	kind: 'item',
	name: 'Set Delivery',
	action: 'Set delivery of demographic change request',
	description: 'Record how a demographic change request reached the practice, and close it',
	fields: setDeliveryFields,
	async execute(call) {
		const request = readRequest(call);
		const told = readDelivery(call);
		const target = await readTarget(call, request.id);
		const body = { ...told, ...readOutcomes(call, target) };
		if (Object.keys(body).length === 0) {
			throw invalidField('Additional Fields', 'and the fields above it tell nothing new');
		}
		const report = requestReport(call, request.id, {
			action: 'update',
			fields: Object.keys(body).map((name) => `delivery.${name}`),
			workflowStep: 'demographicChangeRequest.setDelivery',
			customerId: target.customerId,
		});
		return await audited(call.client, [report], async () =>
			toStates(await recordDelivery(call.client, request, body)),
		);
	},
};

function additional(call: Call): IDataObject {
	return call.param<IDataObject>('additionalFields', {});
}

function readDelivery(call: Call): ChangeDelivery {
	const chosen = (name: string) => {
		const value = call.param<string>(name, keep);
		return value === keep || value === '' ? undefined : value;
	};
	const state = chosen('deliveryState') as ChangeDelivery['state'];
	const channel = chosen('channel') as ChangeDelivery['channel'];
	const { attempts, closedAs, lastErrorCode, pmRefs, remindedAt } = additional(call);
	return {
		...(state && { state }),
		...(channel && { channel }),
		...(pmRefs !== undefined && { pmRefs: readReferences(pmRefs) }),
		...(attempts !== undefined && { attempts: Number(attempts) }),
		...(lastErrorCode !== undefined && { lastErrorCode: String(lastErrorCode).trim() || null }),
		...(remindedAt && { remindedAt: readTime('Reminded At', remindedAt) }),
		...(closedAs ? { closedAs: closedAs as ChangeDelivery['closedAs'] } : {}),
	};
}

const referencesSchema = z.object({
	entries: z
		.array(
			z.object({
				type: z.string().trim().min(1).max(40),
				id: z.coerce.string().trim().min(1).max(100),
			}),
		)
		.max(50)
		.optional()
		.default([]),
});

function readReferences(given: unknown): NonNullable<ChangeDelivery['pmRefs']> {
	const references = referencesSchema.safeParse(given);
	if (references.success) return references.data.entries;
	throw invalidField('Practice References', 'needs entries with a type and an ID');
}

/** RFC 3339 UTC. */
function readTime(label: string, given: unknown): string {
	const time = Date.parse(String(given));
	if (Number.isNaN(time)) throw invalidField(label, 'is not a time');
	return new Date(time).toISOString();
}

/** The same outcome for every change that staff approved. */
function readOutcomes(call: Call, { changes }: Target): Pick<ChangeDelivery, 'outcomes'> {
	const { outcome } = additional(call);
	if (!outcome) return {};
	return {
		outcomes: changes
			.filter(({ decision }) => decision === 'approved')
			.map(({ id }) => ({
				changeId: id,
				outcome: outcome as NonNullable<ChangeDelivery['outcomes']>[number]['outcome'],
			})),
	};
}
