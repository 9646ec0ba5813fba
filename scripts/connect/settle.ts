import { differences, told } from './differences.ts';
import { oldestFirst, type SecretState, type Seen, type Thing } from './thing.ts';
import { VendorSaidNo } from './vendor-api.ts';

/** `check` changes nothing; `make` makes and finishes what is not there; `mend` also changes what is not as it should be. */
export type Mode = 'check' | 'make' | 'mend';

export type Outcome = {
  readonly title: string;
  readonly state: 'there' | 'made' | 'mended' | 'replaced' | 'missing' | 'drifted' | 'refused';
  /** Undefined where there is none. */
  readonly id?: string | undefined;
  /** Each a sentence part: what differs, what was removed, what a person has to do. */
  readonly notes: readonly string[];
};

const isGone = (error: unknown): boolean => error instanceof VendorSaidNo && error.status === 404;

const removed = async (thing: Thing, seen: Seen): Promise<void> => {
  try {
    await thing.remove?.(seen);
  } catch (error) {
    // Somebody else removed it at the same moment.
    if (!isGone(error)) throw error;
  }
};

/**
 * Makes one and looks again: where two people make one at once, both keep the older and the other takes theirs away.
 * `before`: ids of what was there and shall not stay.
 */
const madeOnce = async (thing: Thing, before: readonly string[]): Promise<Seen> => {
  const others = async (): Promise<readonly Seen[]> =>
    oldestFirst((await thing.find()).filter(({ id }) => !before.includes(id)));
  let made: Seen;
  try {
    made = await thing.make();
  } catch (error) {
    // Of what can be there only once the vendor refuses the second.
    const [theirs] = error instanceof VendorSaidNo ? await others() : [];
    if (theirs === undefined) throw error;
    return theirs;
  }
  const [oldest] = await others();
  if (oldest === undefined || oldest.id === made.id) return made;
  await removed(thing, made);
  return oldest;
};

const isHeld = (state: SecretState | undefined): boolean => state === undefined || state === 'kept';

const keepSecret = async (thing: Thing, seen: Seen): Promise<void> => {
  if (thing.secret && (await thing.secret.stateOf(seen)) === 'tellable') await thing.secret.keep(seen);
};

type Standing = { readonly seen: Seen; readonly state: SecretState | undefined };

const standingOf = async (thing: Thing, all: readonly Seen[]): Promise<readonly Standing[]> => {
  const standing: Standing[] = [];
  for (const seen of oldestFirst(all)) standing.push({ seen, state: await thing.secret?.stateOf(seen) });
  return standing;
};

const SECRETS: Readonly<Record<string, string>> = {
  lost: 'its secret was told once and is nowhere',
  another: "the stage's secret holds another one's",
  tellable: "its secret is not in the stage's",
};

const replaced = async (thing: Thing, away: readonly Standing[]): Promise<Seen> => {
  const before = away.map(({ seen }) => seen.id);
  const made = await madeOnce(thing, before);
  // Kept before the old one goes: whatever is cut off here, one of them is left whose secret is known, or none is removed.
  await keepSecret(thing, made);
  for (const { seen } of away) await removed(thing, seen);
  return made;
};

const settleOnce = async (thing: Thing, mode: Mode, named?: string): Promise<Outcome> => {
  const { title } = thing;
  const all = await standingOf(thing, await thing.find());
  const lost = all.filter(({ state }) => state === 'lost');
  const usable = all.filter(({ state }) => state !== 'lost');
  const current =
    usable.find(({ seen, state }) => seen.id === named || (thing.secret && isHeld(state))) ?? usable[0];

  if (current === undefined) {
    if (mode === 'check')
      return lost[0]
        ? { title, state: 'drifted', id: lost[0].seen.id, notes: [String(SECRETS.lost)] }
        : { title, state: 'missing', notes: [] };
    const made = await replaced(thing, lost);
    if (lost.length === 0) return { title, state: 'made', id: made.id, notes: [] };
    return { title, state: 'replaced', id: made.id, notes: [`${SECRETS.lost}: another took its place`] };
  }

  if (mode === 'mend' && (current.state === 'another' || thing.isFixed?.(current.seen) === true)) {
    const made = await replaced(thing, all);
    const why = current.state === 'another' ? SECRETS.another : 'it cannot be changed';
    return { title, state: 'replaced', id: made.id, notes: [`${why}: another took its place`] };
  }

  const done: string[] = [];
  const left: string[] = [];
  if (current.state === 'tellable' && mode !== 'check') {
    await keepSecret(thing, current.seen);
    done.push('its secret is kept now');
  } else if (!isHeld(current.state)) left.push(String(SECRETS[String(current.state)]));

  let seen = current.seen;
  const wrong = differences(thing.wanted, seen);
  const isUnfinished = thing.isUnfinished?.(seen) === true;
  const mayChange = mode === 'mend' || (mode === 'make' && isUnfinished);
  if (wrong.length > 0 && mayChange) {
    seen = await thing.change(seen);
    // Read back: a vendor that leaves a field out of what it changes says nothing.
    const after = (await thing.find()).find(({ id }) => id === seen.id) ?? seen;
    left.push(...differences(thing.wanted, after).map(told));
    if (!isUnfinished) done.push(`changed: ${wrong.map(({ field }) => field).join(', ')}`);
  } else left.push(...wrong.map(told));

  for (const { seen: extra, state } of all) {
    if (extra.id === current.seen.id) continue;
    // Nobody can tell what a lost one signs; a second one that works is for --mend, or it does its work twice.
    const goes = mode === 'mend' || (mode === 'make' && state === 'lost');
    if (goes && thing.remove) {
      await removed(thing, extra);
      done.push(`${extra.id}, a second one, is removed`);
    } else left.push(`${extra.id} is a second one`);
  }

  const isFinished = isUnfinished && mayChange;
  const state = left.length > 0 ? 'drifted' : done.length > 0 ? 'mended' : isFinished ? 'made' : 'there';
  return { title, state, id: seen.id, notes: [...left, ...done] };
};

/** Whoever else runs this may take away what was just seen: it is looked for again. */
const TRIES = 3;

/**
 * Brings one thing to where it should be, as far as `mode` allows. `named`: the id that the stage's secret has for it.
 * Throws the vendor's refusal as a sentence.
 */
export const settle = async (thing: Thing, mode: Mode, named?: string): Promise<Outcome> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await settleOnce(thing, mode, named);
    } catch (error) {
      if (!isGone(error) || tried === TRIES) throw error;
    }
  }
};
