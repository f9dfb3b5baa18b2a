import type { PracticePatient } from '../../practice/records.mjs';
import { bareNumber, patientIdOf, SERVER_ZONE } from '../account.mjs';
import { ownRecord, unknownRecord, type Message, type MessageContext } from '../context.mjs';
import { demographicNode, nameOf } from '../patientNode.mjs';
import { collapsed, upper, type Node } from '../wire.mjs';
import { readUsStamp, usDate, usStamp } from '../zones.mjs';

const PAGE = 50;
/** More changed rows than this are cut off without a word (sheet 5: the real number is not known). */
const MOST_CHANGES = 1000;

/** Records of the office key, by number. */
function* own({ store }: MessageContext): Iterable<number> {
	for (let id = 1; id <= store.size; id += 1) {
		if (store.has(id) && store.practiceId(id) === 1) yield id;
	}
}

/** Letters as the search compares them: capitals without accents. */
function plain(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[Łł]/g, 'L').replace(/[Øø]/g, 'O');
}

/** What a search compares of a patient. */
interface IndexEntry {
	id: number;
	name: string;
	last: string;
	first: string;
	chart: string;
	phones: readonly string[];
	ssn: string | undefined;
}

/** Up to this many records the index is always of this moment. */
const SMALL = 2000;
const KEPT_FOR = 60_000;

const indexes = new WeakMap<MessageContext['store'], { at: number; entries: IndexEntry[] }>();

/** Everybody in the order of names; of a large practice kept for a minute, as reading it takes seconds. */
function indexOf(context: MessageContext, page: number): IndexEntry[] {
	const { store } = context;
	const known = indexes.get(store);
	const isFresh = known !== undefined && (page > 1 || Date.now() - known.at < KEPT_FOR);
	if (store.size > SMALL && isFresh) return known.entries;
	const entries = [...own(context)].map((id): IndexEntry => {
		const { person } = store.get(id);
		const phones = [person.homePhone, person.mobilePhone, person.workPhone];
		return {
			id,
			name: nameOf(person),
			last: plain(upper(person.lastName)),
			first: plain(upper(person.firstName)),
			chart: upper(person.chartNumber),
			phones: phones.flatMap((phone) => phone?.number ?? []),
			ssn: person.ssn,
		};
	});
	entries.sort((a, b) => (a.name === b.name ? a.id - b.id : a.name < b.name ? -1 : 1));
	indexes.set(store, { at: Date.now(), entries });
	return entries;
}

/** By name (`LAST,FIRST` or part), telephone, social security or chart number (sheet 4.1). */
function matcher(message: Node): ((entry: IndexEntry) => boolean) | undefined {
	const exact = message['@exactmatch'] === '-1';
	const same = (have: string, want: string) => (exact ? have === want : have.startsWith(want));
	if (typeof message['@name'] === 'string') {
		const [last, first] = message['@name'].split(',');
		return (entry) => same(entry.last, last) && (first === undefined || same(entry.first, first));
	}
	if (typeof message['@chart'] === 'string') {
		const chart = message['@chart'];
		return (entry) => chart !== '' && entry.chart === chart;
	}
	if (typeof message['@phone'] === 'string') {
		const digits = message['@phone'];
		return ({ phones }) => phones.includes(digits);
	}
	if (typeof message['@ssn'] === 'string') {
		const ssn = message['@ssn'].replace(/\D/g, '');
		return (entry) => ssn !== '' && entry.ssn === ssn;
	}
	return undefined;
}

/** Results by search and index: pages of one search follow each other. */
const searches = new WeakMap<IndexEntry[], Map<string, IndexEntry[]>>();

function search(index: IndexEntry[], message: Node, fits: (entry: IndexEntry) => boolean) {
	const { '@page': _page, '@msgtime': _time, ...rest } = message;
	const key = JSON.stringify(rest);
	const known = searches.get(index) ?? new Map<string, IndexEntry[]>();
	searches.set(index, known);
	const found = known.get(key) ?? index.filter(fits);
	known.set(key, found);
	return found;
}

