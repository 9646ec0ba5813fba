import { compareValues } from '../same-value.ts';
import { type Kind, kindOf, type WireValue } from '../wire.ts';
import type { Condition } from './condition-tree.ts';
import { type Evaluation, eachOperand, evaluationOf } from './evaluate-condition.ts';
import type { Operand, Values } from './operand.ts';
import { parseCondition } from './parse-condition.ts';
import type { Names } from './path.ts';
import { type ExpressionKind, readTokens } from './tokens.ts';

export type CompiledCondition = {
  readonly tree: Condition;
  readonly holds: Evaluation;
  readonly usedValues: readonly string[];
  /** Names of the attributes that it is about, of paths the first part. */
  readonly attributes: ReadonlySet<string>;
  /** Throws a ValidationException where a value is of no use where it stands. */
  check(values: Values): void;
};

const KINDS: readonly Kind[] = ['N', 'BS', 'L', 'B', 'NULL', 'M', 'S', 'SS', 'NS', 'BOOL'];

const ORDERED: readonly Kind[] = ['S', 'N', 'B'];
const SIZED: readonly Kind[] = ['S', 'B', 'SS', 'NS', 'BS', 'L', 'M'];

/** Kinds of value that an operator takes at a position; undefined where it takes any. */
const allowed = (operator: string, position: number): readonly Kind[] | undefined => {
  if (['<', '<=', '>', '>=', 'BETWEEN'].includes(operator)) return ORDERED;
  if (operator === 'begins_with') return ['S', 'B'];
  if (operator === 'size') return SIZED;
  if (operator === 'attribute_type' && position === 1) return ['S'];
  return undefined;
};

const shown = (value: WireValue): string => `AttributeValue: {${kindOf(value)}:${Object.values(value)[0]}}`;

const betweens = (condition: Condition): (Condition & { kind: 'between' })[] => {
  if (condition.kind === 'between') return [condition];
  if (condition.kind === 'not') return betweens(condition.of);
  if (condition.kind === 'and' || condition.kind === 'or') {
    return [...betweens(condition.left), ...betweens(condition.right)];
  }
  return [];
};

const isWrongOrder = (low: WireValue, high: WireValue): boolean => (compareValues(low, high) ?? 0) > 0;

/** Compiles a condition, filter or key condition; throws a ValidationException. */
export const compileCondition = (kind: ExpressionKind, text: string, names: Names): CompiledCondition => {
  const tokens = readTokens(kind, text);
  const tree = parseCondition(tokens, names);
  const used = new Set<string>();
  const attributes = new Set<string>();
  const checks: ((values: Values) => void)[] = [];

  const wrongKind = (operator: string, kind: Kind) =>
    tokens.error(
      `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${kind}`,
    );

  const checkKind = (name: string, operator: string, position: number): void => {
    const kinds = allowed(operator, position);
    if (kinds === undefined) return;
    checks.push((values) => {
      const value = values[name] as WireValue;
      if (!kinds.includes(kindOf(value))) throw wrongKind(operator, kindOf(value));
      if (operator === 'attribute_type' && !KINDS.includes(value.S as Kind)) {
        throw tokens.error(
          `Invalid attribute type name found; type: ${value.S}, valid types: {${KINDS.join(',')}}`,
        );
      }
    });
  };
  const checkBounds = (low: Operand, high: Operand): void => {
    if (low.kind !== 'value' || high.kind !== 'value') return;
    checks.push((values) => {
      const [from, to] = [values[low.name] as WireValue, values[high.name] as WireValue];
      const isOther = kindOf(from) !== kindOf(to);
      if (!isOther && !isWrongOrder(from, to)) return;
      const rule = isOther
        ? 'requires same data type for lower and upper bounds'
        : 'requires upper bound to be greater than or equal to lower bound';
      throw tokens.error(
        `The BETWEEN operator ${rule}; lower bound operand: ${shown(from)}, upper bound operand: ${shown(to)}`,
      );
    });
  };

  eachOperand(tree, (operand, operator, position) => {
    if (operand.kind === 'path') attributes.add(operand.path[0] as string);
    // A size is a number, whatever it is the size of.
    if (operand.kind === 'size' && allowed(operator, position)?.includes('N') === false) {
      throw wrongKind(operator, 'N');
    }
    if (operand.kind !== 'value') return;
    used.add(operand.name);
    checkKind(operand.name, operator, position);
  });
  for (const { low, high } of betweens(tree)) checkBounds(low, high);

  return {
    tree,
    holds: evaluationOf(tree),
    usedValues: [...used],
    attributes,
    check(values) {
      for (const check of checks) check(values);
    },
  };
};
