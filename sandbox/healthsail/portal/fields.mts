import { html, Html } from '../../core/html.mjs';
import type { Input, Part, Texts } from './parts/part.mjs';

/**
 * One labelled input, with its hint and with what is wrong beside it. `marked`: whether the label says
 * that it may be empty.
 */
export function field(input: Input, texts: Texts, errors: Texts, marked = true): Html {
	const { name, label, hint, narrow } = input;
	const optional = marked && input.optional;
	const error = errors[name];
	return html`<div class="field${narrow && ' narrow'}">
		<label for="${name}">${label}${optional && html` <small>(optional)</small>`}</label>
		${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
		${error && html`<p class="wrong" id="${name}-wrong">${error}</p>`}
		${control(input, texts[name] ?? '', error)}
	</div>`;
}

function control(input: Input, text: string, error: string | undefined): Html {
	const { name, kind = 'text', autocomplete, options, hint, optional } = input;
	const told = [hint && `${name}-hint`, error && `${name}-wrong`].filter(Boolean).join(' ');
	const common = {
		...{ id: name, name, autocomplete, 'aria-describedby': told },
		'aria-invalid': error && 'true',
		required: !optional,
	};
	if (!options) {
		const own = { type: kind, inputmode: kind === 'text' ? '' : kind, value: text };
		return html`<input${attributes({ ...common, ...own })} />`;
	}
	const choices = options.map(
		([value, title]) =>
			html`<option${attributes({ value, selected: value === text })}>${title}</option>`,
	);
	return html`<select${attributes(common)}>${choices}</select>`;
}

/** Attributes of an element; those that are empty or false stay away, but for a value. */
function attributes(given: Readonly<Record<string, string | boolean | undefined>>): Html {
	const written = Object.entries(given).flatMap(([name, value]) => {
		if (value === true) return html` ${name}`;
		return value || (name === 'value' && value === '') ? html` ${name}="${value}"` : [];
	});
	return html`${written}`;
}

/** The errors of a form in one place, each a link to its input. */
export function problemBox(parts: readonly Part[], errors: Texts, words = ''): Html | false {
	const rows = parts.flatMap(({ title, inputs }) =>
		inputs
			.filter(({ name }) => errors[name])
			.map(({ name, label }) => {
				const what = label === title ? label : `${title}, ${label}`;
				return html`<li><a href="#${name}">${what}: ${errors[name]}</a></li>`;
			}),
	);
	if (rows.length === 0 && words === '') return false;
	return html`<div class="problem" role="alert" tabindex="-1" autofocus>
		<h2>Nothing was sent yet</h2>
		${words && html`<p>${words}</p>`}
		${rows.length > 0 &&
		html`<ul>
			${rows}
		</ul>`}
	</div>`;
}
