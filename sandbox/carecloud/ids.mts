/** GUIDs of patients and appointments begin so; the record's number is in the last group. */
const patientHead = 'ca4ec10d-0000-4000-8000-';
const appointmentHead = 'ca4ea990-0000-4000-8000-';

const tail = (id: number) => id.toString(16).padStart(12, '0');

function numberOf(head: string, guid: string): number | undefined {
	const text = guid.toLowerCase();
	if (!text.startsWith(head) || !/^[0-9a-f]{12}$/.test(text.slice(head.length))) return undefined;
	return Number.parseInt(text.slice(head.length), 16);
}

/** The GUID of a patient record: always the same one for the same number. */
export const patientGuid = (id: number): string => patientHead + tail(id);

/** The record's number, or undefined when no patient can have this GUID. */
export const patientNumber = (guid: string) => numberOf(patientHead, guid);

/** The GUID of an appointment. */
export const appointmentGuid = (id: number): string => appointmentHead + tail(id);

/** The appointment's number, or undefined when none can have this GUID. */
export const appointmentNumber = (guid: string) => numberOf(appointmentHead, guid);

/** The whole numbers that CareCloud gives to all else (sheet 4), far apart so that none is mixed up. */
export const providerId = (id: number) => 40_000 + id;
export const locationId = (id: number) => 55_000 + id;
/** A schedule column belongs to one provider here. */
export const resourceId = (provider: number) => 37_000 + provider;
export const visitReasonId = (id: number) => 119_000 + id;
export const providerNumber = (id: unknown) => Number(id) - 40_000;
export const locationNumber = (id: unknown) => Number(id) - 55_000;
export const resourceNumber = (id: unknown) => Number(id) - 37_000;
export const visitReasonNumber = (id: unknown) => Number(id) - 119_000;
