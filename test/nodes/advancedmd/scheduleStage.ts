import type { PracticeSystem } from '../../../nodes/common/practice/port';
import type { AppointmentBooking } from '../../../nodes/common/practice/records';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { control, openPort } from './support';

/** What the tests of appointments and bookings share. All data is made up. */

/** An appointment as the sandbox keeps it. */
export interface Entry {
	id: number;
	patientId?: number;
	practiceId: number;
	providerId: number;
	locationId: number;
	typeId: number;
	start: string;
	minutes: number;
	status: string;
	comment?: string;
}

export interface Office {
	readonly sandbox: SandboxProcess;
	readonly loginUrl: string;
	readonly port: PracticeSystem;
}

/** Starts an office of two practices and opens a port on it; the caller stops the sandbox. */
export async function startOffice(at: number): Promise<Office> {
	const sandbox = await startSandbox(at, [
		...['--systems', 'advancedmd', '--patients', '60', '--seed', '7', '--no-limits'],
		...['--second-practice', '12', '--opted-out', '0', '--flagged', '0'],
	]);
	const loginUrl = sandbox.url('advancedmd');
	return { sandbox, loginUrl, port: await openPort(loginUrl) };
}

/** Takes back the faults that a test has left armed. */
export async function clearFaults({ status }: SandboxProcess): Promise<void> {
	await fetch(`${status}/control/faults`, { method: 'DELETE' });
}

/** The civil date so many days from today. */
export const day = (offset: number) =>
	new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

export async function scheduleOf(sandbox: SandboxProcess): Promise<Entry[]> {
	return (await control<{ appointments: Entry[] }>(sandbox, 'advancedmd/written')).appointments;
}

export const vendorId = ({ id }: Entry) => String(500_000 + id);

/** The next day that is a Tuesday, far enough ahead to be free of seeded appointments. */
export function nextTuesday(after: number): string {
	for (let offset = after; ; offset++) {
		if (new Date(`${day(offset)}T12:00:00Z`).getUTCDay() === 2) return day(offset);
	}
}

export async function firstSlot(port: PracticeSystem, date: string, resourceId = '11') {
	const slots = await port.schedule?.slots?.({
		window: { from: date, to: date },
		resourceId,
		typeId: '3',
	});
	if (!slots?.length) throw new Error('There is no open slot.');
	return slots[0];
}

export function bookingAt(
	startsAt: string,
	reference: string,
	over: Partial<AppointmentBooking> = {},
): AppointmentBooking {
	return {
		patientId: '100001',
		resourceId: '11',
		typeId: '3',
		startsAt,
		durationMinutes: 30,
		reference,
		...over,
	};
}
