import { describeAppointmentChanges } from '../../support/appointmentChanges';
import { idOf, nextGenCredential, personId, profileWith } from './support';

/** Appointment Changed of NextGen: by the time of change, on whatever day (sheet 4.2, 5). */

describeAppointmentChanges({
	title: 'NextGen',
	key: 'nextgen',
	port: 5770,
	nodeType: 'nextGenTrigger',
	credentials: async (sandbox) =>
		await Promise.resolve({
			// One row a call, so that a sweep of two changes takes more than one.
			nextGenOAuth2Api: nextGenCredential(sandbox.url('nextgen'), {
				practiceProfile: profileWith({ top: 1 }),
			}),
		}),
	patientId: personId,
	appointmentId: (record) => idOf('09', record),
	practiceId: '0001',
	tellsTimes: true,
	tellsCancelled: true,
	tellsMovedAway: true,
	midway: { operation: 'appointments.list', kind: 'malformed' },
});
