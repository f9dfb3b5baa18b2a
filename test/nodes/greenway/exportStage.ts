import type { PatientPage, PracticeSystem } from '../../../nodes/common/practice/port';
import type { Answering, FakeGreenway } from '../../contract/greenway.support';
import { fhirPath, json, startFake } from '../../contract/greenway.support';

/** What the tests of exports share: a server that answers what a test says (sheet 5). */

const profile = (fhir: object) => ({
	greenwayFhirApi: { practiceProfile: JSON.stringify({ version: 1, greenway: { fhir } }) },
});

/** Fakes for one test after the other; `close` ends the one that runs. */
export function exportStage() {
	let fake: FakeGreenway | undefined;
	return {
		/** Starts a server and opens Intergy's port on it; `fhir` are settings of the profile. */
		async open(answering: Answering, fhir: object = {}): Promise<PracticeSystem> {
			fake = await startFake(answering);
			return await fake.open('intergy', profile(fhir));
		},
		fake(): FakeGreenway {
			if (fake === undefined) throw new Error('No server was started.');
			return fake;
		},
		async close(): Promise<void> {
			await fake?.close();
			fake = undefined;
		},
	};
}

/** The path of a request behind the FHIR base. */
export const pathOf = (url: URL) => url.pathname.slice(fhirPath.length + 1);

/** One page of everybody: the first, or that of a cursor. */
export const first = async (
	port: PracticeSystem,
	cursor?: string,
	pageSize = 50,
): Promise<PatientPage> =>
	await port.patients.page({ read: 'all', pageSize, ...(cursor !== undefined && { cursor }) });

/** The answer about an export that is ready, with one file of patients and one of coverages. */
export function manifest(host: string, over: object = {}) {
	const file = (name: string) => `http://${host}${fhirPath}/files/${name}`;
	return json({
		transactionTime: '2026-09-14T18:00:00Z',
		request: '',
		requiresAccessToken: true,
		output: [
			{ type: 'Patient', url: file('patients') },
			{ type: 'Coverage', url: file('coverages') },
		],
		error: [],
		...over,
	});
}
