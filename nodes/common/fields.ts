import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** Where a field is shown, e.g. `{ resource: ['patient'], operation: ['getMany'] }`. */
export type ShowWhen = NonNullable<IDisplayOptions['show']>;

/** Return All and Limit, as every Get Many of n8n has them. */
export function returnAllAndLimit(show: ShowWhen): INodeProperties[] {
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
			displayOptions: { show },
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { ...show, returnAll: [false] } },
		},
	];
}

/** The place in a long read; the Page output tells the next one. */
export function cursorField(show: ShowWhen): INodeProperties {
	return {
		displayName: 'Cursor',
		name: 'cursor',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.nextCursor }}',
		description:
			'Where to go on, from the Page output of the call before. Leave empty for the first page.',
		displayOptions: { show },
	};
}

/** How many records one page holds at most; 0 stands for what the practice profile says. */
export function pageSizeField(show: ShowWhen, maxValue = 1000): INodeProperties {
	return {
		displayName: 'Page Size',
		name: 'pageSize',
		type: 'number',
		typeOptions: { minValue: 0, maxValue },
		default: 0,
		description:
			'Most patients to read in this call. 0 takes the page size of the practice profile, which is 500 unless it was changed.',
		displayOptions: { show },
	};
}

/** The start of a change read. */
export function sinceField(show: ShowWhen): INodeProperties {
	return {
		displayName: 'Changed Since',
		name: 'since',
		type: 'dateTime',
		required: true,
		default: '',
		description:
			'Read records that changed at or after this time. Text without a time zone is taken in the zone of the workflow.',
		displayOptions: { show },
	};
}
