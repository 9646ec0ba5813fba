/** What a log may say of a vendor's event before anybody has understood it. */
export type Occasion = {
  /** What kind of event it says it is. */
  readonly type: string | undefined;
  /** The call it belongs to where it names one, else `<vendor>:<id of the event>`. */
  readonly correlationId: string | undefined;
  /** The vendor's id of what it is about: an invoice, a message, an e-mail. */
  readonly objectId?: string | undefined;
};

/** How a vendor's event says what it is: read from the body as it came, which nobody has checked beyond its signature. */
export type ReadOccasion = (body: unknown, header: (name: string) => string | undefined) => Occasion;

/** Ids and names of kinds are words; what is none is not repeated. */
const WORD = /^[\w.:-]{1,128}$/;

export const wordIn = (text: unknown): string | undefined =>
  typeof text === 'string' && WORD.test(text) ? text : undefined;

/** The word at that path of a JSON value, if there is one. */
export const wordAt = (body: unknown, ...path: readonly string[]): string | undefined =>
  wordIn(
    path.reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
      body,
    ),
  );

export const ofVendor = (vendor: string, id: string | undefined): string | undefined =>
  id === undefined ? undefined : `${vendor}:${id}`;
