import { invalid } from '../failure.ts';

export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'UpdateExpression'
  | 'ProjectionExpression';

/** `mark` is an operator or punctuation; `end` is behind the last token. */
export type Token = {
  readonly kind: 'word' | 'name' | 'value' | 'index' | 'mark' | 'end';
  readonly text: string;
  readonly from: number;
  readonly to: number;
};

/** Bytes of an expression, and operators or functions in one (developer guide, "Quotas"). */
const LONGEST = 4096;
const MOST_OPERATORS = 300;

const TOKEN =
  /\s*(?:([A-Za-z][A-Za-z0-9_]*)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|(0|[1-9]\d*)|(<>|<=|>=|[\s\S]))/y;

const tokenize = (text: string): Token[] => {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (!match) break;
    const [, word, name, value, index, mark] = match;
    const token = word ?? name ?? value ?? index ?? mark ?? '';
    const kind =
      word !== undefined
        ? 'word'
        : name !== undefined
          ? 'name'
          : value !== undefined
            ? 'value'
            : index !== undefined
              ? 'index'
              : 'mark';
    tokens.push({ kind, text: token, from: TOKEN.lastIndex - token.length, to: TOKEN.lastIndex });
  }
  tokens.push({ kind: 'end', text: '<EOF>', from: end, to: end });
  return tokens;
};

/** Reads an expression token by token and words what is wrong with it as DynamoDB does. */
export type TokenReader = {
  peek(ahead?: number): Token;
  take(): Token;
  /** Takes the next token if it is this mark. */
  takeMark(mark: string): boolean;
  /** Takes the next token if it is this keyword, in any case. */
  takeWord(keyword: string): boolean;
  isWord(keyword: string, ahead?: number): boolean;
  /** Takes the mark or throws a syntax error. */
  expectMark(mark: string): void;
  /** Counts an operator or function against DynamoDB's limit. */
  countOperator(): void;
  syntaxError(): Error;
  error(message: string): Error;
};

/** Throws a ValidationException for an expression that is empty or too long. */
export const readTokens = (kind: ExpressionKind, text: string): TokenReader => {
  const error = (message: string) => invalid(`Invalid ${kind}: ${message}`);
  if (text === '') throw error('The expression can not be empty;');
  const size = Buffer.byteLength(text);
  if (size > LONGEST) {
    throw error(`Expression size has exceeded the maximum allowed size; expression size: ${size}`);
  }
  const tokens = tokenize(text);
  if (tokens.length === 1) throw error('Syntax error; token: "<EOF>", near: ""');
  let at = 0;
  let operators = 0;

  const peek = (ahead = 0): Token => tokens[Math.min(at + ahead, tokens.length - 1)] as Token;
  const isWord = (keyword: string, ahead = 0): boolean => {
    const token = peek(ahead);
    return token.kind === 'word' && token.text.toUpperCase() === keyword;
  };
  const syntaxError = (): Error => {
    const token = peek();
    const near = text.slice((tokens[at - 1] ?? token).from, peek(1).to).trim();
    return error(`Syntax error; token: "${token.text}", near: "${near}"`);
  };
  const takeMark = (mark: string): boolean => {
    const token = peek();
    const isIt = token.kind === 'mark' && token.text === mark;
    if (isIt) at += 1;
    return isIt;
  };
  return {
    peek,
    take() {
      const token = peek();
      at += 1;
      return token;
    },
    takeMark,
    takeWord(keyword) {
      const isIt = isWord(keyword);
      if (isIt) at += 1;
      return isIt;
    },
    isWord,
    expectMark(mark) {
      if (!takeMark(mark)) throw syntaxError();
    },
    countOperator() {
      operators += 1;
      if (operators > MOST_OPERATORS) {
        throw error(`The expression contains too many operators; operator count: ${operators}`);
      }
    },
    syntaxError,
    error,
  };
};
