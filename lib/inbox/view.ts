import { z } from 'zod';

/** The lists of the inbox, in the order of its tabs. */
export const sections = [
	'changes',
	'newPatients',
	'matches',
	'incidents',
	'withStaff',
	'decided',
] as const;
export type Section = (typeof sections)[number];

export const sectionTitles: Readonly<Record<Section, string>> = {
	changes: 'Changes',
	newPatients: 'New patients',
	matches: 'Match reviews',
	incidents: 'Incidents',
	withStaff: 'With staff',
	decided: 'Decided',
};

/** Ages that rows can be filtered by, in days. */
export const ages = [1, 3, 7] as const;

export const rowsPerPage = 25;

/** What a person looks at: it travels in the forms of the page, never in an address. */
export interface InboxView {
	readonly section: Section;
	/** Words of a name; empty = everybody. */
	readonly name: string;
	/** `system:practiceId`; empty = every practice. */
	readonly practice: string;
	/** Only what is older than so many days; 0 = everything. */
	readonly olderThanDays: number;
	/** The first page is 1. */
	readonly page: number;
}

const viewSchema = z.object({
	section: z.enum(sections).catch('changes'),
	name: z
		.string()
		.transform((text) => text.trim().slice(0, 100))
		.catch(''),
	practice: z.string().max(200).catch(''),
	olderThanDays: z.coerce
		.number()
		.refine((days) => (ages as readonly number[]).includes(days))
		.catch(0),
	page: z.coerce.number().int().min(1).max(1000).catch(1),
});

/** Reads the view of a posted form; what cannot be read is as if nothing was chosen. */
export function readView(form: ReadonlyMap<string, string>): InboxView {
	return viewSchema.parse(
		Object.fromEntries(
			(['section', 'name', 'practice', 'olderThanDays', 'page'] as const).map((member) => [
				member,
				form.get(member),
			]),
		),
	);
}

/** What a row is filtered by. */
export interface Filterable {
	readonly person: string;
	readonly pmSystem: string;
	readonly practiceId: string;
	/** RFC 3339: since when it waits. */
	readonly since: string;
}

export const practiceKey = ({ pmSystem, practiceId }: Omit<Filterable, 'person' | 'since'>) =>
	`${pmSystem}:${practiceId}`;

/** Whether a row is among what the view asks for; names are compared without case and accents. */
export function isWanted(row: Filterable, view: InboxView, now: number): boolean {
	const days = (now - Date.parse(row.since)) / 86_400_000;
	return (
		(view.practice === '' || practiceKey(row) === view.practice) &&
		(view.olderThanDays === 0 || days > view.olderThanDays) &&
		hasName(row.person, view.name)
	);
}

/** Whether every word of `wanted` begins a word of the name. */
export function hasName(person: string, wanted: string): boolean {
	const words = folded(person);
	return folded(wanted).every((word) => words.some((one) => one.startsWith(word)));
}

/** The rows of one page of the view; a page past the end is the last one. */
export function pageOf<T>(rows: readonly T[], page: number): { rows: readonly T[]; page: number } {
	const last = Math.max(1, Math.ceil(rows.length / rowsPerPage));
	const shownPage = Math.min(page, last);
	return {
		rows: rows.slice((shownPage - 1) * rowsPerPage, shownPage * rowsPerPage),
		page: shownPage,
	};
}

function folded(text: string): string[] {
	return text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean);
}
