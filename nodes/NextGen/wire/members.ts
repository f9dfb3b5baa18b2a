import { z } from 'zod';

/**
 * An object whose member names are read without regard to case and hyphens: documentation shows
 * PascalCase, the wire camelCase, and expanded members sometimes kebab-case (sheet 4.0).
 */
export function wireObject<Shape extends z.ZodRawShape>(shape: Shape) {
	const names = new Map(Object.keys(shape).map((name) => [foldName(name), name]));
	return z.preprocess((value) => {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
		return Object.fromEntries(
			Object.entries(value).flatMap(([key, member]) => {
				const name = names.get(foldName(key));
				return name === undefined ? [] : [[name, member as unknown]];
			}),
		);
	}, z.object(shape));
}

function foldName(name: string): string {
	return name.replaceAll('-', '').toLowerCase();
}

/** Text, or a number that stands for one; absent stays absent. */
export const wireText = z
	.union([z.string(), z.number().transform(String)])
	.nullish()
	.transform((value) => value ?? (value === null ? null : undefined));

/** A flag; some builds leave it out. */
export const wireFlag = z
	.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
	.nullish()
	.transform((value) => value ?? undefined);

/** A whole number, also as text. */
export const wireCount = z
	.union([
		z.number(),
		z
			.string()
			.regex(/^-?\d+$/)
			.transform(Number),
	])
	.nullish()
	.transform((value) => value ?? undefined);

const zeroGuid = '00000000-0000-0000-0000-000000000000';
export const guidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** GUIDs come in both cases and mean the same (sheet 4.0): kept in lower case. */
export const wireGuid = z
	.string()
	.trim()
	.toLowerCase()
	.refine((text) => guidForm.test(text) && text !== zeroGuid);

/** A GUID that may be missing; the one of zeros means none (sheet 4.0). */
export const wireReference = z
	.string()
	.nullish()
	.transform((text) => {
		if (text === undefined || text === null) return text;
		const id = text.trim().toLowerCase();
		return guidForm.test(id) && id !== zeroGuid ? id : null;
	});

/** A date of year 1 stands for none (sheet 4.0). */
export const wireTime = z
	.string()
	.nullish()
	.transform((text) => (text?.startsWith('0001-') ? null : text));
