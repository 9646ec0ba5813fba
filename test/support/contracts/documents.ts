import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SHARED = new URL('../../../../shared/', import.meta.url);
const CACHE = new URL('../../../node_modules/.cache/cloudgreet-contracts/', import.meta.url);

export const areContractsHere =
  existsSync(new URL('contracts/', SHARED)) && existsSync(new URL('fixtures/', SHARED));
/** Ends the title of a suite that has nothing to compare with. */
export const contractsNote = areContractsHere
  ? ''
  : ' (skipped: no ../shared/contracts and ../shared/fixtures)';

export type Json = Readonly<Record<string, unknown>>;

/** Made when it is first asked for, and then kept: schemas are compiled by identity. */
export const once = <Made>(make: () => Made): (() => Made) => {
  let made: { readonly value: Made } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** The same, one for each name. */
export const onceEach = <Made>(make: (name: string) => Made): ((name: string) => Made) => {
  const kept = new Map<string, Made>();
  return (name) => {
    const made = kept.has(name) ? (kept.get(name) as Made) : make(name);
    kept.set(name, made);
    return made;
  };
};

const read = (path: string): string => readFileSync(new URL(path, SHARED), 'utf8');

/** YAML takes a third of a second a megabyte: it is turned into JSON once, for all processes and later runs. */
const readYaml = (path: string): Json => {
  const text = read(path);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const cached = new URL(`${digest}.json`, CACHE);
  if (existsSync(cached)) return JSON.parse(readFileSync(cached, 'utf8'));
  const { parse } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const document = parse(text, { maxAliasCount: -1 }) as Json;
  mkdirSync(CACHE, { recursive: true });
  const draft = new URL(`${digest}.${process.pid}`, CACHE);
  writeFileSync(draft, JSON.stringify(document));
  renameSync(draft, cached);
  return document;
};

const documents = new Map<string, Json>();

/** A vendor's description, by its path in ../shared/contracts. Read once a process. */
export const contractDocument = (path: string): Json => {
  const known = documents.get(path);
  if (known !== undefined) return known;
  const document = path.endsWith('.json')
    ? JSON.parse(read(`contracts/${path}`))
    : readYaml(`contracts/${path}`);
  documents.set(path, document);
  return document;
};

/** A recorded payload: `retell/call_ended.json`. */
export const recordedPayload = (path: string): unknown => JSON.parse(read(`fixtures/${path}`));

export const recordedPayloads = (vendor: string): readonly string[] =>
  readdirSync(new URL(`fixtures/${vendor}/`, SHARED)).sort();
