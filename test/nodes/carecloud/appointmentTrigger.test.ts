import { describeAppointmentChanges } from '../../support/appointmentChanges';
import { credential, type } from './support';

/** Appointment Changed of CareCloud: windows are read again and compared (sheet 4.2, 5). */

const numbered = (head: string) => (record: number) =>
	`${head}-0000-4000-8000-${record.toString(16).padStart(12, '0')}`;

describeAppointmentChanges({
	title: 'CareCloud',
	key: 'carecloud',
	port: 5760,
	nodeType: 'careCloudTrigger',
	credentials: async (sandbox) =>
		await Promise.resolve({ [type]: credential(sandbox.url('carecloud')) }),
	patientId: numbered('ca4ec10d'),
	appointmentId: numbered('ca4ea990'),
	practiceId: '1',
	tellsTimes: true,
	tellsCancelled: true,
	tellsMovedAway: false,
	midway: { operation: 'listAppointments', kind: 'malformed' },
});
