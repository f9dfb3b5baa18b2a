import type { IDataObject } from 'n8n-workflow';

import { runNode } from '../../support/nodes';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { healthSailAt } from '../healthsail.support/run';

/** Several runs of one booking at once: Tebra's sandbox and HealthSail's, over loopback HTTP. All people are synthetic. */

let sandbox: SandboxProcess;
let patientId: string;

const run = async (operation: string, parameters: IDataObject) =>
	await runNode({
		nodeType: 'tebra',
		parameters: {
			resource: operation.split('.')[0],
			operation: operation.split('.')[1],
			...(parameters as Record<string, string>),
		},
		baseUrls: { tebra: sandbox.tebra, healthSail: sandbox.healthSail },
		credentials: { tebraSoapApi: { sandboxSpeed: 0 } },
	});

beforeAll(async () => {
	sandbox = await startSandbox(5570, ['--patients', '10', '--seed', '7', '--no-limits']);
	const { json, error } = await run('patient.getAll', {});
	expect(error).toBeUndefined();
	const [patient] = json(0).filter(({ syncState }) => syncState === 'included');
	patientId = String(patient.id);
	await healthSailAt(sandbox.healthSail).items('customer', 'createOrUpdate', {}, [patient]);
});

afterAll(async () => {
	await sandbox?.stop();
});

test('five runs of one booking at once book one visit; the others are refused or told of it, and a later run is told of it', async () => {
	const visit = {
		patientId,
		startsAt: '2027-06-01T09:00:00',
		durationMinutes: 20,
		providerId: '2',
		locationId: '1',
		typeId: '2',
		reference: 'HS-L1',
	};
	const runs = await Promise.all(
		Array.from({ length: 5 }, async () => await run('appointment.book', visit)),
	);
	const told = runs.map(({ json, error }) => {
		if (error === undefined) return String(json()[0].outcome);
		return String((error.context?.failure as IDataObject).kind);
	});
	expect(told.filter((outcome) => outcome === 'booked')).toHaveLength(1);
	expect(
		told.filter((outcome) => !['booked', 'alreadyBooked', 'conflict'].includes(outcome)),
	).toEqual([]);

	const day = { from: '2027-06-01', to: '2027-06-01', patientId, returnAll: true };
	const { json } = await run('appointment.getMany', day as IDataObject);
	expect(json()).toHaveLength(1);
	expect((await run('appointment.book', visit)).json()).toMatchObject([
		{ outcome: 'alreadyBooked', appointmentId: json()[0].id, status: 'booked' },
	]);
});
