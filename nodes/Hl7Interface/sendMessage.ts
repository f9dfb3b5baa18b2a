import { randomUUID } from 'crypto';

import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { patientSchema, type Patient } from '../../lib/canonical/patient';
import {
	buildP03,
	p03PatientMembers,
	transactionSchema,
	type Transaction,
} from '../../lib/hl7/build/charges';
import type { Outgoing } from '../../lib/hl7/build/header';
import { a31Members, a31Patient, buildA31 } from '../../lib/hl7/build/patient';
import { SafeError } from '../../lib/privacy/errors';
import { audited, flowOf, subjectOf, type AuditReport } from '../common/healthsail/audit';
import { createHealthSailClient, type HealthSailClient } from '../common/healthsail/client';
import { decryptOnce } from '../common/transport/send';
import { engineCredentialType, readEngineCredential, type EngineAccess } from './credential';
import { sendToEngine } from './engine';
import { jsonParameter } from './json';

type Param = <T>(name: string, fallback?: unknown) => T;

const transactionsSchema = z.array(transactionSchema).min(1).max(100);

/**
 * ADT A31: what is known of a patient. It may come twice: it tells how things are. `leftOut` names
 * members that the interface settings keep out of it.
 */
export async function sendAdtA31(
	context: IExecuteFunctions,
	itemIndex: number,
	param: Param,
): Promise<IDataObject> {
	const { access, client, decrypted } = await open(context, itemIndex);
	const given = readPatient(param<unknown>('patient'), access);
	const patient = a31Patient(given, access.settings);
	const controlId = readReference(param<string>('reference', ''), false);
	const text = buildA31(patient, outgoing(access, controlId));
	const fields = told(patient, a31Members);
	const leftOut = told(given, a31Members).filter((member) => !fields.includes(member));
	const report = reportOf(context, client, patient, {
		fields: [...fields].sort(),
		purpose: 'HOPERAT',
		workflowStep: 'hl7.sendAdtA31',
	});
	const message = { operation: 'sendAdtA31', text, controlId, isRepeatable: true };
	const delivered = await audited(
		client,
		[report],
		async () => await sendToEngine(context, access, decrypted, message),
	);
	return { ...delivered, reference: controlId, ...(leftOut.length > 0 && { leftOut }) };
}

/** DFT P03: charges, payments and credits. It must not come twice, so it is sent once. */
export async function sendDftP03(
	context: IExecuteFunctions,
	itemIndex: number,
	param: Param,
): Promise<IDataObject> {
	const { access, client, decrypted } = await open(context, itemIndex);
	const patient = readPatient(param<unknown>('patient'), access);
	const transactions = readTransactions(param<unknown>('transactions'));
	const controlId = readReference(param<string>('reference', ''), true);
	const text = buildP03(patient, transactions, controlId, outgoing(access, controlId));
	const report = reportOf(context, client, patient, {
		fields: [
			...new Set([
				...told(patient, p03PatientMembers),
				...transactions.flatMap((entry) => Object.keys(entry)),
			]),
		].sort(),
		purpose: 'HPAYMT',
		workflowStep: 'hl7.sendDftP03',
	});
	const message = { operation: 'sendDftP03', text, controlId, isRepeatable: false };
	const delivered = await audited(
		client,
		[report],
		async () => await sendToEngine(context, access, decrypted, message),
	);
	return {
		...delivered,
		reference: controlId,
		references: transactions.map((_, index) => `${controlId}-${index + 1}`),
	};
}

async function open(context: IExecuteFunctions, itemIndex: number) {
	const { data, decrypted } = await decryptOnce(context, engineCredentialType, itemIndex);
	const access = readEngineCredential(data);
	return { access, decrypted, client: await createHealthSailClient(context, itemIndex) };
}

function told(patient: Patient, members: ReadonlyArray<keyof Patient>): string[] {
	return members.filter((member) => patient[member] !== undefined);
}

function outgoing({ scope, settings }: EngineAccess, controlId: string): Outgoing {
	return { settings, timeZone: scope.timeZone, at: new Date().toISOString(), controlId };
}

/** Throws SafeError `validation`; names of members, never values. */
function readPatient(given: unknown, { scope }: EngineAccess): Patient {
	const parsed = patientSchema.safeParse(jsonParameter(given));
	if (!parsed.success) {
		throw invalid(
			'Patient is not a patient as this pack emits it.',
			parsed.error.issues.map(({ path }) => path.join('.') || 'patient'),
		);
	}
	const { system, practiceId } = parsed.data;
	if (system !== scope.system || practiceId !== scope.practiceId) {
		throw invalid('The patient is of another practice than the credential.', [
			'system',
			'practiceId',
		]);
	}
	return parsed.data;
}

function readTransactions(given: unknown): Transaction[] {
	const parsed = transactionsSchema.safeParse(jsonParameter(given));
	if (parsed.success) return parsed.data;
	throw invalid(
		'Transactions is not a list of 1 to 100 transactions.',
		parsed.error.issues.map(({ path }) => path.join('.') || 'transactions'),
	);
}

/** MSH-10 has 20 places in the versions in use. */
function readReference(text: string, isRequired: boolean): string {
	const reference = text.trim();
	if (reference === '' && !isRequired) return randomUUID().replaceAll('-', '').slice(0, 20);
	if (/^[A-Za-z0-9-]{1,20}$/.test(reference)) return reference;
	throw invalid('Reference has 1 to 20 letters, digits and hyphens.', ['reference']);
}

function reportOf(
	context: IExecuteFunctions,
	client: HealthSailClient,
	{ system, practiceId, id }: Patient,
	facts: Pick<AuditReport, 'fields' | 'purpose' | 'workflowStep'>,
): AuditReport {
	return {
		action: 'transmit',
		subjects: [subjectOf(client, { type: 'patient', system, practiceId, id })],
		destination: { system, practiceId, protocol: 'hl7v2' },
		flow: flowOf(context),
		...facts,
	};
}

function invalid(message: string, fields: readonly string[]): SafeError {
	return new SafeError({
		kind: 'validation',
		message,
		nextStep: 'Open the node and correct the parameter named here.',
		system: 'hl7',
		fields: [...new Set(fields)].slice(0, 20),
	});
}
