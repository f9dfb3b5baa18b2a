/** The nodes of this pack as people know them, by the name of their type. */
const nodeTitles: Readonly<Record<string, string>> = {
	advancedMd: 'AdvancedMD',
	careCloud: 'CareCloud',
	healthSail: 'HealthSail',
	healthSailTrigger: 'HealthSail Trigger',
	hl7Interface: 'HL7 Interface',
	hl7InterfaceTrigger: 'HL7 Interface Trigger',
	nextGen: 'NextGen',
	patientMatch: 'Patient Match',
	staffReviewInboxTrigger: 'Staff Review Inbox Trigger',
	tebra: 'Tebra',
};

const products: Readonly<Record<string, string>> = {
	intergy: 'Greenway Intergy',
	primeSuite: 'Greenway Prime Suite',
};

/** The practice system that a vendor's node or trigger works with; for other nodes their own name. */
export function practiceTitle(type: string, parameters: Readonly<Record<string, unknown>>): string {
	const node = Object.hasOwn(nodeTitles, type) ? type : type.replace(/Trigger$/, '');
	if (node !== 'greenway') return nodeTitles[node] ?? node;
	const { product } = parameters;
	return products[typeof product === 'string' ? product : 'intergy'] ?? 'Greenway';
}

/** Such as "Tebra: Patient, Get All". */
export function operationTitle(type: string, title: string, operation: string): string {
	const isTrigger = type.endsWith('Trigger') && !title.endsWith('Trigger');
	const name = isTrigger ? `${title} Trigger` : title;
	if (operation === '') return name;
	return `${name}: ${operation.split('.').map(inWords).join(', ')}`;
}

const shortForms = new Map([
	['Adt', 'ADT'],
	['Dft', 'DFT'],
	['Id', 'ID'],
	['Pm', 'PM'],
	['Or', 'or'],
]);

function inWords(camelCase: string): string {
	return camelCase
		.split(/(?=[A-Z])/)
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.map((word) => shortForms.get(word) ?? word)
		.join(' ');
}
