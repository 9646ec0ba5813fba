/** An e-mail as its reader gets it. Sender and reply address are the stage's. */
export type Email = {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

export type EmailHandover =
  | { readonly kind: 'accepted'; readonly emailId: string }
  /** Will never work. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Surely not taken. */
  | { readonly kind: 'unavailable'; readonly because: string }
  /** Perhaps taken. */
  | { readonly kind: 'unknown'; readonly because: string };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands in HTML. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** One line without control characters: what somebody said cannot end a header or forge another line. */
export const inOneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
