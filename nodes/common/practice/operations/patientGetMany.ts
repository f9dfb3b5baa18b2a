import type { IDataObject } from 'n8n-workflow';

import { returnAllAndLimit } from '../../fields';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { preparePage } from '../preparePage';

/** Most patients read with one call of the port. */
const pageSize = 500;

/**
 * Reads patients of the practice up to a limit. For whole practices the flows use Get All, which
 * hands over page by page and tells its counts.
 */
export const patientGetMany: PracticeOperation = {
	resource: 'patient',
	operation: 'getMany',
	name: 'Get Many',
	action: 'Get many patients',
	description: 'Get a number of patients with insurance policies',
	capability: 'patients.all',
	fields: returnAllAndLimit,
	async run({ session, param }) {
		const returnAll = param<boolean>('returnAll', false);
		const limit = returnAll ? Number.POSITIVE_INFINITY : param<number>('limit', 50);
		const items: IDataObject[] = [];
		let cursor: string | undefined;
		do {
			const page = await session.port.patients.page({
				read: 'all',
				pageSize: Math.min(pageSize, limit - items.length),
				...(cursor !== undefined && { cursor }),
			});
			if (page.failed.length > 0) throw page.failed[0].error;
			const prepared = await preparePage(session, page.patients, { dataScope: 'demographics' });
			items.push(...prepared.items);
			cursor = page.nextCursor;
		} while (cursor !== undefined && items.length < limit);
		return [toItems(items.slice(0, limit))];
	},
};
