import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import type { Capability } from '../../../lib/capability';
import type { ShowWhen } from '../fields';
import type { Session } from './session';

export const practiceResources = {
	appointment: 'Appointment',
	appointmentType: 'Appointment Type',
	balance: 'Balance',
	charge: 'Charge',
	coverage: 'Coverage',
	demographicChange: 'Demographic Change',
	document: 'Document',
	eligibility: 'Eligibility',
	encounter: 'Encounter',
	externalId: 'External ID',
	location: 'Location',
	patient: 'Patient',
	payment: 'Payment',
	practice: 'Practice',
	provider: 'Provider',
	slot: 'Slot',
	staffNotice: 'Staff Notice',
} as const;
export type PracticeResource = keyof typeof practiceResources;

/** What an operation works with for one input item. */
export interface PracticeCall {
	readonly context: IExecuteFunctions;
	readonly session: Session;
	readonly itemIndex: number;
	/** Reads a parameter for this item. */
	param<T>(name: string, fallback?: unknown): T;
}

/** An operation that every vendor's node offers if its system can: written once (design 1). */
export interface PracticeOperation {
	readonly resource: PracticeResource;
	/** Value of the operation parameter; stable. */
	readonly operation: string;
	/** Shown in the list, Title Case. */
	readonly name: string;
	/** Shown in the node panel, sentence case, without articles. */
	readonly action: string;
	readonly description: string;
	/** Shown only where the system's capability row says so. */
	readonly capability: Capability;
	/** Names of the outputs when there are more than one. */
	readonly outputs?: readonly string[];
	/** Items worked on at the same time; absent = one after the other. */
	readonly concurrency?: number;
	fields(show: ShowWhen): INodeProperties[];
	/** One list of items per output. Throws SafeError. */
	run(call: PracticeCall): Promise<INodeExecutionData[][]>;
}

/** Items of plain objects; the loop pairs them. */
export function toItems(list: readonly object[]): INodeExecutionData[] {
	return list.map((json) => ({ json: json as IDataObject }));
}
