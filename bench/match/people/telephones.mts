/** Telephone area codes of one region. */
export const regionCodes: readonly string[] = [217, 309, 618, 815, 312, 773, 708, 630, 847].map(
	String,
);

/** Area codes of the whole country. */
export const countryCodes: readonly string[] =
	'201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 248 251 252 253 254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 325 330 334 336 337 339 347 351 352 360 361 386 401 402 404 405 406 407 408 409 410 412 413 414 415 417 419 423 424 425 432 434 435 440 443 478 479 480 484 501 502 503 504 505 507 508 509 510 512 513 515 516 517 518 520 530 540 541 551 559 561 562 563 567 571 573 574 580 585 586 601 602 603 605 606 607 608 609 610 612 614 615 616 617 618 619 620 623 626 630 631 636 641 646 650 651 660 661 662 678 682 701 702 703 704 706 707 708 712 713 714 715 716 717 718 719 720 724 727 731 732 734 740 754 757 760 763 765 770 772 773 774 775 781 785 786 801 802 803 804 805 806 808 810 812 813 814 815 816 817 818 828 830 831 832 843 845 847 848 850 856 857 858 859 860 862 863 864 865 870 903 904 907 908 909 910 912 913 914 915 916 917 918 919 920 925 928 931 936 937 940 941 947 949 951 952 954 956 970 971 972 973 978 979 980 985 989'.split(
		' ',
	);

const EXCHANGE = '555';
const LINES = 10_000;
/** Shares no factor with any number of lines, so that a walk by it meets each line once. */
const STEP = 7_368_787;
/** Lines that are never a person's: directory services and what staff type for "none". */
const taken = new Set(['0000', '1111', '1212', '1234', '5555', '9999']);

/**
 * Gives out telephones, each once. All are of the exchange 555, which no company gives to homes,
 * so that none is a living person's.
 */
export class TelephoneBook {
	private given = 0;

	constructor(
		private readonly codes: readonly string[],
		private readonly start: number,
	) {}

	/** Ten digits. Throws when all are given out. */
	next(): string {
		const lines = this.codes.length * LINES;
		for (;;) {
			if (this.given >= lines) throw new RangeError('The telephone book has no lines left.');
			const place = (this.start + this.given * STEP) % lines;
			this.given += 1;
			const line = String(place % LINES).padStart(4, '0');
			if (!taken.has(line)) return this.codes[Math.floor(place / LINES)] + EXCHANGE + line;
		}
	}
}