export const lookupPatient: Message = (message, context) => {
	const fits = matcher(message);
	if (fits === undefined) return { badRequest: 'Invalid column name' };
	const page = Math.max(1, Number(message['@page'] ?? '1') || 1);
	const { store } = context;
	const found = search(indexOf(context, page), message, fits).filter(({ id }) => store.has(id));
	const part = found.slice((page - 1) * PAGE, page * PAGE).map(({ id }) => store.get(id));
	const rows = part.map(({ id, person }) => ({
		'@id': `pat${patientIdOf(id)}`,
		'@name': nameOf(person),
		'@chart': upper(person.chartNumber),
		'@ssn': person.ssn ? `XXX-XX-${person.ssn.slice(-4)}` : '',
		// Search says gender, demographics sex (sheet 4.1).
		'@gender': person.sex.slice(0, 1),
		'@dob': usDate(person.birthDate),
		'@email': upper(person.email),
		address: {
			'@address2': upper(person.address.line1),
			'@city': upper(person.address.city),
			'@state': upper(person.address.state),
			'@zip': person.address.zip ?? '',
		},
	}));
	return {
		results: {
			patientlist: {
				'@itemcount': String(found.length),
				'@page': String(page),
				'@pagecount': String(Math.ceil(found.length / PAGE)),
				'@itemsfrom': String(rows.length === 0 ? 0 : (page - 1) * PAGE + 1),
				'@itemsto': String((page - 1) * PAGE + rows.length),
				...collapsed('patient', rows),
			},
		},
	};
};

export const getDemographic: Message = (message, context) => {
	if (message['@patientid'] === undefined) {
		return { code: '-2147218426', description: 'No Patient ID Included' };
	}
	const record = ownRecord(String(bareNumber(message['@patientid'])), context);
	if (record === undefined) return unknownRecord;
	const isWhole = message['@class'] === 'demographics';
	return { results: demographicNode(context.store.get(record), context, isWhole) };
};

/** Columns that getupdatedpatients gives when they are asked for (sheet 4.1). */
const columns: Readonly<Record<string, (patient: PracticePatient) => string>> = {
	Name: ({ person }) => nameOf(person),
	SSN: ({ person }) => (person.ssn ? `XXX-XX-${person.ssn.slice(-4)}` : ''),
	DOB: ({ person }) => usDate(person.birthDate),
	Sex: ({ person }) => person.sex.slice(0, 1),
	Address1: ({ person }) => upper(person.address.line2),
	Address2: ({ person }) => upper(person.address.line1),
	City: ({ person }) => upper(person.address.city),
	State: ({ person }) => upper(person.address.state),
	ZipCode: ({ person }) => person.address.zip ?? '',
	HipaaRelationship: () => '18',
	ChangedAt: ({ lastModifiedAt }) => usStamp(lastModifiedAt, SERVER_ZONE),
	CreatedAt: ({ createdAt }) => usStamp(createdAt, SERVER_ZONE),
};

export const getUpdatedPatients: Message = (message, context) => {
	const since = readUsStamp(String(message['@datechanged'] ?? ''), SERVER_ZONE);
	const wanted = message.patient;
	if (since === undefined || typeof wanted !== 'object' || wanted === null) {
		return { badRequest: 'Invalid column name' };
	}
	const asked = Object.entries(wanted).map(([name, column]) => [name, String(column)] as const);
	if (asked.some(([, column]) => !Object.hasOwn(columns, column))) {
		return { badRequest: 'Invalid column name' };
	}
	const { store } = context;
	const changed = [...own(context)]
		.filter((id) => store.lastModifiedAt(id) >= since)
		.sort((a, b) => store.lastModifiedAt(a) - store.lastModifiedAt(b) || a - b)
		.slice(0, MOST_CHANGES)
		.map((id) => store.get(id));
	const rows = changed.map((patient) => ({
		'@id': `pat${patientIdOf(patient.id)}`,
		'@updatestatus': 'U',
		...Object.fromEntries(asked.map(([name, column]) => [name, columns[column](patient)])),
	}));
	return {
		results: {
			'@servertime': usStamp(context.now, SERVER_ZONE),
			patientlist: rows.length === 0 ? null : collapsed('patient', rows),
		},
	};
};

export const getEpisodes: Message = (message, context) => {
	const record = ownRecord(String(bareNumber(message['@patientid'])), context);
	if (record === undefined) return unknownRecord;
	return {
		results: {
			patient: {
				'@id': `pat${patientIdOf(record)}`,
				episodelist: { episode: { '@id': `eps${60_000 + record}`, '@name': 'GENERAL' } },
			},
		},
	};
};
