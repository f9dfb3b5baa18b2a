/** Longer words are compared by their beginnings only. */
const longest = 256;

/**
 * Words as numbers, so that equal words are compared in one step and held once. Number 0 is "not
 * told". Each word carries a set of its letters, which bounds how alike two words can be.
 */
export class Vocabulary {
	private readonly numbers = new Map<string, number>();
	private readonly words: string[] = [''];
	private letterSets = new Int32Array(1024);

	/** Number of a word; 0 for none. */
	numberOf(word: string | undefined): number {
		if (word === undefined || word === '') return 0;
		const known = this.numbers.get(word);
		if (known !== undefined) return known;
		const number = this.words.length;
		// A copy of its own: a slice would hold the whole line it was cut from in memory.
		this.numbers.set(word, number);
		this.words.push(word);
		if (number >= this.letterSets.length) {
			const wider = new Int32Array(this.letterSets.length * 2);
			wider.set(this.letterSets);
			this.letterSets = wider;
		}
		this.letterSets[number] = letterSet(word);
		return number;
	}

	/** Number of a word that is known already, else 0. */
	peek(word: string): number {
		return this.numbers.get(word) ?? 0;
	}

	word(number: number): string {
		return this.words[number];
	}

	get size(): number {
		return this.words.length;
	}

	/**
	 * Upper bound of the Jaro-Winkler similarity of two words, from lengths and letter sets alone: a
	 * letter that only one word has can not be matched.
	 */
	likenessBound(a: number, b: number): number {
		const setA = this.letterSets[a];
		const setB = this.letterSets[b];
		const lengthA = this.words[a].length;
		const lengthB = this.words[b].length;
		if (lengthA > longest || lengthB > longest) return 1;
		const matchesA = lengthA - bitCount(setA & ~setB);
		const matchesB = lengthB - bitCount(setB & ~setA);
		const matches = Math.min(matchesA, matchesB);
		if (matches <= 0) return 0;
		const jaro = (matches / lengthA + matches / lengthB + 1) / 3;
		return jaro + 0.4 * (1 - jaro);
	}
}

/** One bit per letter a-z; every other character falls on one of the six bits left. */
function letterSet(word: string): number {
	let set = 0;
	for (let at = 0; at < word.length; at++) {
		const code = word.charCodeAt(at);
		const bit = code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6);
		set |= 1 << bit;
	}
	return set;
}

function bitCount(set: number): number {
	let rest = set - ((set >>> 1) & 0x55555555);
	rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
	return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
