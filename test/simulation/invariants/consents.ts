import { keywordIn } from '../../../functions/domain/customer/consent.ts';
import type { Row } from '../world/universe.ts';
import type { Rows } from './check-end.ts';
import type { Report } from './violation.ts';
import type { Witness } from './witness.ts';

/** Whoever said STOP last, of all the texts that reached us, is opted out. */
export const checkConsents = (witness: Witness, { all, consents }: Rows, report: Report): void => {
  const last = new Map<string, { readonly at: string; readonly word: 'stop' | 'start' }>();
  for (const { pk, sk, body, sentAt, businessId, from } of all) {
    if (!String(pk).endsWith('#TEXTS') || !String(sk).startsWith('IN#')) continue;
    const word = keywordIn(String(body));
    if (word !== 'stop' && word !== 'start') continue;
    const key = `${businessId} ${witness.fingerprint(String(businessId), String(from))}`;
    const known = last.get(key);
    const at = String(sentAt);
    // Of two words at one instant the opt-out stands.
    if (known === undefined || at > known.at || (at === known.at && word === 'stop'))
      last.set(key, { at, word });
  }
  const states = new Map<string, Row>(consents.map((row) => [`${row.businessId} ${row.sk}`, row]));
  for (const [key, { at, word }] of last) {
    const state = states.get(key)?.state;
    if (word === 'stop' && state !== 'opted_out') report('O3', `${key} said STOP at ${at} and is ${state}`);
    if (word === 'start' && state === undefined)
      report('O3', `${key} said START at ${at} and nothing is known`);
  }
};
