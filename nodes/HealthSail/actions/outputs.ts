/**
 * Outputs of the node, as an expression that the editor evaluates in the browser: it sees only the
 * node's parameters, so the operations with several outputs are written out. A test compares it
 * with the operations' own `outputs`.
 */
export const outputsExpression = `={{ (() => {
	const outputs = {
		'customer:compare': ['New', 'Changed', 'Unchanged', 'Leaving'],
		'event:take': ['Taken', 'Busy', 'Done Before'],
		'run:start': ['Started', 'Not Started'],
	};
	const names = outputs[$parameter.resource + ':' + $parameter.operation];
	return names ? names.map((displayName) => ({ type: 'main', displayName })) : ['main'];
})() }}` as const;
