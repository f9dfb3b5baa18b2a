import type { IDataObject } from 'n8n-workflow';

import type { DataScope } from '../../../lib/privacy/scopes';
import { applyScope, scopeFields } from '../../../lib/privacy/scopes';
import type { InclusionVerdict } from '../../../lib/sync/inclusion';
import { decideInclusion, inclusionReasons } from '../../../lib/sync/inclusion';
import { civilDateAt } from '../../../lib/values/civilDate';
import { reportPage } from '../healthsail/audit';
import type { CustomerLink, LookupRow } from '../healthsail/lookup';
import { lookupCustomers, toCustomerLink } from '../healthsail/lookup';
import { auditSubject } from './auditSubject';
import type { SourcePatient } from './port';
import type { Session } from './session';

export interface PageOptions {
	/** `recordIds`: nothing but the id leaves the node, as a trigger's thin items need it. */
	readonly dataScope: DataScope | 'recordIds';
	/** Run that reads the page, for the audit record. */
	readonly runId?: string;
	/** Flow that reads the page; absent = the name of the workflow. */
	readonly flow?: string;
	/**
	 * The source does not reliably tell last visits: then a visit may bring a patient in, and no missing or
	 * old one puts out a customer that HealthSail holds.
	 */
	readonly visitsNotTold?: boolean;
	/** What else the audit record tells, once it is decided who goes on. */
	readonly alsoAudited?: (page: DecidedPage) => PageFacts;
}

/** Beside the fields of the patients: those of a record that goes on with them, and a step to count by. */
export interface PageFacts {
	readonly fields?: readonly string[];
	readonly workflowStep?: string;
}

export interface PreparedPage {
	/** Patients that may go on, and id-only items of those that HealthSail is to strip. */
	readonly items: IDataObject[];
	readonly counts: PageCounts;
}

export interface DecidedPage extends PreparedPage {
	/** What HealthSail knows of the patients of the practice, by their id. */
	readonly known: ReadonlyMap<string, LookupRow>;
}

/** `read` is the sum of the others and of the items that are included. */
export interface PageCounts {
	readonly read: number;
	/** Of another practice, or of none that can be told. */
	readonly fenced: number;
	/** Opted out, flagged, a test patient or not in the cohort, and nothing to strip. */
	readonly excluded: number;
	/** The same, but HealthSail still holds the customer: handed on as an id-only item. */
	readonly leaving: number;
}

type Outside = Extract<InclusionVerdict, { reason: string }>;

/**
 * The only way from a vendor's patients to items (design 10), in this order: practice fence, what
 * HealthSail knows of the rest, opt-outs, flags and cohort, field allow-list, one audit record.
 * Throws SafeError: when look-up or audit fails, no patient of the page is handed on.
 */
export async function preparePage(
	session: Session,
	patients: readonly SourcePatient[],
	options: PageOptions,
): Promise<PreparedPage> {
	const { port, client } = session;
	const { timeZone } = port.scope;
	const today = civilDateAt(new Date().toISOString(), timeZone) ?? '';
	const own = patients.filter((source) => decide(session, today, source).verdict !== 'fenced');
	const rows =
		own.length === 0
			? new Map<string, LookupRow>()
			: await lookupCustomers(
					client,
					own.map((source) => patientId(session, source.patient.id)),
				);
	const items: IDataObject[] = [];
	let excluded = 0;
	let leaving = 0;
	for (const source of own) {
		const row = rows.get(source.patient.id);
		const link = toCustomerLink(row);
		const verdict = decide(session, today, source, row);
		const stays =
			options.visitsNotTold === true && isForLackOfVisits(verdict) && holdsCustomer(link);
		if (verdict.verdict === 'included' || stays) {
			items.push(includedItem(session, source, link, options.dataScope));
		} else if (verdict.verdict !== 'fenced' && holdsCustomer(link)) {
			items.push(leavingItem(session, source, link, verdict));
			leaving += 1;
		} else {
			excluded += 1;
		}
	}
	const counts = {
		read: patients.length,
		fenced: patients.length - own.length,
		excluded,
		leaving,
	};
	const { fields = [], workflowStep } = options.alsoAudited?.({ items, counts, known: rows }) ?? {};
	await reportPage(client, {
		action: 'read',
		// Who was kept out was read as well: the record names every patient of the practice.
		subjects: own.map(({ patient }) => auditSubject(session, patient.id)),
		fields: [
			...new Set([
				...(options.dataScope === 'recordIds'
					? ['id']
					: scopeFields(options.dataScope, port.scope.profile.scope.fields)),
				...fields,
			]),
		],
		purpose: 'HOPERAT',
		flow: options.flow ?? session.flow,
		...(options.runId !== undefined && { runId: options.runId }),
		...(workflowStep !== undefined && { workflowStep }),
	});
	return { items, counts };
}

function decide(
	{ port: { scope } }: Session,
	today: string,
	source: SourcePatient,
	row?: LookupRow,
): InclusionVerdict {
	return decideInclusion({
		record: {
			practiceId: source.recordPracticeId,
			practiceName: source.recordPracticeName,
			givenName: source.patient.givenName,
			familyName: source.patient.familyName,
			flags: source.flags,
			lastVisitOn: source.lastVisitOn,
		},
		practice: scope,
		cohort: row?.cohort ?? [],
		profile: scope.profile,
		today,
	});
}

function patientId({ port: { scope } }: Session, value: string) {
	return { system: scope.system, practiceId: scope.practiceId, type: 'patient' as const, value };
}

function isForLackOfVisits(verdict: InclusionVerdict): boolean {
	return (
		verdict.verdict === 'left' &&
		[inclusionReasons.lastVisitNotTold, inclusionReasons.noRecentVisit].some(
			(reason) => reason === verdict.reason,
		)
	);
}

/** A customer whose content HealthSail has already taken away needs no second strip. */
function holdsCustomer(link: CustomerLink | null): link is CustomerLink {
	return link !== null && link.syncState !== 'left' && link.syncState !== 'excluded';
}

function includedItem(
	{ port: { scope } }: Session,
	{ patient }: SourcePatient,
	link: CustomerLink | null,
	dataScope: PageOptions['dataScope'],
): IDataObject {
	const content =
		dataScope === 'recordIds'
			? { system: patient.system, practiceId: patient.practiceId, id: patient.id }
			: (applyScope(patient, dataScope, scope.profile.scope.fields) as unknown as IDataObject);
	return {
		...content,
		syncState: 'included',
		healthsail: link as unknown as IDataObject | null,
	};
}

function leavingItem(
	session: Session,
	{ patient }: SourcePatient,
	link: CustomerLink,
	{ verdict, reason }: Outside,
): IDataObject {
	return {
		system: patient.system,
		practiceId: patient.practiceId,
		id: patient.id,
		externalIds: [patientId(session, patient.id)],
		syncState: verdict,
		reason,
		healthsail: link as unknown as IDataObject,
	};
}
