// What the stock flow and the bare script ask of Greenway's FHIR server (vendor sheet 3.1, 4.1, 5).

/** Zone of the sandbox's practice. */
export const TIME_ZONE = 'America/Chicago';

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Without a start time only the last 24 hours are exported. */
export const SINCE_EVER = '1900-01-01T00:00:00Z';

/** Seconds of the practice's clock between two questions about an export, as the server asks for. */
export const POLL_SECONDS = 10;
