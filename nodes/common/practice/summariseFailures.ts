import type { IDataObject } from 'n8n-workflow';

import { toDetails } from '../toNodeError';
import type { FailedRecord } from './port';

/** What went wrong, without saying with whom. */
export function summariseFailures(failed: readonly FailedRecord[]): IDataObject[] {
	const groups = new Map<string, IDataObject & { count: number }>();
	for (const { error } of failed) {
		const { kind, vendorCode, correlationId } = toDetails(error);
		const key = `${kind}|${vendorCode ?? ''}`;
		const group = groups.get(key);
		if (group !== undefined) {
			group.count += 1;
			continue;
		}
		groups.set(key, {
			kind,
			...(vendorCode !== undefined && { vendorCode }),
			...(correlationId !== undefined && { correlationId }),
			count: 1,
		});
	}
	return [...groups.values()];
}
