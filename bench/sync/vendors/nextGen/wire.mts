// What the stock flows and the bare script ask NextGen for.

/** Zone of the sandbox's practice. */
export const TIME_ZONE = 'America/Chicago';

/** Rows to ask for; the server sends fewer when its own limit is lower. */
export const PAGE_SIZE = 500;

/** Without a condition on the time of change only a week is listed (vendor sheet 5). */
export const everybody = {
	patientsOnly: 'true',
	$filter: "modifyTimestamp ge datetime'1900-01-01T00:00:00'",
	$orderby: 'modifyTimestamp',
	$top: String(PAGE_SIZE),
} as const;

/** Members that are no lists of their own come with the record (vendor sheet 4.1, 4.3). */
export const PERSON_EXPAND = 'Chart';
export const INSURANCE_EXPAND = 'Details,Relation';

/** The list's next page is told by an address inside the vendor's network: only its place is used. */
export const SKIP_FORM = /[?&](?:%24|\$)skip=(\d+)/;
