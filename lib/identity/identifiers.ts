/** External ids that name one person in one system; a chart, case or policy number does not. */
const identifyingTypes: ReadonlySet<string> = new Set(['patient', 'fhir', 'gapi', 'hl7']);

/** Whether an external id of this type proves by itself who somebody is. */
export function isIdentifying(type: string): boolean {
	return identifyingTypes.has(type);
}

/** The issuer of an external id: two ids are one person's only in one system, practice and type. */
export function issuerOf(id: {
	readonly system: string;
	readonly practiceId: string;
	readonly type: string;
}): string {
	return [id.system, id.practiceId, id.type].join(':');
}
