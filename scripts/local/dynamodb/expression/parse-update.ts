import { type Names, type Path, pathText, readPath, refuseOverlaps, samePath } from './path.ts';
import type { TokenReader } from './tokens.ts';
import type { SetOperand, Update } from './update-tree.ts';

const SECTIONS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
const CONDITION_FUNCTIONS = new Set([
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
  'size',
]);

export const parseUpdate = (tokens: TokenReader, names: Names): Update => {
  const readCall = (): SetOperand => {
    const name = tokens.take().text;
    if (CONDITION_FUNCTIONS.has(name)) {
      throw tokens.error(`The function is not allowed in an update expression; function: ${name}`);
    }
    if (name !== 'if_not_exists' && name !== 'list_append') {
      throw tokens.error(`Invalid function name; function: ${name}`);
    }
    tokens.countOperator();
    tokens.expectMark('(');
    const operands: SetOperand[] = [];
    do operands.push(refuseList(readOperand()));
    while (tokens.takeMark(','));
    tokens.expectMark(')');
    const [first, second] = operands;
    if (!first || !second || operands.length > 2) {
      throw tokens.error(
        `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
      );
    }
    if (name === 'list_append') return { kind: name, first, second };
    if (first.kind !== 'path') {
      throw tokens.error(`Operator or function requires a document path; operator or function: ${name}`);
    }
    if (second.kind === 'path' && samePath(first.path, second.path)) {
      throw tokens.error(
        `The first operand must be distinct from the remaining operands for this operator or function; operator: ${name}, first operand: ${pathText(first.path)}`,
      );
    }
    return { kind: name, path: first.path, otherwise: second };
  };

  /** What stands in parentheses, which may not be doubled. */
  const readInside = (readInner: () => SetOperand): SetOperand => {
    if (tokens.peek().text === '(') throw tokens.error('The expression has redundant parentheses;');
    const inner = readInner();
    tokens.expectMark(')');
    return inner;
  };

  const readOperand = (): SetOperand => {
    if (tokens.takeMark('(')) return readInside(readOperand);
    const token = tokens.peek();
    if (token.kind === 'value') return { kind: 'value', name: tokens.take().text };
    if (token.kind === 'word' && tokens.peek(1).text === '(') return readCall();
    return { kind: 'path', path: readPath(tokens, names) };
  };

  const refuseList = (operand: SetOperand): SetOperand => {
    if (operand.kind !== 'list_append') return operand;
    throw tokens.error(
      'The function is not allowed to be used this way in an expression; function: list_append',
    );
  };

  const readSum = (): SetOperand => {
    const left = tokens.takeMark('(') ? readInside(readSum) : readOperand();
    const sign = tokens.peek().text;
    if ((sign !== '+' && sign !== '-') || left.kind === '+' || left.kind === '-') return left;
    refuseList(left);
    tokens.take();
    tokens.countOperator();
    return { kind: sign, left, right: refuseList(readOperand()) };
  };

  const readList = <Part>(readPart: () => Part): Part[] => {
    const parts: Part[] = [];
    do parts.push(readPart());
    while (tokens.takeMark(','));
    return parts;
  };

  const readSet = () => {
    const path = readPath(tokens, names);
    tokens.expectMark('=');
    return { path, to: readSum() };
  };
  const readWithValue = () => {
    const path = readPath(tokens, names);
    if (tokens.peek().kind !== 'value') throw tokens.syntaxError();
    return { path, value: tokens.take().text };
  };

  let sets: Update['sets'] = [];
  let removes: readonly Path[] = [];
  let adds: Update['adds'] = [];
  let deletes: Update['deletes'] = [];
  const seen = new Set<string>();
  while (tokens.peek().kind !== 'end') {
    const section = SECTIONS.find((keyword) => tokens.isWord(keyword));
    if (section === undefined) throw tokens.syntaxError();
    tokens.take();
    if (seen.has(section)) {
      throw tokens.error(`The "${section}" section can only be used once in an update expression;`);
    }
    seen.add(section);
    if (section === 'SET') sets = readList(readSet);
    else if (section === 'REMOVE') removes = readList(() => readPath(tokens, names));
    else if (section === 'ADD') adds = readList(readWithValue);
    else deletes = readList(readWithValue);
  }
  const update = { sets, removes, adds, deletes };
  refuseOverlaps(tokens, touchedPaths(update));
  return update;
};

/** Every path that an update writes. */
export const touchedPaths = ({ sets, removes, adds, deletes }: Update): Path[] => [
  ...sets.map(({ path }) => path),
  ...removes,
  ...adds.map(({ path }) => path),
  ...deletes.map(({ path }) => path),
];
