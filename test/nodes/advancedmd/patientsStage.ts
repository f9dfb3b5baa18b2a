import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { control } from './support';

/** What the tests of patients share: an office, and the patients whom it truly has. All made up. */

export interface Truth {
	id: string;
	vendorId: string;
	group: string;
	firstName: string;
	middleName?: string;
	lastName: string;
	birthDate?: string;
	sex: string;
	active: boolean;
	chartNumber?: string;
	email?: string;
	alert?: string;
	collectionCategory?: string;
	lastVisit?: string;
	providerId: string;
	address: { line1?: string; line2?: string; city?: string; state?: string; zip?: string };
	phones: Record<'home' | 'mobile' | 'work', { number: string } | undefined>;
	cases: Array<{ primary: boolean; policies: Array<Record<string, unknown>> }>;
}

export interface PatientsStage {
	readonly sandbox: SandboxProcess;
	readonly loginUrl: string;
	readonly truth: readonly Truth[];
}

/** Starts the sandbox; the caller stops it. */
export async function startPatients(port: number): Promise<PatientsStage> {
	const sandbox = await startSandbox(port, [
		...['--systems', 'advancedmd', '--patients', '130', '--seed', '7', '--no-limits'],
		...['--second-practice', '6', '--opted-out', '3', '--flagged', '9'],
	]);
	const { patients } = await control<{ patients: Truth[] }>(sandbox, 'advancedmd/state');
	return { sandbox, loginUrl: sandbox.url('advancedmd'), truth: patients };
}
