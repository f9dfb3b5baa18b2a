import { p03PatientMembers, transactionSchema } from '../../hl7/build/charges';
import { a31Members } from '../../hl7/build/patient';
import { scopeFields } from '../scopes';
import { move, noPatients, type NodeScopes, type OperationScope } from './operationScope';
import { changeableFields } from './practice';

/** The HL7 Interface node. */
export const hl7Scopes: NodeScopes = {
	'answer.acknowledge': noPatients,
	'message.sendAdtA31': {
		purpose: 'HOPERAT',
		reads: [],
		sends: [move('engine', a31Members)],
		audited: true,
	},
	'message.sendDftP03': {
		purpose: 'HPAYMT',
		reads: [],
		sends: [move('engine', p03PatientMembers, Object.keys(transactionSchema.shape))],
		audited: true,
	},
};

/** A message is the only source of what it says, so n8n gets the values themselves. */
export const hl7TriggerScope: OperationScope = {
	purpose: 'HOPERAT',
	reads: [move('engine', scopeFields('demographics'), 'appointment')],
	sends: [move('healthsail', 'externalIds')],
	audited: true,
	kept: 'The message stands in clear in n8n’s database (table execution_data) while the flow runs and until the next pruning: 60 to 75 minutes with n8n’s defaults. After a crash of n8n it stays until executions reach their age (EXECUTIONS_DATA_MAX_AGE).',
};

/** Patient Match decides in memory: it calls nobody. */
export const patientMatchScopes: NodeScopes = {
	againstCandidates: noPatients,
	listAgainstList: noPatients,
	withinList: noPatients,
};

/** The review inbox answers inside the trigger, so no execution of n8n holds a page. */
export const inboxTriggerScope: OperationScope = {
	purpose: 'HOPERAT',
	reads: [move('healthsail', changeableFields, 'changes', 'customerId', 'externalIds')],
	sends: [move('staff', changeableFields), move('healthsail', 'review', 'decision')],
	audited: true,
	kept: 'Nothing. The page is answered inside the trigger; n8n stores neither the page nor what was typed into it. The item after a decision holds IDs only.',
};
