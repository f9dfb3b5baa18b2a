import type { World } from '../core/world.mjs';
import { PatientStore } from './store.mjs';

/** The patients of an account by number. */
export interface PracticeSize {
	/** Patients of the served practice that belong into the sync. */
	patients: number;
	/** Seed of the data; the world's when not told. */
	seed?: number;
	/** 10 % of `patients`, at least 5, at most 50 up to 1,000 patients and 5 % above. */
	secondPracticePatients?: number;
	/** On top of `patients`; 10 when not told. */
	optedOutPatients?: number;
	/** On top of `patients`; 10 when not told. */
	flaggedPatients?: number;
	/** Records of no tellable practice; 3 when there is a second practice. */
	noPracticePatients?: number;
	/** Whether every text of every patient carries a marker (people/markers). */
	markers?: boolean;
}

function secondPracticeSize(patients: number): number {
	return Math.max(5, Math.min(50, Math.round(patients / 10)), Math.round(patients / 20));
}

/** The made-up patients of one vendor's account: the same seed gives every vendor the same people. */
export function createPatientStore(world: World, size: PracticeSize): PatientStore {
	const second = size.secondPracticePatients ?? secondPracticeSize(size.patients);
	return new PatientStore({
		seed: size.seed ?? world.seed,
		patients: size.patients,
		secondPracticePatients: second,
		optedOutPatients: size.optedOutPatients ?? 10,
		flaggedPatients: size.flaggedPatients ?? 10,
		noPracticePatients: size.noPracticePatients ?? (second > 0 ? 3 : 0),
		markers: size.markers ?? false,
		start: world.clock.now(),
	});
}

/**
 * The time that changed records get. Records carry real time when the sandbox clock runs faster: only
 * limits are meant to hurry, and a record changed "tomorrow" would be outside of any window that a
 * client asks for.
 */
export function recordTime(world: World): Date {
	return world.clock.speed === 1 ? world.clock.now() : new Date();
}
