/** What people mean by a text that is one word, in our own words and not the product's. */
const WORDS = {
  stop: /^\W*(stop|stopall|unsubscribe|cancel|end|quit|revoke|opt\W*out)\W*$/i,
  start: /^\W*(start|unstop)\W*$/i,
  help: /^\W*(help|info)\W*$/i,
} as const;

export type Meant = keyof typeof WORDS;

/** undefined: nothing about texting. */
export const meantBy = (body: string): Meant | undefined =>
  (['stop', 'start', 'help'] as const).find((word) => WORDS[word].test(body));
