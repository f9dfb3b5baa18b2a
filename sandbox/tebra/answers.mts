import { ARRAYS, KAREO, KAREO_NO_SLASH, XSI } from './names.mjs';
import { envelope, leaf } from './xmlOut.mjs';

/** The block of an error that is told inside HTTP 200 (sheet 6 a, d). */
export function errorResponse(message = '', stackTrace = ''): string {
	const isError = message === '' ? 'false' : 'true';
	return `<ErrorResponse>${leaf('ErrorMessage', message)}${leaf('IsError', isError)}${leaf('StackTrace', stackTrace)}</ErrorResponse>`;
}

/** What the service says about a login (sheet 3.1, 6 b, c). */
export interface Security {
	authenticated: boolean;
	authorized: boolean;
	customerId: number;
	customerKeyValid: boolean;
	missing: readonly string[];
	practices: readonly number[];
	result: string;
}

/**
 * The security block. Sources contradict each other on SecurityResultSuccess (sheet 3.1), so it is
 * false in good and bad answers alike: nobody can rely on it.
 */
export function securityResponse(security: Security): string {
	const permissions = security.missing.map((name) => `<b:string>${name}</b:string>`).join('');
	const practices = security.practices.map((id) => `<b:int>${id}</b:int>`).join('');
	return (
		`<SecurityResponse xmlns:b="${ARRAYS}">` +
		leaf('Authenticated', String(security.authenticated)) +
		leaf('Authorized', String(security.authorized)) +
		leaf('CustomerId', security.customerId) +
		leaf('CustomerKeyValid', String(security.customerKeyValid)) +
		`<PermissionsMissing><Permission>${permissions}</Permission></PermissionsMissing>` +
		`<PracticesAuthorized>${practices}</PracticesAuthorized>` +
		leaf('SecurityResult', security.result) +
		leaf('SecurityResultSuccess', 'false') +
		'</SecurityResponse>'
	);
}

/** A whole answer: `<Op>Response/<Op>Result/{ErrorResponse, SecurityResponse, data}` (sheet 3.3). */
export function result(operation: string, ...parts: string[]): string {
	return envelope(
		`<${operation}Response xmlns="${KAREO}">` +
			`<${operation}Result xmlns:a="${KAREO_NO_SLASH}" xmlns:i="${XSI}">${parts.join('')}</${operation}Result>` +
			`</${operation}Response>`,
	);
}

/** The null reference that the service answers, in HTTP 200, when the filter is missing (6 d). */
export function nullReference(): string {
	return errorResponse(
		'Object reference not set to an instance of an object.',
		'   at Kareo.Services.ValidationHelper.ValidateDateTimeFields(Object filter)',
	);
}

/** Ready XML that stands before a column, for members that are not simple. */
export interface Insert {
	readonly before: string;
	readonly xml: string;
}

/** A row with the columns that were asked for (all when not told); the others are nil. */
export function row<Column extends string>(
	name: string,
	columns: readonly Column[],
	values: Readonly<Partial<Record<Column, string>>>,
	options: { wanted?: ReadonlySet<string>; prefix?: string; insert?: Insert } = {},
): string {
	const { wanted, prefix = '', insert } = options;
	let xml = `<${prefix}${name}>`;
	for (const column of columns) {
		if (insert?.before === column) xml += insert.xml;
		xml += leaf(prefix + column, !wanted || wanted.has(column) ? values[column] : undefined);
	}
	return `${xml}</${prefix}${name}>`;
}

/** A collection of rows; when there is none, the blank row (sheet 3.3 rule 7). */
export function collection(
	name: string,
	rowName: string,
	columns: readonly string[],
	rows: readonly string[],
	prefix = '',
): string {
	const content = rows.length > 0 ? rows.join('') : placeholder(rowName, columns, prefix);
	return `<${prefix}${name}>${content}</${prefix}${name}>`;
}

/** The blank row that stands for no rows (sheet 3.3 rule 7). */
function placeholder(name: string, columns: readonly string[], prefix = ''): string {
	return `<${prefix}${name}>${columns.map((column) => `<${prefix}${column}/>`).join('')}</${prefix}${name}>`;
}
