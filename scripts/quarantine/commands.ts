import { setTimeout as pause } from 'node:timers/promises';
import { leaveQuarantine } from '../../functions/domain/vendor-event/leave-quarantine.ts';
import { releaseOf } from '../../functions/domain/vendor-event/release-quarantined.ts';
import type { QuarantinedEvent } from '../../functions/domain/vendor-event/vendor-event.ts';
import { prettily } from '../stage/prettily.ts';
import type { Say } from '../stage/say.ts';
import type { OpenQuarantine } from './open-quarantine.ts';

type Listed = QuarantinedEvent & { readonly id: string };

/** How long a release looks whether the worker could apply what was released. */
const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 250;

const described = ({ id, type, setAsideAt, receivedAt, triedAt, awaits }: Listed): string =>
  [
    `${id}\n    ${type}, received ${receivedAt}, set aside ${setAsideAt}, awaits ${awaits}`,
    ...(triedAt === undefined ? [] : [`tried again ${triedAt}`]),
  ].join(', ');

export const list = async ({ quarantine }: OpenQuarantine, say: Say, awaits?: string): Promise<void> => {
  const events = await quarantine.list(awaits);
  for (const event of events) say(described(event));
  const of = awaits === undefined ? '' : ` that await${events.length === 1 ? 's' : ''} ${awaits}`;
  say(`${events.length} event${events.length === 1 ? '' : 's'} in quarantine${of}.`);
};

const one = async ({ quarantine }: OpenQuarantine, id: string): Promise<Listed> => {
  const event = await quarantine.find(id);
  if (!event) throw new Error(`Nothing in quarantine has the id ${id}.`);
  return { ...event, id };
};

export const show = async (open: OpenQuarantine, say: Say, id: string): Promise<void> => {
  const event = await one(open, id);
  say(described(event));
  say(prettily(await open.bodies.read(event.bodyKey)));
};

/** Waits until the worker has had a try at each, and says what became of them. */
const report = async ({ quarantine }: OpenQuarantine, say: Say, released: readonly Listed[]) => {
  const until = Date.now() + PATIENCE_MS;
  let open = released;
  while (open.length > 0 && Date.now() < until) {
    const now = new Map((await quarantine.list()).map((event) => [event.id, event]));
    open = open.filter(({ id, triedAt }) => {
      const found = now.get(id);
      if (!found) say(`left     ${id}`);
      else if (found.triedAt !== triedAt) say(`remains  ${id}: still nobody's`);
      else return true;
      return false;
    });
    if (open.length > 0) await pause(LOOK_EVERY_MS);
  }
  for (const { id } of open) say(`waits    ${id}: the worker has not come to it yet`);
};

/** Everything, everything that awaits something, or one. */
export type Which = { readonly id: string } | { readonly awaits: string } | 'all';

export const release = async (open: OpenQuarantine, say: Say, which: Which): Promise<void> => {
  const events =
    which === 'all'
      ? await open.quarantine.list()
      : 'id' in which
        ? [await one(open, which.id)]
        : await open.quarantine.list(which.awaits);
  for (const event of events) await open.messages.put(releaseOf(event));
  say(`${events.length} put back on the vendors' queue.`);
  await report(open, say, events);
};

/** For good: its row and its body. */
export const discard = async (open: OpenQuarantine, say: Say, id: string): Promise<void> => {
  const { bodyKey } = await one(open, id);
  await leaveQuarantine(open)({ quarantineId: id, bodyKey });
  say(`discarded ${id}`);
};
