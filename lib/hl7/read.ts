import type { FieldValue, Message, Segment } from './message';
import { parseField } from './message';

/** One repetition of a field: components of subcomponents, in plain text. */
export type Repetition = FieldValue[number];

/** The segments of a name, in their order. */
export function segmentsOf(message: Message, name: string): Segment[] {
	return message.segments.filter((segment) => segment.name === name);
}

/** The first segment of a name. */
export function segmentOf(message: Message, name: string): Segment | undefined {
	return message.segments.find((segment) => segment.name === name);
}

/** All repetitions of a field. */
export function repetitionsOf(
	message: Message,
	segment: Segment | undefined,
	field: number,
): FieldValue {
	return parseField(segment?.fields[field], message.separators, message.bytesToText);
}

/** The first repetition of a field. */
export function firstOf(
	message: Message,
	segment: Segment | undefined,
	field: number,
): Repetition | undefined {
	return repetitionsOf(message, segment, field)[0];
}

/** One value of a repetition; blank text is none. Numbers count from 1. */
export function valueOf(
	repetition: Repetition | undefined,
	component: number,
	subcomponent = 1,
): string | undefined {
	const text = repetition?.[component - 1]?.[subcomponent - 1]?.trim();
	return text === '' ? undefined : text;
}

/** The same with HL7's word for "known to be empty" (`""`) as null. */
export function memberOf(
	repetition: Repetition | undefined,
	component: number,
	subcomponent = 1,
): string | null | undefined {
	const text = valueOf(repetition, component, subcomponent);
	return text === '""' ? null : text;
}

/** Whether the sender says that the whole field is empty, and not just silent. */
export function isNullField(segment: Segment | undefined, field: number): boolean {
	return segment?.fields[field]?.trim() === '""';
}

const pathForm = /^([A-Z][A-Z0-9]{2})-(\d{1,3})(?:\.(\d{1,3})(?:\.(\d{1,3}))?)?$/;

/** Whether a text is a path such as `PV1-3.4` or `MSH-4`. */
export function isPath(text: string): boolean {
	return pathForm.test(text);
}

/** The value at a path in the first segment and repetition; undefined when there is none, or `""`. */
export function valueAt(message: Message, path: string): string | undefined {
	const match = pathForm.exec(path);
	if (match === null) return undefined;
	const [, name, field, component = '1', subcomponent = '1'] = match;
	const segment = segmentOf(message, name);
	// MSH-1 and MSH-2 hold the separators themselves, so they are not read like other fields.
	if (name === 'MSH' && Number(field) <= 2) return segment?.fields[Number(field)];
	const repetition = firstOf(message, segment, Number(field));
	return memberOf(repetition, Number(component), Number(subcomponent)) ?? undefined;
}
