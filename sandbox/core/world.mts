import { CallLog } from './callLog.mjs';
import { SandboxClock } from './clock.mjs';
import { FaultSwitches } from './faults.mjs';
import { Recording } from './recording.mjs';

/** What every system of the sandbox shares. */
export interface World {
	clock: SandboxClock;
	faults: FaultSwitches;
	calls: CallLog;
	recording: Recording;
	/** Whether vendor and HealthSail limits are kept. */
	limits: boolean;
	seed: number;
}

export interface WorldOptions {
	speed?: number;
	limits?: boolean;
	seed?: number;
	record?: boolean;
}

/** Makes a new world; speed 1, limits on, seed 1, recording off when not told. */
export function createWorld(options: WorldOptions = {}): World {
	const clock = new SandboxClock(options.speed ?? 1);
	return {
		clock,
		faults: new FaultSwitches(),
		calls: new CallLog(() => clock.now()),
		recording: new Recording(options.record ?? false),
		limits: options.limits ?? true,
		seed: options.seed ?? 1,
	};
}
