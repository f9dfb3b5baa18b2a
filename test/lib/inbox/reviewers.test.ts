import {
	defaultCost,
	findReviewer,
	hashPassword,
	isPasswordOf,
	maySee,
	parseReviewers,
	reviewerLine,
} from '../../../lib/inbox/reviewers';

const cheap = { N: 16_384, r: 8, p: 1 };
const salt = Buffer.from('sixteen bytes of');
const phrase = 'synthetic-phrase-001';

describe('the hash of a password', () => {
	it('is that of RFC 7914, with its cost and salt before it', async () => {
		// Reckoned with Python: hashlib.scrypt(b'synthetic-phrase-001', salt=b'sixteen bytes of', …).
		expect(await hashPassword(phrase, salt, cheap)).toBe(
			'scrypt$16384$8$1$c2l4dGVlbiBieXRlcyBvZg$jt1WYPG6YQndM2ieci_ydy2nEu0DSJ-7nnwRixifpuI',
		);
	});

	it('fits its own password only', async () => {
		const hash = await hashPassword(phrase, salt, cheap);
		expect(await isPasswordOf(phrase, hash)).toBe(true);
		for (const wrong of ['', 'synthetic-phrase-002', `${phrase} `, 'x'.repeat(5000)]) {
			expect(await isPasswordOf(wrong, hash)).toBe(false);
		}
	});

	it('fits however the letters of the password are composed', async () => {
		const hash = await hashPassword('caf\u00e9-synthetic-01', salt, cheap);
		expect(await isPasswordOf('cafe\u0301-synthetic-01', hash)).toBe(true);
	});

	it('is never fitted where there is none', async () => {
		expect(await isPasswordOf(phrase, undefined)).toBe(false);
		expect(await isPasswordOf('', undefined)).toBe(false);
	});

	it.each(['short', 'x'.repeat(257)])('is not made of %s', async (password) => {
		await expect(hashPassword(password, salt, cheap)).rejects.toThrow(/12 to 256/);
	});

	it('costs 32 MB and three rounds when nothing else is said', () => {
		expect(defaultCost).toEqual({ N: 32_768, r: 8, p: 3 });
	});
});

describe('the list of reviewers', () => {
	it('is read line by line, remarks and empty lines apart', async () => {
		const hash = await hashPassword(phrase, salt, cheap);
		const text = `# Oak Clinic\n\n dana | Dana Reviewer | ${hash}\r\nsam@oak.example|Sam|-| tebra:1, nextgen:A-2\n`;
		expect(parseReviewers(text)).toEqual([
			{ id: 'dana', name: 'Dana Reviewer', passwordHash: hash },
			{
				id: 'sam@oak.example',
				name: 'Sam',
				practices: [
					{ system: 'tebra', practiceId: '1' },
					{ system: 'nextgen', practiceId: 'A-2' },
				],
			},
		]);
	});

	it('is read back from the lines that are printed for it', async () => {
		const reviewer = {
			id: 'dana',
			name: 'Dana Reviewer',
			passwordHash: await hashPassword(phrase, salt, cheap),
			practices: [{ system: 'tebra', practiceId: '1' }],
		};
		expect(parseReviewers(reviewerLine(reviewer))).toEqual([reviewer]);
		expect(parseReviewers(reviewerLine({ id: 'a', name: 'A' }))).toEqual([{ id: 'a', name: 'A' }]);
	});

	const good = `scrypt$16384$8$1$${'A'.repeat(22)}$${'B'.repeat(43)}`;
	it.each([
		['no hash', 'tom | Tom'],
		['a password in place of a hash', 'tom | Tom | synthetic-phrase-001'],
		['no name', `tom | | ${good}`],
		['an ID with blanks', `tom r | Dana | ${good}`],
		['too little work', `tom | Tom | ${good.replace('16384', '08192')}`],
		['a cost that is no power of two', `tom | Tom | ${good.replace('16384', '16385')}`],
		['a cost that would fill the memory', `tom | Tom | ${good.replace('$16384$8', '$1048576$16')}`],
		['a place that is no practice', `tom | Tom | ${good} | everywhere`],
		['a practice of a system that there is not', `tom | Tom | ${good} | tebrra:1`],
		['a list of practices that names none', `tom | Tom | ${good} | ,`],
		['a part too many', `tom | Tom | ${good} | tebra:1 | x`],
		['an ID that comes twice', `Dana | Other | ${good}`],
	])('is refused with %s, by the number of the line alone', (_name, line) => {
		let message = '';
		try {
			parseReviewers(`dana | First | ${good}\nsam | Sam | ${good}\n${line}`);
		} catch (error) {
			message = String(error);
		}
		expect(message).toBe('SafeError: The list of reviewers cannot be read in line 3.');
	});

	it('is refused when it names nobody', () => {
		expect(() => parseReviewers('# nobody yet\n')).toThrow(/empty/);
	});

	it('finds a person whatever the case of the ID', () => {
		const list = [{ id: 'Dana', name: 'Dana Reviewer' }];
		expect(findReviewer(list, ' dana ')).toBe(list[0]);
		expect(findReviewer(list, 'dan')).toBeUndefined();
	});
});

it('lets a reviewer see their own practices, or all', () => {
	const place = { pmSystem: 'tebra', practiceId: '1' };
	expect(maySee({}, place)).toBe(true);
	expect(maySee({ practices: [{ system: 'tebra', practiceId: '1' }] }, place)).toBe(true);
	expect(maySee({ practices: [{ system: 'tebra', practiceId: '2' }] }, place)).toBe(false);
	expect(maySee({ practices: [{ system: 'nextgen', practiceId: '1' }] }, place)).toBe(false);
});
