import { sleep } from 'n8n-workflow';

import type { Money } from '../../lib/canonical/coverage';
import type { EligibilityResult } from '../../lib/canonical/eligibility';
import { SafeError } from '../../lib/privacy/errors';
import { parseInstant } from '../../lib/values/civilDate';
import { dropAbsent } from '../../lib/values/dropAbsent';
import { parseMoney } from '../../lib/values/money';
import { cleanDetail } from '../../lib/values/text';
import { outcomeOf } from '../common/outcome';
import { parseWire } from '../common/parseWire';
import { fetchDemographic } from './demographic';
import { unknownOutcome } from './faults';
import type { AdvancedMdReader } from './reader';
import { wireReference, wireText } from './wire/members';
import type { AdvancedMdPlan } from './wire/patient';
import { z } from 'zod';

/**
 * The results that AdvancedMD keeps with the policies of a patient, the newest first (sheet 4.4). A
 * policy that was never checked gives none. Throws SafeError.
 */
export async function readLastResults(
	reader: AdvancedMdReader,
	patientId: string,
): Promise<EligibilityResult[]> {
	const wire = await fetchDemographic(reader, patientId);
	const results = (wire?.plans ?? []).flatMap((plan) => toResult(reader, patientId, plan));
	return results.sort((left, right) => ((left.checkedAt ?? '') < (right.checkedAt ?? '') ? 1 : -1));
}

function toResult(
	{ scope, settings }: AdvancedMdReader,
	patientId: string,
	plan: AdvancedMdPlan,
): EligibilityResult[] {
	const code = plan.eligibilitystatusid;
	if (!code && !plan.eligibilityid) return [];
	const answeredAt = plan.eligibilityresponsedate || plan.eligibilitychangedat;
	return [
		dropAbsent({
			system: scope.system,
			practiceId: scope.practiceId,
			patientId,
			coverageId: plan.id,
			requestId: plan.eligibilityid,
			status: settings.eligibility.statuses[code ?? ''] ?? ('unknown' as const),
			statusText: code,
			serviceTypeCode: cleanDetail(plan.eligibilitystc),
			checkedAt: parseInstant(answeredAt, settings.serverTimeZone),
			copay: plan.copaytype === '%' ? undefined : money(plan.copay),
			deductible: money(plan.deductible),
			deductibleMet: money(plan.deductiblemet),
		}),
	];
}

const answerSchema = z.object({ eligibilityid: wireReference, eligibilitystatusid: wireText });

/**
 * Asks the payer through AdvancedMD and looks for the answer as long as the profile says (sheet 4.4).
 * Off until the profile turns it on, as little is known about it. Once AdvancedMD took the request,
 * trouble with its answer leaves it pending: an error would invite to ask the payer again. Throws
 * SafeError.
 */
export async function requestEligibility(
	reader: AdvancedMdReader,
	patientId: string,
	coverageId: string,
	serviceTypeCode: string,
	haste: number,
): Promise<EligibilityResult> {
	const { scope, settings, transport } = reader;
	const { request, statuses, pollSeconds, waitSeconds } = settings.eligibility;
	if (!request) throw switchedOff();
	const asked = await transport.message('submitdemandrequest', {
		'@patientid': patientId,
		'@insurancecoverageid': coverageId,
		'@eligibilitystc': serviceTypeCode,
	});
	if (asked === undefined) throw switchedOff();
	const id = answerSchema.safeParse(asked.results).data?.eligibilityid;
	if (!id) throw unknownOutcome(asked.facts, 'NoEligibilityId');
	const pending: EligibilityResult = {
		system: scope.system,
		practiceId: scope.practiceId,
		patientId,
		coverageId,
		requestId: id,
		status: 'pending',
		serviceTypeCode,
	};
	for (let waited = 0; waited < waitSeconds; waited += pollSeconds) {
		await sleep((pollSeconds * 1000) / haste);
		const poll = await outcomeOf(async () => await readStatus(reader, id));
		if (!poll.ok) return pending;
		const code = poll.value;
		const status = statuses[code ?? ''] ?? 'unknown';
		if (!code || status === 'pending') continue;
		return { ...pending, status, statusText: code, checkedAt: reader.now().toISOString() };
	}
	return pending;
}

async function readStatus(
	{ transport }: AdvancedMdReader,
	id: string,
): Promise<string | null | undefined> {
	const poll = await transport.message('CheckEligibilityResponse', { '@eligibilityid': id });
	return poll && parseWire(answerSchema, poll.results, poll.facts).eligibilitystatusid;
}

function money(text: string | null | undefined): Money | undefined {
	const amount = parseMoney(text);
	return amount === undefined ? undefined : { amount, currency: 'USD' };
}

function switchedOff(): SafeError {
	return new SafeError({
		kind: 'unsupported',
		message: 'Asking payers through AdvancedMD is switched off in the practice profile.',
		nextStep:
			'Use the last stored result, or set advancedmd.eligibility.request in the profile to true once your practice has tried it.',
		system: 'advancedmd',
		operation: 'submitdemandrequest',
	});
}
