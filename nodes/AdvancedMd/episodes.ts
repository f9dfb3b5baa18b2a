import { z } from 'zod';

import { parseWire } from '../common/parseWire';
import type { AdvancedMdReader } from './reader';
import { listOf, rowsOf, wireId } from './wire/members';

const episodeSchema = z.object({ id: wireId });

/** Number of the patient's first episode (getepisodes, sheet 4.7); undefined = there is none. */
export async function fetchEpisode(
	{ transport }: AdvancedMdReader,
	patientId: string,
): Promise<number | undefined> {
	const answer = await transport.message('getepisodes', { '@patientid': patientId });
	if (answer === undefined) return undefined;
	const patients = [
		...rowsOf(answer.results.patient),
		...listOf(answer.results, 'patientlist', 'patient'),
	];
	const [episode] = patients.flatMap((patient) => listOf(patient, 'episodelist', 'episode'));
	return episode && Number(parseWire(episodeSchema, episode, answer.facts).id);
}
