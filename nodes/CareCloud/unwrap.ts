import type { CareCloudAnswer } from './transport';
import { shapeError } from './faults';

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The rows of a list, whatever it is wrapped in: a bare array, an envelope, items wrapped again, one
 * row where a list of one was meant (sheet 9.1, 9.4).
 *
 * @param names the envelope's name and that of an item, such as `appointments`, `appointment`
 * Throws SafeError `wireShape` when there is no list: an empty answer is not an empty list.
 */
export function rowsOf({ body, facts }: CareCloudAnswer, ...names: readonly string[]): unknown[] {
	const rows = unwrapRows(body, names);
	if (rows !== undefined) return rows;
	throw shapeError(facts, 'NoList', 'The answer of CareCloud holds no list.');
}

function unwrapRows(value: unknown, names: readonly string[]): unknown[] | undefined {
	if (Array.isArray(value)) {
		return value.flatMap((entry) => {
			const name = wrapperOf(entry, names);
			return name === undefined ? [entry] : (unwrapRows((entry as Json)[name], names) ?? [entry]);
		});
	}
	if (!isObject(value)) return undefined;
	const name = names.find((candidate) => candidate in value);
	if (name !== undefined) return unwrapRows(value[name], names);
	return 'id' in value ? [value] : undefined;
}

/** The name that an item is wrapped in; an item with members of its own is none. */
function wrapperOf(entry: unknown, names: readonly string[]): string | undefined {
	if (!isObject(entry) || 'id' in entry) return undefined;
	return names.find((name) => typeof entry[name] === 'object' && entry[name] !== null);
}

/** One record out of its envelope, or out of a list that holds just it. Throws SafeError `wireShape`. */
export function recordOf({ body, facts }: CareCloudAnswer, name: string): unknown {
	const value: unknown = Array.isArray(body) && body.length === 1 ? body[0] : body;
	if (isObject(value)) return isObject(value[name]) ? value[name] : value;
	throw shapeError(facts, 'NoRecord', 'The answer of CareCloud holds no record.');
}
