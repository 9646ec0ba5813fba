import type { PatternPart } from './wildcard.ts';

/**
 * Policy variables: `${aws:PrincipalTag/key}`, also with a default, `${aws:PrincipalTag/key, 'text'}`. What is put in
 * stands for itself: a tag `*` matches a star. A variable without a value makes its text like nothing, so that an inverted
 * operator holds.
 * Source: IAM User Guide, "IAM policy elements: Variables and tags", "Policy variables with no value".
 */

type Facts = Readonly<Record<string, readonly string[]>>;

const ANY = /\$\{([^}]*)\}/g;
const TAG = /^aws:PrincipalTag\/([^\s,'"*?]+)(?:, '([^'{}]*)')?$/i;

export const hasVariables = (text: string): boolean => text.includes('${');

/** Throws, by name, for a variable that is not filled here. */
export const assertVariablesKnown = (text: string): void => {
  if (!hasVariables(text)) return;
  for (const [whole, inner = ''] of text.matchAll(ANY)) {
    if (!TAG.test(inner))
      throw new Error(
        `The local cloud does not fill policy variables other than tags of the caller (${whole}).`,
      );
  }
  if (hasVariables(text.replaceAll(ANY, '')))
    throw new Error(`The local cloud does not fill policy variables without an end (${text}).`);
};

/** Whether every variable in a text has a default, so that a caller without the tag changes nothing about its sense. */
export const alwaysFilled = (text: string): boolean =>
  [...text.matchAll(ANY)].every(([, inner = '']) => TAG.exec(inner)?.[2] !== undefined);

/** A policy's text for one request; undefined when the caller lacks a tag it needs, so that it can match nothing. */
export const fill = (text: string, facts: Facts): readonly PatternPart[] | undefined => {
  if (!hasVariables(text)) return [{ text, literal: false }];
  const parts: PatternPart[] = [];
  let end = 0;
  for (const found of text.matchAll(ANY)) {
    const [, key = '', fallback] = TAG.exec(found[1] ?? '') ?? [];
    // An empty tag is a tag without a value, which is as good as none.
    const value = facts[`aws:principaltag/${key.toLowerCase()}`]?.[0] || fallback;
    if (value === undefined) return undefined;
    parts.push({ text: text.slice(end, found.index), literal: false }, { text: value, literal: true });
    end = found.index + found[0].length;
  }
  return [...parts, { text: text.slice(end), literal: false }].filter((part) => part.text !== '');
};

export const joined = (parts: readonly PatternPart[]): string => parts.map(({ text }) => text).join('');
