import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { ROW_KINDS, type RowName } from './row-kinds.ts';

type Key = { readonly pk: string; readonly sk: string };

/** The key as keys.ts spells it, with `write` saying what stands for each argument. */
const spelled = (name: RowName, write: (arg: string, begins: string) => string): Key => {
  const args = Object.entries(ROW_KINDS[name].args).map(([arg, begins]) => write(arg, begins));
  if (name === 'quarantined') {
    const [awaits = '', vendor = '', eventId = ''] = args;
    return keys.quarantined({ awaits, vendor, eventId });
  }
  return (keys[name] as (...given: string[]) => Key)(...args);
};

/** For people: `BIZ#‹business›#CALLS`, `‹call›`. */
export const keyInWords = (name: RowName): Key => spelled(name, (arg) => `‹${arg}›`);

const ANY = '\u0001';
const pattern = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(ANY, '.+?')}$`);

const patterns = Object.keys(ROW_KINDS).map((kind) => {
  const name = kind as RowName;
  const key = spelled(name, (_, begins) => `${begins}${ANY}`);
  // Parts of a key are parted by #: the id of an appointment ends before its fee begins.
  const depth = key.sk.split('#').length;
  return { name, pk: pattern(key.pk), sk: pattern(key.sk), depth };
});

/** The kind of row a key belongs to; of a partition alone, the first that lives in it. */
export const kindOf = ({ pk, sk }: { readonly pk: string; readonly sk?: string }): RowName | undefined =>
  patterns
    .filter((one) => one.pk.test(pk) && (sk === undefined || one.sk.test(sk)))
    // The most precise: `apt_1#FEE` is a fee, although an appointment's id could be said to be that long.
    .toSorted((one, other) => (sk === undefined ? 0 : other.depth - one.depth))[0]?.name;
