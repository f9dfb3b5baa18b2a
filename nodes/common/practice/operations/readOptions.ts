import type { PracticeCall } from '../operation';

/** Flow and run for the audit record, from the Options collection. */
export function auditOptions({ param }: PracticeCall): { flow?: string; runId?: string } {
	const { flow, runId } = param<{ flow?: string; runId?: string }>('options', {});
	return { ...(flow && { flow }), ...(runId && { runId }) };
}

/** An id parameter: numbers and blanks are met where expressions fill it. */
export function idOf({ param }: PracticeCall, name: string): string {
	return String(param<unknown>(name, '') ?? '').trim();
}

/** The same for one that may be left empty. */
export function optionalIdOf(call: PracticeCall, name: string): string | undefined {
	return idOf(call, name) || undefined;
}

/** How many records an operation with Return All and Limit hands on. */
export function limitOf({ param }: PracticeCall): number {
	return param<boolean>('returnAll', false) ? Number.POSITIVE_INFINITY : param<number>('limit', 50);
}
