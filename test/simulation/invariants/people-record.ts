import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { ChangeRecord } from '../../../scripts/local/dynamodb/memory-store.ts';
import type { Row, Universe } from '../world/universe.ts';

/** A code as it was stored. */
export type StoredCode = {
  readonly name: string;
  readonly addressId: string;
  readonly email: string;
  readonly purpose: Row;
  readonly nonce: string;
  readonly requestedAtMs: number;
  readonly endsAtMs: number;
  readonly storedAt: number;
};

/** Ends, at `at`, whatever was accepted before `of`. */
type Farewell = { readonly of: number; readonly at: number };

type Side = { readonly role: unknown; readonly version: unknown };

/** What rows said of people, teams and settings, in the order in which they said it. */
export type PeopleRecord = {
  /** When each session was ended, each person disabled. */
  readonly endedAt: ReadonlyMap<string, number>;
  /** When all sessions of each person were ended, by their rows or by what they were told, and when that was. */
  readonly farewells: ReadonlyMap<string, readonly Farewell[]>;
  /** Somebody was told that all their sessions have ended which there were when they asked. */
  saidToEndAll(person: string, farewell: Farewell): void;
  /** Who has an address. */
  readonly personOf: ReadonlyMap<string, string>;
  /** A session was said to have ended by then, whatever its row says. */
  saidToEnd(session: string, at: number): void;
  /** When `<person> <business>` last was no member any more, or `<person> <business> owner` no owner. */
  readonly lostAt: ReadonlyMap<string, number>;
  /** By address and name, oldest first. */
  readonly codes: ReadonlyMap<string, readonly StoredCode[]>;
  /** Nonces of codes of which no try is left: there is nothing to send any more. */
  readonly exhausted: ReadonlySet<string>;
  readonly members: ReadonlyMap<string, ReadonlyMap<string, Side>>;
  readonly carried: ReadonlyMap<string, ReadonlyMap<string, Side>>;
  readonly owners: ReadonlyMap<string, number>;
  /** Entries that have to be on record, each `<business> <id>`. */
  readonly decided: readonly string[];
  /** Values of what people changed, by business and version of the settings. */
  readonly settings: ReadonlyMap<string, string>;
  /** Businesses whose settings were written without another version. */
  readonly unversioned: readonly string[];
  /** Businesses whose team has changed since somebody looked. */
  takeChanged(): readonly string[];
};

export const settingsOf = ({ trade, crews }: Row): string => JSON.stringify([trade, crews]);

const into = <Value>(maps: Map<string, Map<string, Value>>, outer: string, inner: string) => {
  const map = maps.get(outer) ?? new Map<string, Value>();
  maps.set(outer, map);
  return (value: Value | undefined): void =>
    void (value === undefined ? map.delete(inner) : map.set(inner, value));
};

