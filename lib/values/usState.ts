/** Letters of the Postal Service (Publication 28, appendix B): states, district, territories, forces. */
const codes: ReadonlySet<string> = new Set(
	(
		'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ ' +
		'NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI FM MH PW AA AE AP'
	).split(' '),
);

/** The two letters of a state in capitals; undefined when there is no such state. */
export function stateCode(text: string): string | undefined {
	const code = text.trim().toUpperCase();
	return codes.has(code) ? code : undefined;
}
