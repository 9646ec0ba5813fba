import ts from 'typescript';

/** A title as it stands in a test file, with the titles around it; what is filled in at run time is `…`. */
export type Title = {
  readonly kind: 'describe' | 'it';
  readonly text: string;
  readonly within: readonly string[];
};

const KINDS: Readonly<Record<string, Title['kind']>> = { describe: 'describe', it: 'it', test: 'it' };

/** `it` of `it(…)`, `it.skipIf(x)(…)`, `test.each(rows)(…)`. */
const calledBy = (called: ts.Expression): string | undefined => {
  if (ts.isIdentifier(called)) return called.text;
  if (ts.isPropertyAccessExpression(called)) return calledBy(called.expression);
  if (ts.isCallExpression(called) && ts.isPropertyAccessExpression(called.expression))
    return calledBy(called.expression);
  return undefined;
};

const wordsOf = (node: ts.Node | undefined): string | undefined => {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
};

/** Every title of a test file, in order. */
export const titlesIn = (source: string): Title[] => {
  const titles: Title[] = [];
  const visit = (node: ts.Node, within: readonly string[]): void => {
    let inside = within;
    if (ts.isCallExpression(node)) {
      const kind = KINDS[calledBy(node.expression) ?? ''];
      const text = wordsOf(node.arguments[0]);
      if (kind && text !== undefined && node.arguments.length > 1) {
        titles.push({ kind, text, within });
        inside = [...within, text];
      }
    }
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(ts.createSourceFile('a.test.ts', source, ts.ScriptTarget.Latest, true), []);
  return titles;
};

/** The rows a title names: `[P2, B2]`. */
export const rowsIn = (text: string): string[] =>
  [...text.matchAll(/\[([A-Z]\d+(?:, ?[A-Z]\d+)*)\]/g)].flatMap(([, names = '']) => names.split(/, ?/));

export const withoutRows = (text: string): string =>
  text.replaceAll(/ ?\[[A-Z]\d+(?:, ?[A-Z]\d+)*\]/g, '').trim();

/** The flaw a title begins with: `F-WH-9: …`; several may stand there, with commas. */
export const flawsIn = (text: string): string[] =>
  [...(/^(F-[A-Z]+-\d+(?:, ?F-[A-Z]+-\d+)*)\b/.exec(text)?.[1] ?? '').matchAll(/F-[A-Z]+-\d+/g)].map(
    ([name]) => name,
  );
