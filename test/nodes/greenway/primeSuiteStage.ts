import type { GreenwaySandbox } from './support';
import { profileOf, startGreenway } from './support';

/** What the tests of Prime Suite's GAPI share. */

export async function startPrimeSuite(port: number): Promise<GreenwaySandbox> {
	return await startGreenway(port, 'primeSuite', [
		...['--patients', '60', '--seed', '11', '--speed', '60'],
		...['--second-practice', '5', '--opted-out', '2', '--flagged', '2'],
	]);
}

/** Settings of Prime Suite, laid over the credential. */
export const setting = (primeSuite: object) => ({
	greenwayFhirApi: { practiceProfile: profileOf({ primeSuite }) },
});
