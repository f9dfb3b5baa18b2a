import { ages, sections, sectionTitles, type InboxView, type Section } from '../view';
import { html, type Content, type Html } from '../html';
import { emptyHtml } from './cards';
import { frame, hidden, noticeBox, type Notice } from './frame';

/** Everything that a page of a list shows. */
export interface InboxPage {
	readonly view: InboxView;
	/** The hidden member of every form that says who is signed in. */
	readonly session: string;
	readonly reviewerName: string;
	/** Whether signing out ends it: behind a proxy it is the proxy that knows who somebody is. */
	readonly canSignOut: boolean;
	readonly notice?: Notice;
	/** The row that was just tried, where it needs a look. */
	readonly focus?: Html;
	readonly counts: Partial<Readonly<Record<Section, string>>>;
	/** Practices to choose from: key and name. */
	readonly practices: ReadonlyArray<readonly [string, string]>;
	readonly rows: readonly Html[];
	/** Rows of all pages. */
	readonly total: number;
	/** More wait than were read. */
	readonly isCut: boolean;
	readonly pages: number;
}

const introductions: Readonly<Record<Section, string>> = {
	changes: 'What patients ask to have changed. Only what you approve is written to the practice.',
	newPatients: 'People who want to become patients. Approved ones are added to the practice.',
	matches: 'Records that may be one person. Nothing is linked before you decide.',
	incidents:
		'Writes that changed more than they should. They stop all writes to the practice until released.',
	withStaff:
		'Approved, and not written by the interface: somebody keys these in. They leave this list when the practice shows the value.',
	decided: 'The last 50 decisions, the youngest first.',
};

const emptyTexts: Readonly<Record<Section, string>> = {
	changes: 'No change waits for a decision.',
	newPatients: 'Nobody waits to become a patient.',
	matches: 'No pair of records waits for a decision.',
	incidents: 'There is no open incident: writes go on.',
	withStaff: 'Nothing waits to be keyed in.',
	decided: 'Nothing was decided yet.',
};

/** Members that say what is looked at; with the session they are in every form. */
export function viewMembers({ view, session }: Pick<InboxPage, 'view' | 'session'>) {
	const { section, name, practice, olderThanDays, page } = view;
	return { session, section, name, practice, olderThanDays, page };
}

/** The page of one list. */
export function inboxPage(page: InboxPage): string {
	const { view, notice, focus, rows } = page;
	const isFiltered = view.name !== '' || view.practice !== '' || view.olderThanDays !== 0;
	return frame({
		title: `${sectionTitles[view.section]} – Staff review inbox`,
		head: headHtml(page),
		main: html`${tabsHtml(page)}
			<h1>${sectionTitles[view.section]}</h1>
			<p class="meta">${introductions[view.section]}</p>
			${noticeBox(notice)} ${focus} ${filterHtml(page)} ${isFiltered && filteredHtml(page)}
			<section aria-label="${sectionTitles[view.section]}">
				${rows.length > 0
					? rows
					: emptyHtml(
							isFiltered
								? 'Nothing fits the filter. Clear it to see everything.'
								: emptyTexts[view.section],
						)}
			</section>
			${pagesHtml(page)}`,
		foot: html`<footer class="in">
			Keys: <kbd>j</kbd> next, <kbd>k</kbd> previous, <kbd>a</kbd> approve, <kbd>r</kbd> reject,
			<kbd>/</kbd> search.
		</footer>`,
	});
}

function headHtml(page: InboxPage): Html {
	return html`<div class="who">
		<span>${page.reviewerName}</span>
		${page.canSignOut &&
		html`<form method="post" action="">
			${hidden({ session: page.session, act: 'signOut' })}<button>Sign out</button>
		</form>`}
	</div>`;
}

function tabsHtml(page: InboxPage): Html {
	const { section, name, practice, olderThanDays } = page.view;
	const kept = { session: page.session, name, practice, olderThanDays };
	return html`<nav class="tabs" aria-label="Lists">
		<form method="post" action="">
			${hidden({ ...kept, act: 'view' })}
			${sections.map(
				(one) =>
					html`<button
						name="section"
						value="${one}"
						${one === section && html` aria-current="page"`}
					>
						${sectionTitles[one]}${countText(page.counts[one])}
					</button> `,
			)}
		</form>
	</nav>`;
}

const countText = (count: string | undefined): Content => count !== undefined && ` (${count})`;

function filterHtml(page: InboxPage): Html {
	const { view, session, practices } = page;
	const option = (value: string | number, text: string, isChosen: boolean) =>
		html`<option value="${value}" ${isChosen && html` selected`}>${text}</option>`;
	return html`<form class="filter" method="post" action="" role="search">
		${hidden({ session, section: view.section, act: 'view' })}
		<label
			>Name
			<input name="name" value="${view.name}" maxlength="100" autocomplete="off" data-search />
		</label>
		<label
			>Practice
			<select name="practice">
				${option('', 'All practices', view.practice === '')}
				${practices.map(([key, text]) => option(key, text, key === view.practice))}
			</select>
		</label>
		<label
			>Waiting
			<select name="olderThanDays">
				${option(0, 'Any time', view.olderThanDays === 0)}
				${ages.map((days) =>
					option(
						days,
						`More than ${days} ${days === 1 ? 'day' : 'days'}`,
						days === view.olderThanDays,
					),
				)}
			</select>
		</label>
		<button>Filter</button>
	</form>`;
}

/** The filter stays from list to list, so each says that it is not whole; on paper as well. */
function filteredHtml({ view, session }: InboxPage): Html {
	return html`<form class="filtered" method="post" action="">
		${hidden({ session, section: view.section, act: 'view' })}
		<p class="meta">This list is filtered: there may be more.</p>
		<button>Show everything</button>
	</form>`;
}

function pagesHtml(page: InboxPage): Content {
	const { view, pages, total, isCut } = page;
	const cut = isCut
		? html`<p class="meta">
				More than these wait. The oldest are shown; the rest follow as you decide.
			</p>`
		: undefined;
	if (pages <= 1) return cut;
	const members = viewMembers(page);
	const button = (to: number, text: string) =>
		to >= 1 &&
		to <= pages &&
		html`<form method="post" action="">
			${hidden({ ...members, page: to, act: 'view' })}<button>${text}</button>
		</form>`;
	return html`<nav class="pages" aria-label="Pages">
			${button(view.page - 1, 'Previous page')}
			<span>Page ${view.page} of ${pages}, ${total} in all</span>
			${button(view.page + 1, 'Next page')}
		</nav>
		${cut}`;
}
