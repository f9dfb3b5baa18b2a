import { describeAppointmentChanges, told, wallClock } from '../../support/appointmentChanges';
import { credentialsOf, describedBy } from './support';

/** Appointment Changed of Prime Suite: its day lists are read again and compared (sheet 4.2, 5). */

const watch = describeAppointmentChanges({
	title: 'Prime Suite',
	key: 'greenway_prime_suite',
	port: 5780,
	nodeType: 'greenwayTrigger',
	parameters: { product: 'primeSuite' },
	credentials: async (sandbox) => credentialsOf(await describedBy(sandbox, 'primeSuite', 5780)),
	patientId: (record) => `pt-${3000 + record}`,
	appointmentId: String,
	practiceId: '1',
	tellsTimes: false,
	tellsCancelled: true,
	tellsMovedAway: false,
	midway: { operation: 'PatientListGet', kind: 'malformed' },
});

test('the visit of somebody who cannot be told to be the patient of FHIR is not told (sheet 4.1)', async () => {
	const answer = await fetch(
		`${watch().sandbox.status}/control/greenway_prime_suite/state?group=included`,
	);
	const { patients } = (await answer.json()) as {
		patients: Array<{ id: string; birthDate?: string }>;
	};
	const nameless = patients.find(({ birthDate }) => birthDate === undefined);
	const named = patients.find(({ birthDate }) => birthDate !== undefined);
	const trigger = await watch().marked();
	await watch().staff({ patientId: Number(nameless?.id), start: wallClock(22, '08:00') });
	const { id } = await watch().staff({
		patientId: Number(named?.id),
		start: wallClock(22, '09:00'),
	});
	expect(await told(trigger)).toEqual([String(id)]);
	expect(await told(trigger)).toEqual([]);
});
