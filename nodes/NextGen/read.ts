import type { z } from 'zod';

import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';
import { parseWire } from '../common/parseWire';
import type { PracticeScope } from '../common/practice/port';
import type { NextGenSettings } from '../../lib/profile/systems/nextGen';
import { nextGenSystem } from './credential';
import type { NextGenCall, NextGenTransport } from './transport';
import { guidForm } from './wire/members';

/** What every read of this port works with. */
export interface Reader {
	readonly scope: PracticeScope;
	readonly settings: NextGenSettings;
	readonly transport: NextGenTransport;
	readonly concurrency: number;
	readonly now: () => Date;
}

/** One record; undefined when NextGen has none. Throws SafeError. */
export async function readOne<Schema extends z.ZodTypeAny>(
	{ transport }: Reader,
	schema: Schema,
	call: NextGenCall,
): Promise<z.output<Schema> | undefined> {
	const found = await transport.get(call);
	return found && parseWire(schema, found.value, found.facts);
}

/** Every row of a list, whatever pages NextGen cut it into. Throws SafeError. */
export async function readAll<Schema extends z.ZodTypeAny>(
	reader: Reader,
	schema: Schema,
	call: NextGenCall,
): Promise<Array<z.output<Schema>>> {
	const rows: Array<z.output<Schema>> = [];
	for await (const page of readPages(reader, schema, call)) rows.push(...page);
	return rows;
}

/** The rows of a list page by page, with the page size of the profile. Throws SafeError. */
export async function* readPages<Schema extends z.ZodTypeAny>(
	{ transport, settings }: Reader,
	schema: Schema,
	call: NextGenCall,
): AsyncGenerator<Array<z.output<Schema>>, void, void> {
	const query = { ...call.query, $top: settings.top };
	for await (const { items, facts } of transport.pages({ ...call, query })) {
		yield items.map((item) => parseWire(schema, item, facts));
	}
}

/** A list that is no OData list and knows no page size, such as /persons/lookup (sheet 4.0). */
export async function readArray<Schema extends z.ZodTypeAny>(
	{ transport }: Reader,
	schema: Schema,
	call: NextGenCall,
): Promise<Array<z.output<Schema>>> {
	const rows: Array<z.output<Schema>> = [];
	for await (const { items, facts } of transport.pages(call)) {
		rows.push(...items.map((item) => parseWire(schema, item, facts) as z.output<Schema>));
	}
	return rows;
}

/** An id as NextGen wants it, in lower case. Throws SafeError `validation` when it is no GUID. */
export function requireGuid(id: string, field: string): string {
	const text = id.trim().toLowerCase();
	if (guidForm.test(text)) return text;
	throw new SafeError({
		kind: 'validation',
		message: 'An ID of NextGen has 32 digits and letters with four hyphens.',
		nextStep: 'Take the ID from an item of this node.',
		system: nextGenSystem,
		fields: [field],
	});
}

/** A list that belongs to a record; none when the record is not there (sheet 9.15, 9.16). */
export async function orNone<Row>(list: Promise<readonly Row[]>): Promise<readonly Row[]> {
	const outcome = await outcomeOf(async () => await list);
	if (outcome.ok) return outcome.value;
	if (outcome.error instanceof SafeError && outcome.error.kind === 'notFound') return [];
	throw outcome.error;
}
