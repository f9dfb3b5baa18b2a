import { createHash } from 'node:crypto';

/**
 * A node id: a UUID that depends on nothing but where the node stands, so that generating twice
 * gives the same file and the importer recognizes a workflow by its nodes.
 */
export function nodeId(templateId: string, workflowKey: string, nodeName: string): string {
	const hex = digest(['node', templateId, workflowKey, nodeName]);
	const variant = ((parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`5${hex.slice(13, 16)}`,
		`${variant}${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join('-');
}

/** A workflow id of 16 letters and digits, n8n's own form. */
export function workflowId(templateId: string, workflowKey: string): string {
	return digest(['workflow', templateId, workflowKey]).slice(0, 16);
}

function digest(parts: readonly string[]): string {
	return createHash('sha256').update(parts.join('\n')).digest('hex');
}
