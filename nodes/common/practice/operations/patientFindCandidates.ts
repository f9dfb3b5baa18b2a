import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { SafeError } from '../../../../lib/privacy/errors';
import { auditOptionsField } from '../fields';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { preparePage } from '../preparePage';
import type { PatientSearch, SourcePatient } from '../port';
import type { Session } from '../session';

/** Patients that one search may give; more than that tell nothing about one person. */
const searchLimit = 25;

const customerSchema = z.object({
	id: z.string().min(1),
	demographics: z
		.object({
			givenName: z.string().nullish(),
			familyName: z.string().nullish(),
			birthDate: z.string().nullish(),
		})
		.nullish(),
});

/**
 * For HealthSail customers without a patient: patients of the practice that may be the same person,
 * for Patient Match to decide. The counterpart of HealthSail's Customer: Find Candidates.
 */
export const patientFindCandidates: PracticeOperation = {
	resource: 'patient',
	operation: 'findCandidates',
	name: 'Find Candidates',
	action: 'Find candidate patients',
	description:
		'For each HealthSail customer, find patients of the practice that may be the same person',
	capability: 'patients.search',
	fields: (show) => [auditOptionsField(show)],
	async run({ context, session, itemIndex, param }) {
		const { json } = context.getInputData()[itemIndex];
		const { found, isCutOff } = await searchAll(session, queriesOf(json));
		const { flow, runId } = param<{ flow?: string; runId?: string }>('options', {});
		const { items, counts } = await preparePage(session, found, {
			dataScope: 'demographics',
			...(flow && { flow }),
			...(runId && { runId }),
		});
		const candidates = items.filter(({ syncState }) => syncState === 'included');
		// Whoever is opted out or flagged may be the one that fits, and must not come out.
		const isHidden = counts.excluded + counts.leaving > 0;
		const more = (isCutOff || isHidden) && { candidatesTruncated: true };
		return [toItems([{ ...json, candidates, ...more }])];
	},
};

/** By family name and birth date, and by given name and birth date for a changed family name. */
function queriesOf(json: IDataObject): PatientSearch[] {
	const parsed = customerSchema.safeParse(json);
	if (!parsed.success) {
		throw new SafeError({
			kind: 'validation',
			message: 'The item is not a HealthSail customer.',
			nextStep: 'Connect this node to the output of HealthSail: Customer, Get Many.',
			fields: [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))].slice(0, 10),
		});
	}
	const { givenName, familyName, birthDate } = parsed.data.demographics ?? {};
	if (!birthDate) return familyName && givenName ? [{ familyName, givenName }] : [];
	return [
		...(familyName ? [{ familyName, birthDate }] : []),
		...(givenName ? [{ givenName, birthDate }] : []),
	];
}

async function searchAll(
	{ port }: Session,
	queries: readonly PatientSearch[],
): Promise<{ found: readonly SourcePatient[]; isCutOff: boolean }> {
	const found = new Map<string, SourcePatient>();
	let isCutOff = false;
	for (const query of queries) {
		const part = await port.patients.search(query, searchLimit);
		// One that was left out may fit as well, so the matcher must not take the others for all.
		isCutOff ||= part.length >= searchLimit;
		for (const source of part) found.set(source.patient.id, source);
	}
	return { found: [...found.values()], isCutOff };
}
