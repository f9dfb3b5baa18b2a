/**
 * The query of a next link, to be asked of our own address (sheet 5): NextGen's links name a host
 * inside the vendor's network, which is never called. Undefined when the link does not lead on in the
 * same list.
 *
 * @param route path below the base address, such as `/persons`
 */
export function nextQuery(link: string, route: string): string | undefined {
	let url: URL;
	try {
		// A link without a host is read too: only path and query count.
		url = new URL(link, 'http://inner.invalid');
	} catch {
		return undefined;
	}
	const path = decode(url.pathname).toLowerCase().replace(/\/+$/, '');
	if (!path.endsWith(`/api${decode(route).toLowerCase()}`)) return undefined;
	const query = url.search.replace(/^\?/, '');
	return query === '' ? undefined : query;
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
