export const auditActions = [
	'create',
	'read',
	'update',
	'delete',
	'export',
	'escalate',
	'transmit',
	'link',
	'unlink',
	'exclude',
	'merge',
	'decide',
] as const;

export const auditOutcomes = ['success', 'denied', 'failure', 'unknown'] as const;
