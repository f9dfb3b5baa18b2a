export interface MtlsListener {
	readonly url: string;
	/** Common names of the client certificates that came. */
	readonly subjects: readonly string[];
	close(): Promise<void>;
}

/** Listens on loopback and lets only clients in whose certificate the test authority signed. */
export declare function startListener(answer: (body: string) => string): Promise<MtlsListener>;

/** Keys and certificates in PEM form, made for these tests. */
export declare const pem: {
	readonly authority: string;
	readonly clientCertificate: string;
	readonly clientKey: string;
};
