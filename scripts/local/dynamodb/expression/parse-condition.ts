import type { Comparator, Condition, ConditionFunction } from './condition-tree.ts';
import { type Operand, sameOperand } from './operand.ts';
import { type Names, pathText, readPath } from './path.ts';
import type { TokenReader } from './tokens.ts';

const COMPARATORS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

/** Operands that each function takes. */
const OPERANDS: Readonly<Record<ConditionFunction, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
};
const UPDATE_FUNCTIONS = new Set(['if_not_exists', 'list_append']);
const NEEDS_PATH = new Set(['attribute_exists', 'attribute_not_exists']);
const MOST_OPTIONS = 100;

const isOperand = (node: Condition | Operand): node is Operand =>
  node.kind === 'path' || node.kind === 'value' || node.kind === 'size';

export const parseCondition = (tokens: TokenReader, names: Names): Condition => {
  const refuseSame = (operator: string, first: Operand, others: readonly Operand[]): void => {
    if (first.kind !== 'path' || !others.some((other) => sameOperand(first, other))) return;
    throw tokens.error(
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${pathText(first.path)}`,
    );
  };

  const wrongOperand = (operator: string, kind: string) =>
    tokens.error(
      `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${kind}`,
    );

  const misused = (name: string) =>
    tokens.error(`The function is not allowed to be used this way in an expression; function: ${name}`);

  const readCall = (): Condition | Operand => {
    const name = tokens.take().text;
    if (UPDATE_FUNCTIONS.has(name)) {
      throw tokens.error(`The function is not allowed in a condition expression; function: ${name}`);
    }
    const isSize = name === 'size';
    if (!isSize && !Object.hasOwn(OPERANDS, name)) {
      throw tokens.error(`Invalid function name; function: ${name}`);
    }
    tokens.countOperator();
    tokens.expectMark('(');
    const operands: Operand[] = [];
    do operands.push(readOperand());
    while (tokens.takeMark(','));
    tokens.expectMark(')');
    if (operands.length !== (isSize ? 1 : OPERANDS[name as ConditionFunction])) {
      throw tokens.error(
        `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
      );
    }
    const [first] = operands as [Operand];
    if (isSize) {
      if (first.kind !== 'size') return { kind: 'size', of: first };
      throw wrongOperand('size', 'N');
    }
    if (name === 'attribute_type' && operands[1]?.kind !== 'value') {
      throw wrongOperand(name, 'document path');
    }
    if (NEEDS_PATH.has(name) && first.kind !== 'path') {
      throw tokens.error(`Operator or function requires a document path; operator or function: ${name}`);
    }
    refuseSame(name, first, operands.slice(1));
    return { kind: 'call', name: name as ConditionFunction, operands };
  };

  const isCall = () => tokens.peek().kind === 'word' && tokens.peek(1).text === '(' && !isKeyword();
  const isKeyword = () => ['AND', 'OR', 'NOT', 'BETWEEN', 'IN'].some((word) => tokens.isWord(word));

  const readOperand = (): Operand => {
    if (tokens.takeMark('(')) {
      if (tokens.peek().text === '(') throw tokens.error('The expression has redundant parentheses;');
      const operand = readOperand();
      tokens.expectMark(')');
      return operand;
    }
    if (tokens.peek().kind === 'value') return { kind: 'value', name: tokens.take().text };
    if (!isCall()) return { kind: 'path', path: readPath(tokens, names) };
    const called = readCall();
    if (isOperand(called)) return called;
    throw misused(called.kind === 'call' ? called.name : '');
  };

  const readTest = (left: Operand): Condition => {
    const token = tokens.peek();
    if (token.kind === 'mark' && COMPARATORS.has(token.text)) {
      tokens.take();
      tokens.countOperator();
      const right = readOperand();
      refuseSame(token.text, left, [right]);
      return { kind: 'compare', by: token.text as Comparator, left, right };
    }
    if (tokens.takeWord('BETWEEN')) {
      tokens.countOperator();
      const low = readOperand();
      if (!tokens.takeWord('AND')) throw tokens.syntaxError();
      const high = readOperand();
      refuseSame('BETWEEN', left, [low, high]);
      return { kind: 'between', of: left, low, high };
    }
    if (tokens.takeWord('IN')) {
      tokens.countOperator();
      tokens.expectMark('(');
      const options: Operand[] = [];
      do options.push(readOperand());
      while (tokens.takeMark(','));
      tokens.expectMark(')');
      if (options.length > MOST_OPTIONS) {
        throw tokens.error(
          `The IN operator is provided with too many operands; number of operands: ${options.length}`,
        );
      }
      refuseSame('IN', left, options);
      return { kind: 'in', of: left, options };
    }
    if (left.kind === 'size') throw misused('size');
    throw tokens.syntaxError();
  };

  /** In parentheses may stand a condition or a mere operand; which of the two is known only behind them. */
  const readPrimary = (): Condition | Operand => {
    if (tokens.takeMark('(')) {
      const isDouble = tokens.peek().text === '(';
      const inner = readEither();
      const closesTwice = tokens.peek().text === ')';
      tokens.expectMark(')');
      if (isDouble && closesTwice && wasParenthesised) {
        throw tokens.error('The expression has redundant parentheses;');
      }
      wasParenthesised = true;
      return inner;
    }
    wasParenthesised = false;
    if (isCall()) return readCall();
    return readOperand();
  };
  let wasParenthesised = false;

  const readComparison = (): Condition | Operand => {
    const left = readPrimary();
    const next = tokens.peek();
    const isTest =
      (next.kind === 'mark' && COMPARATORS.has(next.text)) || tokens.isWord('BETWEEN') || tokens.isWord('IN');
    if (!isOperand(left)) {
      if (isTest && left.kind === 'call') throw misused(left.name);
      return left;
    }
    if (!isTest) return left;
    const test = readTest(left);
    wasParenthesised = false;
    return test;
  };

  const readNot = (): Condition | Operand => {
    if (!tokens.takeWord('NOT')) return readComparison();
    tokens.countOperator();
    const of = needCondition(readNot());
    wasParenthesised = false;
    return { kind: 'not', of };
  };

  const readChain = (keyword: 'AND' | 'OR', readPart: () => Condition | Operand) => () => {
    let left = readPart();
    while (tokens.isWord(keyword)) {
      const before = needCondition(left);
      tokens.take();
      tokens.countOperator();
      left = { kind: keyword === 'AND' ? 'and' : 'or', left: before, right: needCondition(readPart()) };
      wasParenthesised = false;
    }
    return left;
  };

  const needCondition = (node: Condition | Operand): Condition => (isOperand(node) ? readTest(node) : node);
  const readEither = readChain('OR', readChain('AND', readNot));

  const condition = needCondition(readEither());
  if (tokens.peek().kind !== 'end') throw tokens.syntaxError();
  return condition;
};
