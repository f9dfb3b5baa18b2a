import type { RecordKind, RecordOf } from '../../../../lib/privacy/recordScopes';
import { returnAllAndLimit } from '../../fields';
import { auditOptionsField, patientIdField } from '../fields';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import type { PracticeSystem } from '../port';
import { prepareAllRecords } from '../prepareRecords';
import { onlyPatientField, windowFields } from '../recordParameters';
import type { DateWindow, SourceRecord } from '../records';
import { requireStanding } from '../standing';
import { readWindow } from '../times';
import { unsupportedBy } from '../unsupported';
import { auditOptions, idOf, limitOf, optionalIdOf } from './readOptions';

type LedgerRead<Kind extends RecordKind> = (
	port: PracticeSystem,
) =>
	| ((
			window: DateWindow,
			patientId?: string,
	  ) => Promise<ReadonlyArray<SourceRecord<RecordOf<Kind>>>>)
	| undefined;

function ledgerGetMany<Kind extends 'charge' | 'payment'>(
	kind: Kind,
	words: Pick<PracticeOperation, 'resource' | 'action' | 'description' | 'capability'>,
	readOf: LedgerRead<Kind>,
): PracticeOperation {
	return {
		...words,
		operation: 'getMany',
		name: 'Get Many',
		fields: (show) => [
			...windowFields(show),
			onlyPatientField(show),
			...returnAllAndLimit(show),
			auditOptionsField(show),
		],
		async run(call) {
			const { session } = call;
			const { scope } = session.port;
			const read = readOf(session.port);
			if (read === undefined) throw unsupportedBy(scope.system, words.capability);
			const patientId = optionalIdOf(call, 'patientId');
			const window = readWindow(call.param, scope, new Date());
			if (patientId !== undefined) await requireStanding(session, patientId);
			const found = await read(window, patientId);
			const items = await prepareAllRecords(session, kind, found, auditOptions(call));
			return [toItems(items.slice(0, limitOf(call)))];
		},
	};
}

export const chargeGetMany = ledgerGetMany(
	'charge',
	{
		resource: 'charge',
		action: 'Get many charges',
		description: 'Get what the practice charged for services of some days',
		capability: 'charges.list',
	},
	({ ledger }) => ledger?.charges,
);

export const paymentGetMany = ledgerGetMany(
	'payment',
	{
		resource: 'payment',
		action: 'Get many payments',
		description: 'Get payments, refunds and adjustments that were posted on some days',
		capability: 'payments.list',
	},
	({ ledger }) => ledger?.payments,
);

/** What a patient's account owes. */
export const balanceGet: PracticeOperation = {
	resource: 'balance',
	operation: 'get',
	name: 'Get',
	action: 'Get balance',
	description: 'Get what the account of a patient owes',
	capability: 'balances.get',
	concurrency: 4,
	fields: (show) => [patientIdField(show), auditOptionsField(show)],
	async run(call) {
		const { session } = call;
		const { port } = session;
		if (port.ledger?.balance === undefined) throw unsupportedBy(port.scope.system, 'balances.get');
		const patientId = idOf(call, 'patientId');
		await requireStanding(session, patientId);
		const record = await port.ledger.balance(patientId);
		const found = record === undefined ? [] : [{ record, recordPracticeId: undefined }];
		return [toItems(await prepareAllRecords(session, 'balance', found, auditOptions(call)))];
	},
};
