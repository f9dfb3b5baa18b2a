import { collection } from '../answers.mjs';
import { patientColumns } from '../columns.mjs';
import type { Read } from '../deserialize.mjs';
import { findPatients, practiceTest } from '../filters.mjs';
import { patientRow } from '../patientRow.mjs';
import { leaf } from '../xmlOut.mjs';
import { part, wantedColumns, type Operation, type OperationContext } from './types.mjs';

/** More rows than this do not fit into one answer: wide windows must be sliced (sheet 5). */
const MAX_ROWS = 25_000;

/** All rows in one answer: this operation does not page (sheet 5). */
export const getPatients: Operation = {
	dataElement: 'Patients',
	run(request, { store, desk, now }) {
		const filter = part(request, 'Filter');
		if (!filter) return { nullReference: true };
		const wanted = wantedColumns(request);
		const found = findPatients(store, filter, MAX_ROWS);
		if (found.length > MAX_ROWS) return { internalFault: true };
		const rows = found.map((patient) =>
			patientRow('PatientData', patient, now, { wanted, notes: desk.files.notesOf(patient.id) }),
		);
		return { data: collection('Patients', 'PatientData', patientColumns, rows) };
	},
};

/** Finds by PatientID, else by ExternalID and ExternalVendorID. */
function findOne(filter: Read, { store }: OperationContext): number | undefined {
	const { PatientID, ExternalID, ExternalVendorID } = filter;
	const id =
		typeof PatientID === 'number'
			? PatientID
			: typeof ExternalID === 'string' && typeof ExternalVendorID === 'number'
				? store.byExternalId(ExternalVendorID, ExternalID)
				: undefined;
	return id !== undefined && store.has(id) ? id : undefined;
}

/** One patient of whatever practice, with cases and policies; nil when there is none. */
export const getPatient: Operation = {
	dataElement: 'Patient',
	run(request, context) {
		const filter = part(request, 'Filter');
		if (!filter) return { nullReference: true };
		const id = findOne(filter, context);
		if (id === undefined) return { data: '<Patient i:nil="true"/>' };
		return {
			data: patientRow('Patient', context.store.get(id), context.now, {
				withCases: true,
				notes: context.desk.files.notesOf(id),
			}),
		};
	},
};

const DEFAULT_BATCH = 200;
const MAX_BATCH = 1000;

/** The only operation that pages: rows after StartKey, then the next key, 0 at the end. */
export const getAllPatients: Operation = {
	dataElement: 'Patients',
	run(request, { store, desk, now }) {
		const filter = part(request, 'Filter');
		if (!filter) return { nullReference: true };
		const asked = typeof filter.BatchSize === 'number' ? filter.BatchSize : DEFAULT_BATCH;
		const size = Math.min(Math.max(asked, 1), MAX_BATCH);
		const after = typeof filter.StartKey === 'number' ? Math.max(filter.StartKey, 0) : 0;
		const practice = practiceTest(filter, store);
		const wanted = wantedColumns(request);
		const rows: string[] = [];
		let last = after;
		let more = false;
		for (let id = after + 1; id <= store.size; id += 1) {
			if (!store.has(id) || !practice(store.practiceId(id), id)) continue;
			if (rows.length === size) {
				more = true;
				break;
			}
			const notes = desk.files.notesOf(id);
			rows.push(patientRow('PatientBatchData', store.get(id), now, { wanted, notes }));
			last = id;
		}
		const key = `<Key>${leaf('nextStartKey', more ? last : 0)}</Key>`;
		return { data: key + collection('Patients', 'PatientBatchData', patientColumns, rows) };
	},
};
