import type { NodeDraft } from './workflow.mjs';

interface Box {
	readonly position: readonly [number, number];
	readonly width: number;
	readonly height: number;
}

/** The one yellow note of a workflow. It has no colour key: that is what makes it yellow. */
export function overviewNote(box: Box, text: OverviewText): NodeDraft {
	return note('Overview', box, {
		content: [
			`## ${text.title}`,
			text.intro,
			'### How it works',
			text.howItWorks.map((step, index) => `${index + 1}. ${step}`).join('\n'),
			'### Setup',
			text.setup.map((step) => `- ${step}`).join('\n'),
		].join('\n\n'),
	});
}

export interface OverviewText {
	readonly title: string;
	readonly intro: string;
	readonly howItWorks: readonly string[];
	readonly setup: readonly string[];
}

/** A white note that frames the nodes of one section. */
export function sectionNote(title: string, text: string, box: Box): NodeDraft {
	return note(`Section: ${title}`, box, { content: `## ${title}\n\n${text}`, color: 7 });
}

function note(
	name: string,
	{ position, width, height }: Box,
	parameters: { readonly content: string; readonly color?: number },
): NodeDraft {
	return {
		name,
		position,
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		parameters: {
			content: parameters.content,
			height,
			width,
			...(parameters.color !== undefined && { color: parameters.color }),
		},
	};
}
