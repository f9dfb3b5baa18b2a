import type { SystemName } from '../../host/practiceSystems.mjs';
import type { FormKey } from './forms.mjs';

/** What was measured with one system. */
export interface Measured {
	system: SystemName;
	/** When, and on what machine. */
	machine: string;
	/** Of the machine in the minute before the start. */
	load: number;
	results: Result[];
}

/** What one form needed for one practice. */
export interface Result {
	form: FormKey;
	patients: number;
	/** Patients that it made customers of: those whom the system's interface reaches. */
	loaded: number;
	seconds: number;
	/** Of processor that n8n with its task runner used, or the script; absent where it is not told. */
	processorSeconds?: number;
	/** HTTP calls that the sandbox answered. */
	calls: { vendor: number; healthsail: number };
	/** Resident memory of the process tree in MB; absent where it cannot be measured. */
	idleMb?: number;
	peakMb?: number;
	/** Form a, in a run of its own in which garbage is freed all the time: live memory in MB. */
	liveIdleMb?: number;
	livePeakMb?: number;
}

export interface Ratios {
	patients: number;
	/** The faster of b1 and b2. */
	b?: FormKey;
	aToB?: number;
	aToC?: number;
}

/** a against the faster stock form and against the script, per size. */
export function ratiosOf(results: readonly Result[]): Ratios[] {
	const sizes = [...new Set(results.map(({ patients }) => patients))];
	return sizes.map((patients) => {
		const own = results.filter((result) => result.patients === patients);
		const seconds = (form: FormKey) => own.find((result) => result.form === form)?.seconds;
		const a = seconds('a');
		const c = seconds('c');
		const [b] = own
			.filter(({ form }) => form === 'b1' || form === 'b2')
			.sort((one, two) => one.seconds - two.seconds);
		return {
			patients,
			...(b && { b: b.form }),
			...(a !== undefined && b && { aToB: a / b.seconds }),
			...(a !== undefined && c !== undefined && { aToC: a / c }),
		};
	});
}

/** Peak above idle in MB of one timed run. */
export function takenMb({ idleMb, peakMb }: Result): number | undefined {
	return idleMb === undefined || peakMb === undefined ? undefined : peakMb - idleMb;
}

/** Live peak above live idle in MB of the run that was weighed. */
export function liveMb({ liveIdleMb, livePeakMb }: Result): number | undefined {
	return liveIdleMb === undefined || livePeakMb === undefined ? undefined : livePeakMb - liveIdleMb;
}

/** How much more of it the largest practice takes than the smallest, with this pack. */
export function growthOf(
	results: readonly Result[],
	memory: (result: Result) => number | undefined,
): number | undefined {
	const own = results.filter(({ form }) => form === 'a');
	if (own.length < 2) return undefined;
	const [smallest, largest] = [own[0], own[own.length - 1]].map(memory);
	return smallest === undefined || largest === undefined ? undefined : largest / smallest;
}
