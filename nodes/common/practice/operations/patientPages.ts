import type { INodeProperties } from 'n8n-workflow';

import { visitedSince } from '../../../../lib/sync/inclusion';
import { civilDateAt } from '../../../../lib/values/civilDate';
import type { ShowWhen } from '../../fields';
import { cursorField, pageSizeField, sinceField } from '../../fields';
import { auditOptionsField } from '../fields';
import { knownPatientIds } from '../knownPatients';
import type { PracticeCall, PracticeOperation } from '../operation';
import type { Unreached } from '../port';
import { toItems } from '../operation';
import { pageSizeOf } from '../pageSize';
import { preparePage } from '../preparePage';
import { summariseFailures } from '../summariseFailures';
import { toInstant } from '../times';

const outputs = ['Patients', 'Page'] as const;

/** One page of the patients that changed since a time. */
export const patientGetChanged: PracticeOperation = {
	resource: 'patient',
	operation: 'getChanged',
	name: 'Get Changed',
	action: 'Get changed patients',
	description: 'Get one page of the patients that changed since a time',
	capability: 'patients.changed',
	outputs,
	fields: (show) => [
		sinceField(show),
		cursorField(show),
		pageSizeField(show),
		auditOptionsField(show),
	],
	async run(call) {
		const since = toInstant(call.param('since', ''), call.context.getTimezone(), {
			label: 'Changed Since',
			field: 'since',
		});
		return await readPage(call, { read: 'changed', since });
	},
};

/** One page of all patients of the practice. */
export const patientGetAll: PracticeOperation = {
	resource: 'patient',
	operation: 'getAll',
	name: 'Get All',
	action: 'Get all patients',
	description: 'Get one page of all patients of the practice',
	capability: 'patients.all',
	outputs,
	fields: (show) => [
		cohortVisitsOnlyField(show),
		cursorField(show),
		pageSizeField(show),
		auditOptionsField(show),
	],
	async run(call) {
		const { scope } = call.session.port;
		const since = call.param('cohortVisitsOnly', false)
			? visitedSince(scope.profile, civilDateAt(new Date().toISOString(), scope.timeZone) ?? '')
			: undefined;
		return await readPage(call, {
			read: 'all',
			...(since !== undefined && { visitedSince: since }),
		});
	},
};

/** Saves a first load the patients whom the cohort would drop anyway. */
function cohortVisitsOnlyField(show: ShowWhen): INodeProperties {
	return {
		displayName: 'Only Recently Seen',
		name: 'cohortVisitsOnly',
		type: 'boolean',
		default: false,
		description:
			'Whether to list only patients seen within the months of the cohort rule, when the practice profile has such a rule and the practice system can tell. Turn on for a first load; leave off for a compare, which must also see who left the cohort.',
		displayOptions: { show },
	};
}

async function readPage(
	{ session, param }: PracticeCall,
	request: { read: 'all'; visitedSince?: string } | { read: 'changed'; since: string },
) {
	const { port, client } = session;
	const before = { vendor: port.calls(), healthSail: client.calls() };
	// Expressions hand over null where a run has no cursor yet.
	const cursor = param<string | null>('cursor', '')?.trim();
	const { flow, runId } = param<{ flow?: string; runId?: string }>('options', {});
	const page = await port.patients.page({
		...request,
		...(request.read === 'all' && { known: knownPatientIds(session) }),
		pageSize: pageSizeOf(param<number>('pageSize', 0), port.scope.profile),
		...(cursor && { cursor }),
	});
	const prepared = await preparePage(session, page.patients, {
		dataScope: 'demographics',
		...(flow && { flow }),
		...(runId && { runId }),
	});
	const failed = page.failed.length;
	return [
		toItems(prepared.items),
		toItems([
			{
				nextCursor: page.nextCursor ?? null,
				done: page.nextCursor === undefined,
				readStartedAt: page.readStartedAt,
				counts: { ...prepared.counts, read: prepared.counts.read + failed, failed },
				calls: {
					vendor: port.calls() - before.vendor,
					healthSail: client.calls() - before.healthSail,
				},
				failures: [...summariseFailures(page.failed), ...(page.unreached ?? []).map(toProblem)],
			},
		]),
	];
}

/** Who cannot be reached stands in the run's report beside what failed, without being a failure. */
function toProblem({ code, count }: Unreached) {
	return {
		kind: 'unsupported',
		vendorCode: `unreached.${code}`,
		operation: 'patients.all',
		...(count !== null && { count }),
	};
}
