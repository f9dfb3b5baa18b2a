// A patient of Greenway's FHIR export with the Coverages as HealthSail takes it (vendor sheet 4.1).
import {
	cleanDetail,
	cleanEmail,
	cleanPhone,
	cleanText,
	dropEmpty,
	sharedFunctions,
	type MappedPatient,
	type Wire,
} from '../../mapping.mjs';

export interface FhirMapping {
	/** As the contract names the product. */
	system: string;
	practiceId: string;
	/** Civil date at the practice. */
	today: string;
}

/** Resources of one type out of a file of the export: one in a line. */
export function readLines(text: string, type: string): Wire[] {
	return text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as Wire)
		.filter((resource) => resource.resourceType === type);
}

/** The Coverages of each patient. */
export function groupByPatient(coverages: readonly Wire[]): Record<string, Wire[]> {
	const groups: Record<string, Wire[]> = {};
	for (const coverage of coverages) {
		const { reference } = coverage.beneficiary as { reference: string };
		(groups[reference.replace(/^.*Patient\//, '')] ??= []).push(coverage);
	}
	return groups;
}

/** The codes of a concept. */
export function codesOf(concept: unknown): unknown[] {
	const { coding } = (concept ?? {}) as { coding?: Array<{ code?: unknown }> };
	return (coding ?? []).map((entry) => entry.code);
}

/** One telephone of each use; an extension stands behind the number. */
export function fhirPhones(telecom: unknown): Wire[] {
	const found: Record<string, Wire> = {};
	for (const entry of (telecom ?? []) as Wire[]) {
		const use = String(entry.use ?? 'home');
		if (entry.system !== 'phone' || found[use] !== undefined) continue;
		const [number, extension] = String(entry.value ?? '').split(/\s*x/i);
		const phone = cleanPhone(use, number, extension);
		if (phone !== undefined) found[use] = phone;
	}
	return Object.values(found);
}

/** The address at home. */
export function fhirAddresses(list: unknown): Wire[] {
	const addresses = (list ?? []) as Wire[];
	const wire = addresses.find((entry) => entry.use === 'home') ?? addresses[0] ?? {};
	const [first, ...others] = (wire.line ?? []) as string[];
	const address = dropEmpty({
		line1: cleanDetail(first),
		line2: cleanDetail(others.join(', ')),
		city: cleanDetail(wire.city),
		region: cleanDetail(wire.state),
		postalCode: cleanDetail(wire.postalCode)?.replace(/^(\d{5})-?(\d{4})$/, '$1-$2'),
	});
	return Object.keys(address).length > 0 ? [{ use: 'home', ...address }] : [];
}

/** Contacts that are marked as such (C); an employer is marked otherwise. */
export function fhirContacts(list: unknown): Wire[] {
	return ((list ?? []) as Wire[])
		.filter((contact) => ((contact.relationship ?? []) as unknown[]).some(isContact))
		.map((contact) => ({
			name: cleanDetail((contact.name as Wire | undefined)?.text),
			phones: fhirPhones(contact.telecom),
		}))
		.filter(({ name }) => name !== undefined);
}

/** Whether a relationship is that of an emergency contact. */
export function isContact(concept: unknown): boolean {
	return codesOf(concept).includes('C');
}

/** A Coverage of the patient; `order` tells its rank. */
export function fhirCoverage(wire: Wire, { system, practiceId, today }: FhirMapping): Wire {
	const types: Record<string, string> = {
		insurance: 'other',
		commercial: 'commercial',
		medicare: 'medicare',
		'medicare advantage': 'medicare_advantage',
		medicaid: 'medicaid',
		tricare: 'tricare',
		"workers' compensation": 'workers_comp',
		'workers compensation': 'workers_comp',
		auto: 'auto',
	};
	const link = (type: string, value: string) => ({ system, practiceId, type, value });
	const classes = (wire.class ?? []) as Wire[];
	const classOf = (code: string) => classes.find((entry) => codesOf(entry.type).includes(code));
	const period = (wire.period ?? {}) as { start?: string; end?: string };
	const [payer] = (wire.payor ?? []) as Array<{ reference?: string; display?: string }>;
	const payerId = payer?.reference?.replace(/^.*Organization\//, '');
	const [cost] = (wire.costToBeneficiary ?? []) as Array<{ valueMoney?: { value?: number } }>;
	const copay = cost?.valueMoney?.value;
	const [word] = codesOf(wire.relationship);
	const relationship = ['self', 'spouse', 'child'].includes(String(word)) ? word : 'other';
	const named = cleanDetail((wire.subscriber as Wire | undefined)?.display) ?? '';
	const space = named.lastIndexOf(' ');
	return dropEmpty({
		externalIds: [link('policy', String(wire.id))],
		priority: ['primary', 'secondary', 'tertiary'][Math.min(Number(wire.order ?? 3), 3) - 1],
		status: period.end !== undefined && period.end < today ? 'terminated' : 'unverified',
		payer: dropEmpty({
			name: cleanDetail(payer?.display),
			externalIds: payerId ? [link('carrier', payerId)] : [],
		}),
		plan: dropEmpty({
			name: cleanDetail(classOf('plan')?.name),
			type: types[String((wire.type as Wire | undefined)?.text).toLowerCase()] ?? 'other',
			groupNumber: cleanDetail(classOf('group')?.value),
		}),
		memberId: cleanDetail(wire.subscriberId),
		subscriber:
			relationship === 'self'
				? { relationship }
				: dropEmpty({
						relationship,
						givenName: cleanText(named.slice(0, Math.max(0, space))),
						familyName: cleanText(named.slice(space + 1)),
					}),
		effectiveFrom: period.start,
		effectiveTo: period.end,
		copay: copay === undefined ? undefined : { amount: Math.round(copay * 100), currency: 'USD' },
	});
}

/** Of this practice (the export covers the whole tenant), and not marked as restricted. */
export function isFhirWanted(wire: Wire, practiceId: string): boolean {
	const { reference } = (wire.managingOrganization ?? {}) as { reference?: string };
	const { security } = (wire.meta ?? {}) as { security?: unknown[] };
	const isRestricted = codesOf({ coding: security }).some((code) => code === 'R' || code === 'V');
	return reference === 'Organization/' + practiceId && !isRestricted;
}

/** A Patient of the export with its Coverages. */
export function mapFhirPatient(
	wire: Wire,
	coverages: readonly Wire[],
	settings: FhirMapping,
): MappedPatient {
	const { system, practiceId } = settings;
	const id = String(wire.id);
	const link = (type: string, value: string) => ({ system, practiceId, type, value });
	const identifiers = (wire.identifier ?? []) as Wire[];
	const number = identifiers.find((entry) => codesOf(entry.type).includes('MR'))?.value;
	const [name] = wire.name as Array<{ given?: string[]; family?: string; suffix?: string[] }>;
	const telecom = (wire.telecom ?? []) as Wire[];
	const { lastUpdated } = (wire.meta ?? {}) as { lastUpdated?: string };
	return {
		id,
		wanted: isFhirWanted(wire, practiceId),
		customer: {
			externalIds: [
				{ ...link('patient', id), primary: true, verification: 'verified' },
				...(number ? [{ ...link('chart', String(number)), verification: 'suspected' }] : []),
			],
			status: wire.active === false ? 'inactive' : 'active',
			demographics: dropEmpty({
				givenName: cleanText(name?.given?.[0]),
				middleName: cleanText(name?.given?.slice(1).join(' ')),
				familyName: cleanText(name?.family),
				suffix: cleanText(name?.suffix?.join(' ')),
				birthDate: wire.birthDate,
				administrativeSex: wire.gender,
				email: cleanEmail(telecom.find((entry) => entry.system === 'email')?.value),
				phones: fhirPhones(telecom),
			}),
			addresses: fhirAddresses(wire.address),
			emergencyContacts: fhirContacts(wire.contact),
			source: 'pm',
			syncState: 'included',
			sync: [dropEmpty({ system, practiceId, sourceAt: lastUpdated })],
		},
		coverages: coverages.map((coverage) => fhirCoverage(coverage, settings)),
	};
}

/** All that `mapFhirPatient` needs, in an order in which it can be written down. */
export const fhirMapping = [
	...sharedFunctions,
	readLines,
	groupByPatient,
	codesOf,
	fhirPhones,
	fhirAddresses,
	isContact,
	fhirContacts,
	fhirCoverage,
	isFhirWanted,
	mapFhirPatient,
] as const;
