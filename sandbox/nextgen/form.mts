/** Parts of a form with files by name; undefined when the body is none. */
export function readForm(body: unknown, contentType: string): Map<string, Buffer> | undefined {
	const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
	if (boundary === undefined || !Buffer.isBuffer(body)) return undefined;
	const parts = new Map<string, Buffer>();
	const mark = Buffer.from(`--${boundary}`);
	let from = body.indexOf(mark);
	while (from !== -1) {
		const next = body.indexOf(mark, from + mark.length);
		if (next === -1) break;
		const part = body.subarray(from + mark.length + 2, next - 2);
		const split = part.indexOf('\r\n\r\n');
		const name = /name="([^"]+)"/.exec(part.subarray(0, split).toString('utf8'))?.[1];
		if (name !== undefined && split !== -1) parts.set(name, part.subarray(split + 4));
		from = next;
	}
	return parts;
}