/** Keeps what the rows of people, teams and settings say from now on. */
export const recordPeople = (universe: Universe): PeopleRecord => {
  const { kernel } = universe;
  const endedAt = new Map<string, number>();
  const lostAt = new Map<string, number>();
  const farewells = new Map<string, Farewell[]>();
  const saidToEndAll = (person: string, farewell: Farewell): void =>
    void farewells.set(person, [...(farewells.get(person) ?? []), farewell]);
  const personOf = new Map<string, string>();
  const codes = new Map<string, StoredCode[]>();
  const exhausted = new Set<string>();
  const members = new Map<string, Map<string, Side>>();
  const carried = new Map<string, Map<string, Side>>();
  const owners = new Map<string, number>();
  const decided: string[] = [];
  const settings = new Map<string, string>();
  const unversioned: string[] = [];
  let changed = new Set<string>();

  const sideOf = (row: Row | undefined): Side | undefined => row && { role: row.role, version: row.version };

  const ofPerson = (person: string, sk: string, was: Row | undefined, is: Row | undefined): void => {
    const [kind, id = ''] = sk.split('#');
    if (kind === '0') personOf.set(String(is?.email), person);
    if (kind === '0' && is?.epoch !== was?.epoch) saidToEndAll(person, { of: kernel.now, at: kernel.now });
    if (kind === '0' && is?.state === 'disabled' && was?.state !== 'disabled')
      endedAt.set(person, kernel.now);
    // What they had open before stays closed: that is a farewell.
    if (kind === '0' && is?.state === 'active' && was?.state === 'disabled') endedAt.delete(person);
    // An ended session may be gone, or be there and say so; that it comes back makes it no session.
    const isOver = is === undefined || is.isEnded === true;
    if (kind === 'SESSION' && isOver && !endedAt.has(id)) endedAt.set(id, kernel.now);
    if (kind !== 'MEMBER') return;
    into(carried, id, person)(sideOf(is));
    changed.add(id);
    const key = `${person} ${id}`;
    if (is === undefined) lostAt.set(key, kernel.now);
    else lostAt.delete(key);
    if (is?.role === 'owner') lostAt.delete(`${key} owner`);
    else if (was?.role === 'owner') lostAt.set(`${key} owner`, kernel.now);
  };

  const ofTeam = (business: string, sk: string, was: Row | undefined, is: Row | undefined): void => {
    changed.add(business);
    if (sk === 'OWNERS') return void owners.set(business, Number(is?.owners ?? 0));
    const person = sk.replace('MEMBER#', '');
    into(members, business, person)(sideOf(is));
    const what = is === undefined ? 'removed' : was === undefined ? 'joined' : 'changed';
    const version = Number(is?.version ?? Number(was?.version) + 1);
    decided.push(`${business} member.${what}:${person}:${version}`);
  };

  const ofInvitation = (business: string, was: Row | undefined, is: Row | undefined): void => {
    if (is === undefined) return;
    const which = `${is.id}:${is.at}`;
    if (is.at !== was?.at) decided.push(`${business} invitation.sent:${which}`);
    if (is.withdrawnAt !== undefined && was?.withdrawnAt === undefined)
      decided.push(`${business} invitation.withdrawn:${which}`);
  };

  const ofSettings = (business: string, was: Row | undefined, is: Row | undefined): void => {
    if (is === undefined) return;
    const version = Number(is.settingsVersion ?? 0);
    if (was === undefined && version === 0) settings.set(`${business} 0`, settingsOf(is));
    if (was === undefined || settingsOf(was) === settingsOf(is)) return;
    settings.set(`${business} ${version}`, settingsOf(is));
    if (version !== Number(was.settingsVersion ?? 0) + 1) unversioned.push(`${business} ${version}`);
    decided.push(`${business} settings.changed:${business}:${version}`);
  };

  const ofCode = (sk: string, was: Row | undefined, is: Row | undefined): void => {
    if (is?.triesLeft === 0) exhausted.add(String(is.nonce));
    if (is === undefined || is.nonce === was?.nonce) return;
    const name = sk.replace('CODE#', '');
    const key = `${is.addressId} ${name}`;
    const stored = codes.get(key) ?? [];
    codes.set(key, stored);
    stored.push({
      name,
      addressId: String(is.addressId),
      email: String(is.email),
      purpose: is.purpose as Row,
      nonce: String(is.nonce),
      requestedAtMs: Date.parse(String(is.requestedAt)),
      endsAtMs: Date.parse(String(is.endsAt)),
      storedAt: kernel.now,
    });
  };

  universe.watch(({ keys, oldImage, newImage }) => {
    const pk = String(keys.pk?.S);
    const sk = String(keys.sk?.S);
    const [kind, id = '', partition] = pk.split('#');
    const isSettings = partition === 'SCHEDULE' && sk === '0#CFG';
    if (!(kind === 'PERSON' || kind === 'ADDRESS' || partition === 'TEAM' || isSettings)) return;
    const [was, is] = [plain(oldImage), plain(newImage)];
    if (kind === 'PERSON') ofPerson(id, sk, was, is);
    else if (kind === 'ADDRESS') {
      if (sk.startsWith('CODE#')) ofCode(sk, was, is);
    } else if (isSettings) ofSettings(id, was, is);
    else if (sk.startsWith('INVITATION#')) ofInvitation(id, was, is);
    else ofTeam(id, sk, was, is);
  });

  return {
    endedAt,
    farewells,
    saidToEndAll,
    personOf,
    saidToEnd(session, at) {
      if (!endedAt.has(session)) endedAt.set(session, at);
    },
    lostAt,
    codes,
    exhausted,
    members,
    carried,
    owners,
    decided,
    settings,
    unversioned,
    takeChanged() {
      const taken = [...changed];
      if (taken.length > 0) changed = new Set();
      return taken;
    },
  };
};

const plain = (image: ChangeRecord['newImage']): Row | undefined => image && unmarshall(image as never);
