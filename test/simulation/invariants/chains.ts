import { createHash } from 'node:crypto';
import type { Row, Universe } from '../world/universe.ts';
import type { Report } from './violation.ts';

const OF_THE_TABLE = ['pk', 'sk', 'chain'];

/** By itself and not by the product's code: what checks itself finds no bug of its own. */
const canonical = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name as never])}`).join()}}`;
};

const hashOf = (before: string, entry: Row): string => {
  const told = Object.entries(entry).filter(([name]) => !OF_THE_TABLE.includes(name));
  return createHash('sha256')
    .update([before, canonical(Object.fromEntries(told))].join('\n'))
    .digest('hex');
};

const checkChain = (place: string, head: Row | undefined, entries: readonly Row[], report: Report): void => {
  const ofPeople = entries.filter(({ actor }) => /^(person|operator|partner):/.test(String(actor)));
  for (const { id, seq } of ofPeople)
    if (seq === undefined) report('A4', `${id} of ${place} is no link of its chain`);
  for (const { id, actor, seq } of entries)
    if (seq !== undefined && !ofPeople.some((one) => one.id === id))
      report('A4', `${id} of ${place} is a link, and ${actor} is a machine`);
  const links = ofPeople
    .filter(({ seq }) => seq !== undefined)
    .toSorted((one, other) => Number(one.seq) - Number(other.seq));
  let before = place;
  for (const [index, entry] of links.entries()) {
    if (entry.seq !== index + 1) report('A4', `${place} has link ${entry.seq} where ${index + 1} should be`);
    if (entry.chain !== hashOf(before, entry)) report('A4', `link ${entry.seq} of ${place} does not follow`);
    before = String(entry.chain);
  }
  const last = links.at(-1);
  if (head?.seq !== last?.seq || head?.chain !== last?.chain)
    report('A4', `the chain of ${place} ends at ${head?.seq}, and its last link is ${last?.seq}`);
};

/** Looks at the chains of what people decide: each end as it moves, each whole once all is at rest. */
export const watchChains = (universe: Universe, report: Report) => {
  let links = 0;
  universe.watch(({ keys, oldImage, newImage }) => {
    const pk = String(keys.pk?.S);
    if (!pk.endsWith('#CHAIN')) return;
    const [was, is] = [Number(oldImage?.seq?.N ?? 0), Number(newImage?.seq?.N)];
    if (is !== was + 1) report('A4', `the end of ${pk} moves from ${was} to ${is}`);
    links += 1;
  });
  return {
    links: (): number => links,
    check(): void {
      const entries = new Map<string, Row[]>();
      const heads = new Map<string, Row>();
      for (const row of universe.rows()) {
        const [, place = '', kind] = /^(.*)#(AUDIT|CHAIN)$/.exec(String(row.pk)) ?? [];
        if (kind === 'AUDIT') entries.set(place, [...(entries.get(place) ?? []), row]);
        if (kind === 'CHAIN') heads.set(place, row);
      }
      for (const place of new Set([...entries.keys(), ...heads.keys()])) {
        const name = place === 'OPERATIONS' ? 'operations' : place.replace('BIZ#', '');
        checkChain(name, heads.get(place), entries.get(place) ?? [], report);
      }
    },
  };
};
