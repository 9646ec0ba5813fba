import type { Row } from '../world/universe.ts';
import type { Rows } from './check-end.ts';
import { meantBy } from './meant-by.ts';
import type { Report } from './violation.ts';
import type { Witness } from './witness.ts';

/** Whoever said STOP last, of all the texts that reached us, is opted out. */
export const checkConsents = (
  witness: Witness,
  { all, consents, texts, appointments }: Rows,
  report: Report,
): void => {
  const last = new Map<string, { readonly at: string; readonly word: 'stop' | 'start' }>();
  for (const { pk, sk, body, sentAt, businessId, from } of all) {
    if (!String(pk).endsWith('#TEXTS') || !String(sk).startsWith('IN#')) continue;
    const word = meantBy(String(body));
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
  checkSilence(witness, texts, appointments, report);
};

/** Who ended the texts of one business still gets those of another. */
const checkSilence = (
  { telnyx, businesses }: Witness,
  texts: readonly Row[],
  appointments: readonly Row[],
  report: Report,
): void => {
  const customers = new Map(appointments.map(({ id, customer }) => [id, (customer as Row).phone]));
  const stops = telnyx
    .texts()
    .filter(({ direction, text }) => direction === 'inbound' && meantBy(text) === 'stop');
  // Telnyx may tell us of an opt-out that it heard of elsewhere, by a text that it did not deliver.
  const refused = telnyx
    .texts()
    .filter(({ direction, status }) => direction === 'outbound' && status === 'delivery_failed');
  for (const { id, businessId, appointmentId, suppressedBecause } of texts) {
    if (suppressedBecause !== 'opted_out') continue;
    const phone = customers.get(appointmentId);
    const numbers = businesses.find((business) => business.id === businessId)?.numbers ?? [];
    const isSaid = stops.some(({ from, to }) => from === phone && numbers.includes(to));
    const isToldByTelnyx = refused.some(({ from, to }) => to === phone && numbers.includes(from));
    if (!isSaid && !isToldByTelnyx)
      report('O2', `text ${id} is held back from ${phone}, who never said STOP to ${businessId}`);
  }
};
