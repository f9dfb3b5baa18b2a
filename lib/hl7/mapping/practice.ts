import { foldText } from '../../values/text';
import type { Message } from '../message';
import { valueAt } from '../read';
import type { Hl7Context } from './context';

/**
 * The practice that a message is of, as the fence compares it: the served practice's ID when the
 * agreed field names it, what the field holds otherwise, undefined when it holds nothing.
 */
export function practiceOf(message: Message, context: Hl7Context): string | undefined {
	const { field, codes } = context.settings.practice;
	const named = valueAt(message, field);
	if (named === undefined) return undefined;
	const isOwn = [context.practiceId, ...codes].some((code) => foldText(code) === foldText(named));
	return isOwn ? context.practiceId : `other practice: ${named}`;
}

/** The fields that flag rules look at, by path. */
export function flagsOf(
	message: Message,
	paths: readonly string[],
): Record<string, string | undefined> {
	return Object.fromEntries(paths.map((path) => [path, valueAt(message, path)]));
}
