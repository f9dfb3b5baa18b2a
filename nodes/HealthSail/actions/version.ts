import { invalidField } from './body';
import type { Call } from './operation';

/** The version of the Version field, as a number. Throws SafeError `validation`. */
export function readVersion(call: Call): number {
	const version = Number(call.param<string | number>('version'));
	if (!Number.isInteger(version) || version < 1) {
		throw invalidField('Version', 'is not the version of a record');
	}
	return version;
}
