import { attribute, type WireItem, type WireValue } from '../wire.ts';
import { isReserved } from './reserved-words.ts';
import type { TokenReader } from './tokens.ts';

/** Attribute names and list positions, the first always a name. */
export type Path = readonly (string | number)[];

/** What stands for attribute names in a request, and which of them an expression used. */
export type Names = { readonly given: Readonly<Record<string, string>>; readonly used: Set<string> };

const HIGHEST_INDEX = 2 ** 31 - 1;
const MOST_LEVELS = 32;

const readName = (tokens: TokenReader, names: Names): string => {
  const token = tokens.peek();
  if (token.kind === 'name') {
    tokens.take();
    const name = Object.hasOwn(names.given, token.text) ? names.given[token.text] : undefined;
    if (name === undefined) {
      throw tokens.error(
        `An expression attribute name used in the document path is not defined; attribute name: ${token.text}`,
      );
    }
    names.used.add(token.text);
    return name;
  }
  if (token.kind !== 'word' || tokens.peek(1).text === '(') throw tokens.syntaxError();
  if (
    ['AND', 'OR', 'NOT', 'BETWEEN', 'IN', 'SET', 'REMOVE', 'ADD', 'DELETE'].some((word) =>
      tokens.isWord(word),
    )
  ) {
    throw tokens.syntaxError();
  }
  tokens.take();
  if (isReserved(token.text)) {
    throw tokens.error(`Attribute name is a reserved keyword; reserved keyword: ${token.text}`);
  }
  return token.text;
};

/** A document path: `a.b[1].#c`. */
export const readPath = (tokens: TokenReader, names: Names): Path => {
  const path: (string | number)[] = [readName(tokens, names)];
  for (;;) {
    if (tokens.takeMark('.')) path.push(readName(tokens, names));
    else if (tokens.takeMark('[')) {
      const token = tokens.peek();
      if (token.kind !== 'index') throw tokens.syntaxError();
      tokens.take();
      tokens.expectMark(']');
      const index = Number(token.text);
      if (index > HIGHEST_INDEX) {
        throw tokens.error(`List index is not within the allowable range; index: [${token.text}]`);
      }
      path.push(index);
    } else return path;
    if (path.length > MOST_LEVELS) {
      throw tokens.error(`The document path has too many nesting levels; nesting levels: ${path.length}`);
    }
  }
};

/** As DynamoDB's messages have it: `[a, b, [1]]`. */
export const pathText = (path: Path): string =>
  `[${path.map((part) => (typeof part === 'number' ? `[${part}]` : part)).join(', ')}]`;

export const samePath = (left: Path, right: Path): boolean =>
  left.length === right.length && left.every((part, index) => part === right[index]);

/** What is at a path; undefined where there is nothing. */
export const valueAt = (item: WireItem, path: Path): WireValue | undefined => {
  let value = attribute(item, path[0] as string);
  for (let index = 1; index < path.length && value !== undefined; index += 1) {
    const part = path[index] as string | number;
    value = typeof part === 'number' ? value.L?.[part] : value.M && attribute(value.M, part);
  }
  return value;
};

/** Throws where one path is another's beginning, or reads as a map what another reads as a list. */
export const refuseOverlaps = (tokens: TokenReader, paths: readonly Path[]): void => {
  for (const [index, later] of paths.entries()) {
    for (const earlier of paths.slice(0, index)) {
      let same = 0;
      while (same < earlier.length && same < later.length && earlier[same] === later[same]) same += 1;
      const overlaps = same === earlier.length || same === later.length;
      const conflicts = !overlaps && same > 0 && typeof earlier[same] !== typeof later[same];
      if (overlaps || conflicts) {
        throw tokens.error(
          `Two document paths ${overlaps ? 'overlap' : 'conflict'} with each other; must remove or rewrite one of these paths; path one: ${pathText(earlier)}, path two: ${pathText(later)}`,
        );
      }
    }
  }
};
