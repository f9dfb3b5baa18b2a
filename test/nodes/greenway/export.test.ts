import type { PatientPage } from '../../../nodes/common/practice/port';
import { json, lines, patientJson } from '../../contract/greenway.support';
import { exportStage, first, manifest, pathOf } from './exportStage';
import { errorOf } from './support';

/** How an export is made and its files are read, where that does not go as planned (sheet 5). */

const { open, fake, close } = exportStage();
afterEach(close);

test('while the export is being made a page hands on nobody and says where to go on', async () => {
	let questions = 0;
	const port = await open(
		(_request, url) => {
			if (pathOf(url) !== 'jobs/1') return undefined;
			questions += 1;
			return questions <= 3 ? { status: 202, headers: { 'X-Progress': 'working' } } : undefined;
		},
		{ waitSeconds: 1, pollSeconds: 1 },
	);
	const waiting = await first(port);
	expect(waiting).toMatchObject({ patients: [], failed: [] });
	expect(waiting.nextCursor).toBeDefined();
	let page = waiting;
	while (page.patients.length === 0 && page.nextCursor) page = await first(port, page.nextCursor);
	expect(page.patients.map(({ patient }) => patient.id)).toEqual(['pt-1', 'pt-2']);
	expect(
		fake()
			.fhir()
			.filter(({ path }) => path.endsWith('$export')),
	).toHaveLength(1);
});

test('a server that sends a file only as a whole is read to where the last page ended', async () => {
	const people = Array.from({ length: 7 }, (_entry, index) => patientJson(`pt-${index + 1}`));
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients' ? lines(people) : undefined,
	);
	const ids: string[] = [];
	let cursor: string | undefined;
	do {
		const page: PatientPage = await first(port, cursor, 3);
		ids.push(...page.patients.map(({ patient }) => patient.id));
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	expect(ids).toEqual(people.map(({ id }) => id));
});

test('a server that can send the rest of a file is asked for that alone, in bytes', async () => {
	const people = ['Ångström', 'Núñez', 'Øster'].map((family, index) =>
		patientJson(`pt-${index + 1}`, { name: [{ family, given: ['Zoë'] }] }),
	);
	const whole = Buffer.from(people.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
	const port = await open((request, url) => {
		if (pathOf(url) !== 'files/patients') return undefined;
		const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
		return { status: from > 0 ? 206 : 200, body: whole.subarray(from).toString('utf8') };
	});
	const one = await first(port, undefined, 1);
	const two = await first(port, one.nextCursor, 1);
	expect(two.patients[0].patient.familyName).toBe('Núñez');
	const ranges = fake()
		.server.requests.filter(({ url }) => url.endsWith('files/patients'))
		.map(({ headers }) => headers.range);
	const firstLine = Buffer.byteLength(`${JSON.stringify(people[0])}\n`);
	expect(ranges).toEqual([undefined, `bytes=${firstLine}-`]);
});

test('files that have expired are exported again from the start, and the read comes to its end', async () => {
	let isGone = true;
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients' && isGone ? { status: 404 } : undefined,
	);
	const expired = await first(port);
	expect(expired.patients).toEqual([]);
	isGone = false;
	const again = await first(port, expired.nextCursor);
	expect(again.patients).toHaveLength(2);
	expect(
		fake()
			.fhir()
			.filter(({ path }) => path.endsWith('$export')),
	).toHaveLength(2);
});

test('files that expire again and again end the read with an outage, not with an empty practice', async () => {
	const port = await open((_request, url) =>
		pathOf(url).startsWith('files/') ? { status: 410 } : undefined,
	);
	const error = await errorOf(async () => {
		let cursor: string | undefined;
		do {
			cursor = (await first(port, cursor)).nextCursor;
		} while (cursor !== undefined);
	});
	expect(error).toMatchObject({ kind: 'unavailable', details: { vendorCode: 'Expired' } });
});

test('a file that breaks off inside a line stops the page, and nobody is taken as gone', async () => {
	const text = lines([patientJson('pt-1'), patientJson('pt-2')]).body ?? '';
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients' ? { body: text.slice(0, -40) } : undefined,
	);
	const error = await errorOf(async () => await first(port));
	expect(error).toMatchObject({ kind: 'wireShape', details: { vendorCode: 'LineBroken' } });
	const ids = await errorOf(async () => {
		for await (const list of port.patients.ids()) expect(list).toBeDefined();
	});
	expect(ids.kind).toBe('wireShape');
});

test('a connection that is cut inside a file is an outage', async () => {
	const text = lines([patientJson('pt-1'), patientJson('pt-2')]).body ?? '';
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients' ? { body: text, cut: 'body' } : undefined,
	);
	const error = await errorOf(async () => await first(port));
	expect(error.kind).toBe('unavailable');
});

test('the last line of a file counts without a line break behind it', async () => {
	const text = (lines([patientJson('pt-1'), patientJson('pt-2')]).body ?? '').trimEnd();
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients' ? { body: text } : undefined,
	);
	const page = await first(port);
	expect(page.patients).toHaveLength(2);
	expect(page.nextCursor).toBeUndefined();
});

test('one record that cannot be read is told as failed, and the others go on', async () => {
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients'
			? lines([patientJson('pt-1'), { ...patientJson('pt-bad'), name: 'Not a list' }])
			: undefined,
	);
	const page = await first(port);
	expect(page.patients.map(({ patient }) => patient.id)).toEqual(['pt-1']);
	expect(page.failed).toHaveLength(1);
	expect(page.failed[0]).toMatchObject({ id: 'pt-bad', error: { kind: 'wireShape' } });
	expect(JSON.stringify(page.failed)).not.toContain('Not a list');
});

test('one patient who cannot be read keeps nobody out of the list of ids', async () => {
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients'
			? lines([patientJson('pt-1'), { ...patientJson('pt-2'), name: 'Not a list' }])
			: undefined,
	);
	const ids: string[] = [];
	for await (const list of port.patients.ids()) ids.push(...list);
	expect(ids).toEqual(['pt-1', 'pt-2']);
});

test('a file on another server is not fetched with our token (sheet 5)', async () => {
	const port = await open((request, url) =>
		pathOf(url) === 'jobs/1'
			? manifest(request.headers.host ?? '', {
					output: [{ type: 'Patient', url: 'https://files.elsewhere.example/1' }],
				})
			: undefined,
	);
	const error = await errorOf(async () => await first(port));
	expect(error).toMatchObject({ kind: 'wireShape', details: { vendorCode: 'OtherHost' } });
});

test.each([
	['no group', []],
	['two groups', ['a', 'b']],
])('%s is a matter of the practice profile', async (_name, ids) => {
	const port = await open((_request, url) =>
		pathOf(url) === 'Group'
			? json({
					resourceType: 'Bundle',
					entry: ids.map((id) => ({ resource: { resourceType: 'Group', id } })),
				})
			: undefined,
	);
	const error = await errorOf(async () => await first(port));
	expect(error.kind).toBe('configuration');
	expect(error.details?.nextStep).toContain('greenway.fhir.groupId');
});
