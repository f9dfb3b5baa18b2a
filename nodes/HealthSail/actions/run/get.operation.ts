import { getOperation } from '../factories';
import { runIdField } from './fields';

export const get = getOperation({
	label: 'run',
	plural: 'runs',
	path: '/runs',
	idField: runIdField,
	get: 'getRun',
});
