// The review inbox as a practice sets it up: who may decide, and where staff open it.
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { proposalNames } from '../workflow-templates/definitions/demographicChanges/names.mjs';
import { staffReviewInbox } from '../workflow-templates/definitions/shared/staffReviewInbox.mjs';
import { Problem, projectFolder, runQuietly } from './boot.mjs';
import type { N8nApi } from './n8nApi.mjs';
import { practiceSystems, type SystemName } from './practiceSystems.mjs';

/** A person who decides; made up. */
export interface Reviewer {
	id: string;
	name: string;
	password: string;
}

export const DANA: Reviewer = {
	id: 'dana',
	name: 'Dana Reviewer',
	password: 'synthetic phrase of dana',
};
export const EVAN: Reviewer = {
	id: 'evan',
	name: 'Evan Reviewer',
	password: 'synthetic phrase of evan',
};

/** Signs the tokens of the inbox; synthetic. */
export const SIGNING_KEY = 'synthetic-signing-key-0123456789abcdef';

export const INBOX_SET = staffReviewInbox.id;

export type ProposalFlow = keyof typeof proposalNames;

const READY_MS = 60_000;

/** The sets of one system with which what staff approve reaches the practice. */
export function approvalSets(system: SystemName): string[] {
	const { key } = practiceSystems[system];
	return [`${key}/demographic-changes`, `${key}/proposal-follow-up`];
}

/** What the credential of the inbox holds, by its documented name; the command makes the lines. */
export async function reviewersCredential(): Promise<Record<string, Record<string, unknown>>> {
	const lines = await Promise.all([DANA, EVAN].map(lineOf));
	return {
		'Staff reviewers account': {
			signIn: 'password',
			reviewers: lines.join('\n'),
			signingKey: SIGNING_KEY,
			sessionMinutes: 120,
		},
	};
}

async function lineOf({ id, name, password }: Reviewer): Promise<string> {
	const cli = path.join(projectFolder, 'build', 'cli', 'main.mjs');
	const args = [cli, 'reviewers', 'hash', '--id', id, '--name', name];
	const out = await runQuietly(process.execPath, args, {
		env: { ...process.env, HEALTHSAIL_REVIEWER_PASSWORD: password },
		failure: 'The line of a reviewer could not be made.',
	});
	return out.trim();
}

/** Publishes the inbox, waits until n8n serves it, and answers where staff open it. */
export async function publishInbox(api: N8nApi): Promise<string> {
	const [{ workflow }] = staffReviewInbox.members;
	await api.activate((await api.findWorkflow(workflow.name)).id);
	const trigger = workflow.nodes.find(({ type }) => type.endsWith('.staffReviewInboxTrigger'));
	const { path: last } = trigger?.parameters as { path: string };
	const url = `${api.url}/webhook/${last}`;
	await untilServed(url);
	return url;
}

/**
 * n8n serves a published workflow a while after it said so, and after a start: first the page, then the
 * forms of it, about which it is asked without sending one.
 */
export async function untilServed(url: string): Promise<void> {
	const headers = { Origin: new URL(url).origin, 'Access-Control-Request-Method': 'POST' };
	const until = Date.now() + READY_MS;
	while (Date.now() < until) {
		const answer = await fetch(url, { method: 'OPTIONS', headers }).catch(() => undefined);
		const served = answer?.headers.get('access-control-allow-methods') ?? '';
		if (served.includes('GET') && served.includes('POST')) return;
		await wait(100);
	}
	throw new Problem('n8n does not serve the review inbox.');
}

/** The id of a workflow of proposals. Throws a Problem where it was not imported. */
export async function proposalWorkflow(
	api: N8nApi,
	system: SystemName,
	flow: ProposalFlow,
): Promise<string> {
	const name = proposalNames[flow](practiceSystems[system].title);
	return (await api.findWorkflow(name)).id;
}
