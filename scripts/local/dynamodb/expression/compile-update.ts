import { type Kind, kindOf, setMember, type WireItem, type WireValue } from '../wire.ts';
import type { Values } from './operand.ts';
import { parseUpdate, touchedPaths } from './parse-update.ts';
import { type Names, type Path, valueAt } from './path.ts';
import { addedValue, remainingValue, setValueOf } from './set-values.ts';
import { readTokens, type TokenReader } from './tokens.ts';
import type { SetOperand, Update } from './update-tree.ts';
import { withoutValue, withValue } from './write-path.ts';

export type CompiledUpdate = {
  readonly usedValues: readonly string[];
  /** Names of the attributes that it writes, of paths the first part. */
  readonly attributes: ReadonlySet<string>;
  /** Throws a ValidationException where a value is of no use where it stands. */
  check(values: Values): void;
  /** A changed copy of the item. Throws a ValidationException where the item is not as the update needs it. */
  apply(item: WireItem, values: Values): WireItem;
  /** What UPDATED_OLD and UPDATED_NEW show: each attribute in which one of the update's paths leads somewhere. */
  touched(item: WireItem): WireItem;
};

const operandsOf = (operand: SetOperand): readonly (readonly [SetOperand, string | undefined])[] => {
  switch (operand.kind) {
    case 'if_not_exists':
      return [[operand.otherwise, undefined], ...operandsOf(operand.otherwise)];
    case 'list_append':
      return [
        [operand.first, 'list_append'],
        [operand.second, 'list_append'],
        ...operandsOf(operand.first),
        ...operandsOf(operand.second),
      ];
    case '+':
    case '-':
      return [
        [operand.left, operand.kind],
        [operand.right, operand.kind],
        ...operandsOf(operand.left),
        ...operandsOf(operand.right),
      ];
    default:
      return [];
  }
};

const WORDS: Readonly<Record<Kind, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  M: 'MAP',
  L: 'LIST',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
};

const checksOf = (update: Update, tokens: TokenReader): ((values: Values) => void)[] => {
  const kindOfValue = (values: Values, name: string): Kind => kindOf(values[name] as WireValue);
  const inSets = update.sets
    .flatMap(({ to }) => operandsOf(to))
    .flatMap(([operand, operator]) => {
      if (operand.kind !== 'value' || operator === undefined) return [];
      const needed: Kind = operator === 'list_append' ? 'L' : 'N';
      return [
        (values: Values) => {
          const kind = kindOfValue(values, operand.name);
          if (kind === needed) return;
          throw tokens.error(
            `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${kind}`,
          );
        },
      ];
    });
  const inSections = (operator: 'ADD' | 'DELETE', kinds: readonly Kind[]) =>
    update[operator === 'ADD' ? 'adds' : 'deletes'].map(({ value }) => (values: Values) => {
      const kind = kindOfValue(values, value);
      if (kinds.includes(kind)) return;
      throw tokens.error(
        `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${WORDS[kind]}, typeSet: ALLOWED_FOR_${operator}_OPERAND`,
      );
    });
  return [
    ...inSets,
    ...inSections('ADD', ['N', 'SS', 'NS', 'BS']),
    ...inSections('DELETE', ['SS', 'NS', 'BS']),
  ];
};

const lastIndex = (path: Path): number => {
  const last = path.at(-1);
  return typeof last === 'number' ? last : -1;
};

/** Positions are those of before the update: what is appended goes in their order, and the hindmost leaves first. */
const inWritingOrder = (one: Path, two: Path): number => lastIndex(one) - lastIndex(two);
const inLeavingOrder = (one: Path, two: Path): number =>
  two.length - one.length || lastIndex(two) - lastIndex(one);

/** Compiles an UpdateExpression; throws a ValidationException. */
export const compileUpdate = (text: string, names: Names): CompiledUpdate => {
  const tokens = readTokens('UpdateExpression', text);
  const update = parseUpdate(tokens, names);
  const checks = checksOf(update, tokens);
  const paths = touchedPaths(update);
  const values = [
    ...update.sets.flatMap(({ to }) => [to, ...operandsOf(to).map(([operand]) => operand)]),
  ].flatMap((operand) => (operand.kind === 'value' ? [operand.name] : []));
  const sets = update.sets.toSorted((one, two) => inWritingOrder(one.path, two.path));
  const removes = update.removes.toSorted(inLeavingOrder);

  return {
    usedValues: [...new Set([...values, ...[...update.adds, ...update.deletes].map(({ value }) => value)])],
    attributes: new Set(paths.map(([name]) => name as string)),
    check(given) {
      for (const check of checks) check(given);
    },
    apply(item, given) {
      let next = item;
      const written = sets.map(({ path, to }) => ({ path, value: setValueOf(to, item, given) }));
      for (const { path, value } of written) next = withValue(next, path, value);
      for (const { path, value } of update.adds) {
        next = withValue(next, path, addedValue(item, path, given[value] as WireValue));
      }
      for (const { path, value } of update.deletes) {
        const left = remainingValue(item, path, given[value] as WireValue);
        next = left ? withValue(next, path, left) : withoutValue(next, path);
      }
      for (const path of removes) next = withoutValue(next, path);
      return next;
    },
    touched: (item) => {
      const shown: Record<string, WireValue> = {};
      for (const path of paths) {
        const [name] = path as [string];
        if (valueAt(item, path)) setMember(shown, name, item[name] as WireValue);
      }
      return shown;
    },
  };
};
