import type { FhirResource } from './resource.mjs';
import { outcome } from './outcome.mjs';

export interface BundlePage {
	/** All that were found, in their order. */
	found: readonly FhirResource[];
	offset: number;
	count: number;
	/** Absolute address of a resource type, without a query. */
	address: string;
	query: Readonly<Record<string, string>>;
	/** A warning that stands among the entries, as servers send one. */
	warning?: string;
}

/** A page of a search, with the link to the next one while there are more. */
export function searchBundle({ found, offset, count, address, query, warning }: BundlePage) {
	const page = found.slice(offset, offset + count);
	const link = (relation: string, from: number) => ({
		relation,
		url: `${address}?${new URLSearchParams({ ...query, _count: String(count), _offset: String(from) }).toString()}`,
	});
	const links = [link('self', offset)];
	if (offset + count < found.length) links.push(link('next', offset + count));
	return {
		resourceType: 'Bundle',
		type: 'searchset',
		total: found.length,
		link: links,
		entry: [
			...page.map((resource) => ({
				fullUrl: `${address}/${resource.id}`,
				resource,
				search: { mode: 'match' },
			})),
			...(warning === undefined
				? []
				: [
						{
							resource: outcome('warning', 'informational', warning),
							search: { mode: 'outcome' },
						},
					]),
		],
	};
}
