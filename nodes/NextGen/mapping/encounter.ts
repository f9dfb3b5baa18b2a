import type { Code, Encounter, ProviderRecommendation } from '../../../lib/canonical/encounter';
import type { Charge } from '../../../lib/canonical/ledger';
import { parseCivilDate } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parseMoney } from '../../../lib/values/money';
import { cleanDetail, cleanText } from '../../../lib/values/text';
import type { DiagnosisRow, EncounterRow, ProcedureDetail, ProcedureRow } from '../wire/chart';
import type { MappingContext } from './context';
import { instantOf } from './context';

/** A procedure with its detail, where it was read. */
export interface ReadProcedure {
	readonly row: ProcedureRow;
	readonly detail: ProcedureDetail | undefined;
}

/** What belongs to one encounter. */
export interface EncounterParts {
	readonly patientId: string;
	readonly appointmentId: string | undefined;
	readonly diagnoses: readonly DiagnosisRow[];
	readonly procedures: readonly ReadProcedure[];
	readonly recommendations: readonly ProviderRecommendation[];
}

/**
 * An encounter as the canonical one (sheet 4.4). `status` of NextGen is of billing and not looked at:
 * a locked chart, or a patient who checked out, tells that the visit is over and complete.
 */
export function toEncounter(
	wire: EncounterRow,
	parts: EncounterParts,
	{ scope }: MappingContext,
): Encounter {
	const zone = scope.timeZone;
	const checkedOutAt = instantOf(wire.checkOutDateTimeUtc, wire.checkOutDateTime, zone);
	const checkedInAt = instantOf(wire.checkInDateTimeUtc, wire.checkInDateTime, zone);
	const isOver = wire.isLocked === true || checkedOutAt !== undefined;
	return dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: wire.id,
		// External ids have no word for an encounter: its id stands in `id`.
		externalIds: [],
		patientId: parts.patientId,
		appointmentId: parts.appointmentId,
		providerId: wire.renderingProviderId,
		locationId: wire.locationId,
		status: isOver
			? ('finished' as const)
			: checkedInAt === undefined
				? ('unknown' as const)
				: ('in_progress' as const),
		isComplete: wire.isLocked === undefined && !isOver ? null : isOver,
		isSensitive:
			wire.isSensitive === true || wire.suppressPortal === true || wire.suppressOutreach === true,
		startsAt: instantOf(wire.timestampUtc, wire.timestamp, zone),
		endsAt: checkedOutAt,
		diagnoses: parts.diagnoses.flatMap(toDiagnosis),
		procedures: parts.procedures.flatMap(toProcedure),
		recommendations: [...parts.recommendations],
		sourceAt: instantOf(wire.modifyTimestampUtc, wire.modifyTimestamp, zone),
	});
}

function toDiagnosis({ icdCode, icdCodeSystem, description, isDeleted }: DiagnosisRow): Code[] {
	const code = cleanDetail(icdCode);
	if (!code || isDeleted === true) return [];
	const system = icdCodeSystem?.trim() === '10' ? ('icd10' as const) : ('local' as const);
	return [dropAbsent({ code, system, text: cleanText(description) })];
}

/** Five digits, or four and a letter, are CPT; a letter in front is HCPCS; else the practice's own. */
function codeSystemOf(code: string): Code['system'] {
	if (/^\d{4}[\dFTU]$/.test(code)) return 'cpt';
	return /^[A-V]\d{4}$/.test(code) ? 'hcpcs' : 'local';
}

function toProcedure({ row, detail }: ReadProcedure) {
	const code = cleanDetail(row.cpt4Code);
	if (!code || row.isDeleted === true) return [];
	return [
		dropAbsent({
			code,
			system: codeSystemOf(code),
			text: cleanText(row.serviceItemDescription),
			modifiers: detail === undefined ? undefined : modifiersOf(detail),
			units: unitsOf(detail),
		}),
	];
}

function modifiersOf(detail: ProcedureDetail): string[] {
	return [detail.modifierId1, detail.modifierId2, detail.modifierId3, detail.modifierId4].flatMap(
		(modifier) => cleanDetail(modifier) ?? [],
	);
}

function unitsOf(detail: ProcedureDetail | undefined): number | undefined {
	const units = Number(detail?.units ?? Number.NaN);
	return Number.isFinite(units) && units > 0 ? units : undefined;
}

/**
 * A procedure as a charge (sheet 4.5: the members of charges themselves are not confirmed); none when
 * it has no amount or is kept from billing. The profile says whether the amount is for all units or for one.
 */
export function toCharge(
	{ row, detail }: ReadProcedure,
	patientId: string,
	{ scope, settings }: MappingContext,
): Charge[] {
	const amount = parseMoney(detail?.amount);
	if (amount === undefined || detail === undefined || detail.isBillingSuppressed) return [];
	const units = unitsOf(detail);
	const perUnit = settings.procedureAmount === 'perUnit';
	return [
		dropAbsent({
			system: scope.system,
			practiceId: scope.practiceId,
			id: row.id,
			patientId,
			encounterId: row.encounterId,
			serviceDate: parseCivilDate(row.serviceDate),
			postedOn: parseCivilDate(detail.createTimestamp),
			procedureCode: cleanDetail(row.cpt4Code),
			modifiers: modifiersOf(detail),
			diagnosisCodes: diagnosisCodesOf(detail),
			units,
			amount: {
				amount: perUnit ? Math.round(amount * (units ?? 1)) : amount,
				currency: 'USD' as const,
			},
			status: cleanText(row.status),
			isVoided: row.isDeleted === true,
		}),
	];
}

function diagnosisCodesOf(detail: ProcedureDetail): string[] {
	return [
		detail.diagnosisCodeId1,
		detail.diagnosisCodeId2,
		detail.diagnosisCodeId3,
		detail.diagnosisCodeId4,
	].flatMap((code) => cleanDetail(code) ?? []);
}
