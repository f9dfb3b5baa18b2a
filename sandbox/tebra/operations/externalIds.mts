import { collection, row } from '../answers.mjs';
import { leaf } from '../xmlOut.mjs';
import { entries, part, type Operation } from './types.mjs';

const vendorColumns = ['ExternalVendorID', 'ExternalVendorName'] as const;

/** Longer external ids are cut at this length without a word (sheet 4.2). */
const MAX_EXTERNAL_ID = 25;

/** The external systems that registered with the account. */
export const getExternalVendors: Operation = {
	dataElement: 'ExternalVendors',
	run(_request, { vendors }) {
		const rows = vendors.map(({ id, name }) =>
			row('ExternalVendorData', vendorColumns, {
				ExternalVendorID: String(id),
				ExternalVendorName: name,
			}),
		);
		return { data: collection('ExternalVendors', 'ExternalVendorData', vendorColumns, rows) };
	},
};

/** Registers an external system; a name can be taken once. */
export const registerExternalVendor: Operation = {
	dataElement: 'ExternalVendor',
	run(request, { vendors }) {
		const asked = part(request, 'ExternalVendor');
		if (!asked) return { nullReference: true };
		const name =
			typeof asked.ExternalVendorName === 'string' ? asked.ExternalVendorName.trim() : '';
		if (name === '') return { error: 'ExternalVendorName is required.' };
		if (vendors.some((vendor) => vendor.name.toLowerCase() === name.toLowerCase())) {
			return { error: 'An external vendor of this name exists.' };
		}
		const vendor = { id: vendors.length + 1, name };
		vendors.push(vendor);
		return {
			data: `<ExternalVendor>${leaf('ExternalVendorID', vendor.id)}${leaf('ExternalVendorName', name)}</ExternalVendor>`,
			effect: 'write',
		};
	},
};

/**
 * Sets external ids: unique per vendor, cut at 25 characters, `ItemsUpdated` empty even on success
 * (sheet 4.2). A setting that names an unknown patient, vendor or practice does nothing, unseen.
 */
export const updatePatientsExternalId: Operation = {
	dataElement: 'ItemsUpdated',
	run(request, { store, vendors }) {
		const updates = part(request, 'Updates');
		if (!updates || !part(updates, 'UpdateBatch')) return { nullReference: true };
		const settings = entries(updates, 'UpdateBatch', 'PatientExternalIDSetting');
		const ready: { vendorId: number; externalId: string; patientId: number }[] = [];
		for (const { externalID, externalVendorID, patientID, practiceID } of settings) {
			if (
				typeof externalID !== 'string' ||
				externalID === '' ||
				typeof externalVendorID !== 'number' ||
				typeof patientID !== 'number' ||
				!vendors.some(({ id }) => id === externalVendorID) ||
				!store.has(patientID) ||
				store.practiceId(patientID) !== practiceID
			) {
				continue;
			}
			const externalId = externalID.slice(0, MAX_EXTERNAL_ID);
			const holder =
				ready.find((one) => one.vendorId === externalVendorID && one.externalId === externalId)
					?.patientId ?? store.byExternalId(externalVendorID, externalId);
			if (holder !== undefined && holder !== patientID) {
				return {
					error:
						"Violation of UNIQUE KEY constraint 'UX_PatientExternalID'. Cannot insert duplicate key.",
				};
			}
			ready.push({ vendorId: externalVendorID, externalId, patientId: patientID });
		}
		let effect: 'write' | 'none' = 'none';
		for (const { vendorId, externalId, patientId } of ready) {
			if (store.byExternalId(vendorId, externalId) === patientId) continue;
			store.setExternalId(vendorId, externalId, patientId);
			effect = 'write';
		}
		return { data: '<ItemsUpdated/>', effect };
	},
};
