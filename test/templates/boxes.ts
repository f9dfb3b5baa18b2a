import type { INode } from 'n8n-workflow';

/** Where something stands on the canvas. */
export interface Box {
	readonly name: string;
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** The square of a node and its name below it, in pixels. */
export function nodeBox({ name, position: [left, top] }: INode): Box {
	return { name, left, top, right: left + 96, bottom: top + 130 };
}

/** A sticky note, in pixels. */
export function stickyBox({ name, position: [left, top], parameters }: INode): Box {
	return {
		name,
		left,
		top,
		right: left + Number(parameters.width),
		bottom: top + Number(parameters.height),
	};
}

/** Whether one box lies in the other. */
export function inside(inner: Box, outer: Box): boolean {
	return (
		inner.left >= outer.left &&
		inner.top >= outer.top &&
		inner.right <= outer.right &&
		inner.bottom <= outer.bottom
	);
}

/** Pairs of boxes that share a point. */
export function overlaps(boxes: readonly Box[]): string[] {
	return boxes.flatMap((one, index) =>
		boxes
			.slice(index + 1)
			.filter(
				(other) =>
					one.left < other.right &&
					other.left < one.right &&
					one.top < other.bottom &&
					other.top < one.bottom,
			)
			.map((other) => `${one.name} and ${other.name}`),
	);
}
