/** The request cannot be answered: HTTP 400 with this message. */
export class BadQuery extends Error {}

export type Row = Record<string, unknown>;

type Literal = string | number | boolean;

export interface Condition {
	member: string;
	operator: 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt';
	value: Literal;
}

export interface Query {
	conditions: Condition[];
	orderBy?: string;
	top: number;
	skip: number;
	expand: string[];
	/** The other parameters, as they came. */
	plain: Record<string, string>;
}

/** Rows of a page when no $top is given (sheet 5). */
const DEFAULT_TOP = 25;
/** The maximum is not known; a list never sends more at once here, whatever is asked for. */
const MOST = 400;

const condition =
	/^\s*(\w+)\s+(eq|ne|ge|gt|le|lt)\s+(guid'[0-9A-Fa-f-]{36}'|datetime'[\dT:.-]+'|'(?:[^']|'')*'|true|false|-?\d+(?:\.\d+)?)\s*$/i;

/** Reads OData options of a query string (sheet 5). Throws BadQuery. */
export function parseQuery(raw: Record<string, unknown>): Query {
	const plain: Record<string, string> = {};
	for (const [name, value] of Object.entries(raw)) plain[name] = String(value);
	const { $filter, $orderby, $top, $skip, $expand } = plain;
	return {
		conditions: $filter === undefined ? [] : splitAnd($filter).map(parseCondition),
		...($orderby !== undefined && { orderBy: $orderby.trim() }),
		top: Math.min(whole($top, DEFAULT_TOP), MOST),
		skip: whole($skip, 0),
		expand: ($expand ?? '').split(',').map((name) => name.trim().toLowerCase()),
		plain,
	};
}

function whole(text: string | undefined, fallback: number): number {
	if (text === undefined) return fallback;
	if (!/^\d+$/.test(text)) throw new BadQuery('The query specified in the URI is not valid.');
	return Number(text);
}

/** `and` inside quotes does not part conditions. */
function splitAnd(filter: string): string[] {
	return (
		filter
			.match(/(?:'(?:[^']|'')*'|(?!\sand\s)[\s\S])+/gi)
			?.map((part) => part.replace(/^\s*and\s+/i, '')) ?? []
	);
}

function parseCondition(text: string): Condition {
	const found = condition.exec(text);
	if (found === null) throw new BadQuery('The query specified in the URI is not valid.');
	const [, member, operator, literal] = found;
	return {
		member: member.toLowerCase(),
		operator: operator.toLowerCase() as Condition['operator'],
		value: parseLiteral(literal),
	};
}

function parseLiteral(text: string): Literal {
	if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
	if (/^-?\d/.test(text)) return Number(text);
	const inner = text.replace(/^\w*'/, '').slice(0, -1);
	return text.startsWith("'") ? inner.replaceAll("''", "'") : inner.toLowerCase();
}

/** Whether a condition names one of these members. */
export function names(query: Query, ...members: readonly string[]): boolean {
	const wanted = members.map((name) => name.toLowerCase());
	return query.conditions.some(({ member }) => wanted.includes(member));
}

/** Whether a row meets all conditions. Throws BadQuery for a member that rows do not have. */
export function meets(row: Row, { conditions }: Query): boolean {
	return conditions.every(({ member, operator, value }) => {
		const name = Object.keys(row).find((key) => key.toLowerCase() === member);
		if (name === undefined) {
			throw new BadQuery(`Could not find a property named '${member}' on the type.`);
		}
		return compare(row[name], operator, value);
	});
}

function compare(found: unknown, operator: Condition['operator'], value: Literal): boolean {
	if (found === null || found === undefined) return operator === 'ne';
	const left = typeof found === 'string' ? found.toLowerCase() : (found as Literal);
	const right = typeof value === 'string' ? value.toLowerCase() : value;
	if (operator === 'eq') return left === right;
	if (operator === 'ne') return left !== right;
	if (operator === 'ge') return left >= right;
	if (operator === 'gt') return left > right;
	return operator === 'le' ? left <= right : left < right;
}

/** Rows in the order asked for; a tie keeps the order they came in. */
export function inOrder<T extends Row>(rows: T[], { orderBy }: Query): T[] {
	if (orderBy === undefined) return rows;
	const [member, direction = 'asc'] = orderBy.split(/\s+/);
	const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
	const read = (row: T) =>
		String(
			row[Object.keys(row).find((key) => key.toLowerCase() === member.toLowerCase()) ?? ''] ?? '',
		);
	return [...rows].sort((a, b) => (read(a) < read(b) ? -sign : read(a) > read(b) ? sign : 0));
}

export interface Envelope {
	items: unknown[];
	nextPageLink: string | null;
	count: null;
}

/**
 * Cuts a page and names the next one by an address inside the vendor's network (sheet 5, 9.1).
 * `route` is the path below `/api`.
 */
export function envelope(
	rows: readonly unknown[],
	query: Query,
	route: string,
	build: string,
): Envelope {
	const items = rows.slice(query.skip, query.skip + query.top);
	const at = query.skip + items.length;
	if (at >= rows.length) return { items, nextPageLink: null, count: null };
	const next = new URLSearchParams({ ...query.plain, $skip: String(at) });
	return {
		items,
		nextPageLink: `http://127.0.0.1:889/3f0c2b1e/NextGen.Api.Edge/${build}/api${route}?${next.toString()}`,
		count: null,
	};
}
