import type { AdvancedMdReader } from './reader';
import { serverStamp } from './times';
import type { PatientVisit } from './wire/visit';
import { readChangedVisits, readPatientVisits } from './wire/visit';

/** Ids of the visits that changed since a time, rising (getupdatedvisits, sheet 4.7). Throws SafeError. */
export async function listChangedVisits(
	{ transport, settings }: AdvancedMdReader,
	since: string,
): Promise<string[]> {
	const { serverTimeZone, changeOverlapMinutes } = settings;
	const answer = await transport.message('getupdatedvisits', {
		'@datechanged': serverStamp(since, serverTimeZone, changeOverlapMinutes) ?? '',
		visit: { '@apptstatus': 'ApptStatus' },
	});
	if (answer === undefined) return [];
	const ids = new Set(readChangedVisits(answer.results, answer.facts));
	return [...ids].sort((left, right) => (BigInt(left) < BigInt(right) ? -1 : 1));
}

/** The visits of one patient (getpatientvisits, sheet 4.7). Throws SafeError. */
export async function listPatientVisits(
	{ transport }: AdvancedMdReader,
	patientId: string,
): Promise<PatientVisit[]> {
	const answer = await transport.message('getpatientvisits', {
		'@patientid': patientId,
		visit: {
			'@apptstatus': 'ApptStatus',
			'@duration': 'Duration',
			'@Visitstartdatetime': 'VisitStartDateTime',
		},
	});
	return answer === undefined ? [] : readPatientVisits(answer.results, answer.facts);
}
