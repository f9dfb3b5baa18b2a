import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';
import { parseWire } from '../common/parseWire';
import type { CareCloudReader } from './patients';
import { callIfThere } from './transport';
import { recordOf, rowsOf } from './unwrap';
import { resourceSchema } from './wire/practice';

/** A column of the schedule, with the provider whose column it usually is (sheet 4.3). */
export interface Column {
	readonly id: string;
	readonly providerId: string | undefined;
}

/** The columns of the practice, read once per port. */
export interface Columns {
	/** Throws SafeError. */
	list(): Promise<readonly Column[]>;
	/** The columns that fit; all where nothing is asked. Throws SafeError `notFound` when none does. */
	find(wanted: { resourceId?: string; providerId?: string }): Promise<readonly Column[]>;
}

/**
 * Columns with their providers: the list names none, so each is read singly (sheet 4.3). One that has
 * become inactive meanwhile is not shown any more (sheet 9.8) and left out.
 */
export function createColumns({ transport }: CareCloudReader): Columns {
	let known: Promise<readonly Column[]> | undefined;

	async function readAll(): Promise<readonly Column[]> {
		const answer = await transport.call({
			operation: 'listResources',
			path: '/appointment_resources',
		});
		const columns: Column[] = [];
		for (const row of rowsOf(answer, 'appointment_resources', 'resources', 'resource')) {
			const { id } = parseWire(resourceSchema, row, answer.facts);
			const single = await callIfThere(transport, {
				operation: 'getResource',
				path: `/appointment_resources/${encodeURIComponent(id)}`,
			});
			if (single === undefined) continue;
			const wire = parseWire(resourceSchema, recordOf(single, 'resource'), single.facts);
			columns.push({ id, providerId: wire.default_provider?.id ?? undefined });
		}
		return columns;
	}

	async function list(): Promise<readonly Column[]> {
		known ??= readAll();
		const outcome = await outcomeOf(async () => await (known as Promise<readonly Column[]>));
		if (outcome.ok) return outcome.value;
		known = undefined;
		throw outcome.error;
	}

	return {
		list,
		async find({ resourceId, providerId }) {
			const found = (await list()).filter(
				(column) =>
					(resourceId === undefined || column.id === resourceId) &&
					(providerId === undefined || column.providerId === providerId),
			);
			if (found.length > 0) return found;
			throw new SafeError({
				kind: 'notFound',
				message: 'The practice has no column in its schedule for this provider or resource.',
				nextStep: 'Check the IDs, and that the column is active in CareCloud.',
				system: 'carecloud',
				operation: 'listResources',
				fields: ['resourceId', 'providerId'],
			});
		},
	};
}
