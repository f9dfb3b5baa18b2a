import type { GreenwaySandbox } from './support';
import { startGreenway } from './support';

/** What the tests of patients share: an Intergy of two practices, and what it truly holds. */

interface TruthPatient {
	id: string;
	vendorId: string;
	practiceId?: string;
	group: string;
	active: boolean;
	firstName: string;
	middleName?: string;
	lastName: string;
	suffix?: string;
	birthDate?: string;
	sex: 'Female' | 'Male' | 'Unknown';
	email?: string;
	chartNumber?: string;
	cases: Array<{ policies: Array<{ id: string; number?: string; companyName: string }> }>;
}

export interface PatientsStage {
	readonly sandbox: GreenwaySandbox;
	/** Everybody whom the site holds, at the start. */
	readonly truth: readonly TruthPatient[];
	/** Those of the practice of the credential. */
	own(): TruthPatient[];
	truthOf(vendorId: string): TruthPatient;
}

/** Starts the sandbox; the caller stops it. */
export async function startPatients(port: number): Promise<PatientsStage> {
	const sandbox = await startGreenway(port, 'intergy', [
		...['--patients', '40', '--seed', '7', '--speed', '60'],
		...['--second-practice', '6', '--opted-out', '3', '--flagged', '4'],
	]);
	const { patients: truth } = await sandbox.control<{ patients: TruthPatient[] }>(
		'state?group=all',
	);
	return {
		sandbox,
		truth,
		own: () => truth.filter(({ practiceId }) => practiceId === '1'),
		truthOf(vendorId) {
			const found = truth.find((entry) => entry.vendorId === vendorId);
			if (found === undefined) throw new Error('The sandbox has no such patient.');
			return found;
		},
	};
}
