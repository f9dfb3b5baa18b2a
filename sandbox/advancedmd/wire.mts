/** A message or a part of it: attributes have names with `@`, text is `#text` (sheet 4.0). */
export type Node = { [name: string]: unknown };

/** A list as AdvancedMD writes it: one row is an object, none is left out (sheet 4.0). */
export function collapsed(name: string, rows: readonly Node[]): Node {
	if (rows.length === 0) return {};
	return { [name]: rows.length === 1 ? rows[0] : rows };
}

/** A list node that is empty text when it has no rows. */
export function listNode(name: string, rows: readonly Node[]): Node | string {
	return rows.length === 0 ? '' : collapsed(name, rows);
}

/** Text in capitals, as AdvancedMD stores it (sheet 4.0). */
export function upper(text: string | undefined): string {
	return (text ?? '').toUpperCase();
}

/** The whole answer around results or an error; answers hold a `?xml` member (sheet 4.0, 9.7). */
export function envelope(results: Node | null, error: Node | null, stamp: string): Node {
	return {
		'?xml': { '@version': '1.0', '@encoding': 'ISO-8859-1' },
		PPMDResults: { '@s': 'SRV01', '@lst': stamp, Results: results, Error: error },
	};
}

/** A fault; `extrainfo` repeats the request, patient data included (sheet 6). */
export function fault(code: string, description: string, request: unknown): Node {
	return {
		Fault: {
			faultcode: 'Client',
			faultstring: 'Client Error',
			detail: {
				code,
				description,
				class: 'Sandbox',
				method: 'Sandbox',
				linenum: '0',
				source: null,
				extrainfo: { requestinfo: request },
			},
		},
	};
}

/** The same answer as XML, for who does not say that it takes JSON (sheet 3.2). */
export function toXml(name: string, value: unknown): string {
	if (Array.isArray(value)) return value.map((entry) => toXml(name, entry)).join('');
	if (typeof value !== 'object' || value === null) return `<${name}>${escape(value)}</${name}>`;
	const members = Object.entries(value);
	const attributes = members
		.filter(([key]) => key.startsWith('@'))
		.map(([key, member]) => ` ${key.slice(1)}="${escape(member)}"`)
		.join('');
	const children = members
		.filter(([key]) => !key.startsWith('@') && !key.startsWith('?'))
		.map(([key, member]) => (key === '#text' ? escape(member) : toXml(key, member)))
		.join('');
	return `<${name}${attributes}>${children}</${name}>`;
}

function escape(value: unknown): string {
	return String(value ?? '').replace(
		/[<>&"]/g,
		(sign) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[sign] ?? sign,
	);
}
