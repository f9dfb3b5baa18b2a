import { SafeError } from '../../../../lib/privacy/errors';
import { returnAllAndLimit } from '../../fields';
import { auditOptionsField, patientIdField } from '../fields';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { prepareAllRecords } from '../prepareRecords';
import { textField } from '../recordParameters';
import { requireStanding } from '../standing';
import { unsupportedBy } from '../unsupported';
import { writeAudited } from './booking';
import { auditOptions, idOf, limitOf } from './readOptions';

/** What the system keeps of a payer's earlier answers. */
export const eligibilityGetLast: PracticeOperation = {
	resource: 'eligibility',
	operation: 'getLast',
	name: 'Get Last',
	action: 'Get last eligibility results',
	description: 'Get the eligibility results that the practice system keeps, the newest first',
	capability: 'eligibility.last',
	concurrency: 4,
	fields: (show) => [patientIdField(show), ...returnAllAndLimit(show), auditOptionsField(show)],
	async run(call) {
		const { session } = call;
		const { port } = session;
		if (port.eligibility?.last === undefined) {
			throw unsupportedBy(port.scope.system, 'eligibility.last');
		}
		const patientId = idOf(call, 'patientId');
		await requireStanding(session, patientId);
		const found = await port.eligibility.last(patientId);
		const items = await prepareAllRecords(
			session,
			'eligibility',
			found.map((record) => ({ record, recordPracticeId: undefined })),
			auditOptions(call),
		);
		return [toItems(items.slice(0, limitOf(call)))];
	},
};

/** Asks the payer through the practice system. A second question costs money, so it is sent once. */
export const eligibilityRequest: PracticeOperation = {
	resource: 'eligibility',
	operation: 'request',
	name: 'Request',
	action: 'Request eligibility',
	description: 'Ask the payer about a policy through the practice system',
	capability: 'eligibility.request',
	fields: (show) => [
		patientIdField(show),
		textField(show, {
			displayName: 'Coverage ID',
			name: 'coverageId',
			required: true,
			placeholder: 'e.g. 901',
			description: 'ID of the insurance policy, from Coverage: Get Many',
		}),
		textField(show, {
			displayName: 'Service Type Code',
			name: 'serviceTypeCode',
			default: '30',
			placeholder: 'e.g. 30',
			description: 'X12 code of the service asked about; 30 is health benefit plan coverage',
		}),
		auditOptionsField(show),
	],
	async run(call) {
		const { session } = call;
		const { port } = session;
		const request = port.eligibility?.request;
		if (request === undefined) throw unsupportedBy(port.scope.system, 'eligibility.request');
		const patientId = idOf(call, 'patientId');
		const coverageId = idOf(call, 'coverageId');
		const serviceTypeCode = idOf(call, 'serviceTypeCode');
		if (coverageId === '' || !/^[A-Z0-9]{1,2}$/.test(serviceTypeCode)) throw wrongQuestion();
		const customer = await requireStanding(session, patientId);
		const record = await writeAudited(
			call,
			patientId,
			customer,
			{
				action: 'transmit',
				fields: ['coverages'],
				step: 'eligibility.request',
				changesNoRecord: true,
				purpose: 'HPAYMT',
			},
			async () => await request(patientId, coverageId, serviceTypeCode),
		);
		const found = [{ record, recordPracticeId: undefined }];
		return [toItems(await prepareAllRecords(session, 'eligibility', found, auditOptions(call)))];
	},
};

function wrongQuestion(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'The coverage ID is empty, or the service type code is none of one or two characters.',
		nextStep: 'Take the coverage ID from Coverage: Get Many, and a code such as 30.',
		fields: ['coverageId', 'serviceTypeCode'],
	});
}
