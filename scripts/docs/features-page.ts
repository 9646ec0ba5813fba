import { FEATURES } from './feature-rows.ts';
import { FLAWS } from './flaws.ts';
import { flawsIn, rowsIn, type Title, titlesIn, withoutRows } from './test-titles.ts';

export type TestFile = { readonly path: string; readonly text: string };

const NOTHING = '*nothing yet*';

type Shown = { readonly path: string; readonly title: string };

/** One entry a file, its titles behind it. */
const listed = (shown: readonly Shown[]): string => {
  if (shown.length === 0) return NOTHING;
  const byFile = Map.groupBy(shown, ({ path }) => path);
  return [...byFile]
    .map(([path, titles]) => {
      const names = [...new Set(titles.map(({ title }) => title))];
      return `[${path.replace(/^test\/|\.test\.ts$/g, '')}](../${path}): ${names.join('; ')}`;
    })
    .join('<br>')
    .replaceAll('|', '\\|');
};

/** Throws for a title that names a row or a flaw that there is not. */
const gather = (
  files: readonly TestFile[],
  namesIn: (title: Title) => readonly string[],
  wordsOf: (title: Title) => string,
  known: ReadonlySet<string>,
): Map<string, Shown[]> => {
  const found = new Map<string, Shown[]>([...known].map((name) => [name, []]));
  for (const { path, text } of files)
    for (const title of titlesIn(text))
      for (const name of namesIn(title)) {
        const shown = found.get(name);
        if (!shown) throw new Error(`${path}: "${title.text}" names ${name}, which is not in scripts/docs`);
        shown.push({ path, title: wordsOf(title) });
      }
  return found;
};

/** Which test shows which feature, and which flaw of the earlier product is tested not to be ours. */
export const featuresPage = (files: readonly TestFile[]): string => {
  const rows = new Set(Object.values(FEATURES).flatMap((group) => Object.keys(group)));
  const shown = gather(
    files,
    ({ text }) => rowsIn(text),
    ({ text }) => withoutRows(text),
    rows,
  );
  const flaws = new Set(Object.keys(FLAWS));
  const tested = gather(
    files,
    ({ text }) => flawsIn(text),
    ({ text }) => text.replace(/^[F\d, A-Z-]+: /, ''),
    flaws,
  );
  const untested = [...tested.values()].filter((tests) => tests.length === 0).length;
  const empty = [...shown.values()].filter((tests) => tests.length === 0).length;
  const groups = Object.entries(FEATURES).flatMap(([group, features]) => [
    `## ${group}`,
    '',
    '| row | feature | shown by |',
    '|---|---|---|',
    ...Object.entries(features).map(([id, words]) => `| ${id} | ${words} | ${listed(shown.get(id) ?? [])} |`),
    '',
  ]);
  return [
    '# What the product must do, and the tests that show it',
    '',
    `A test names its row in square brackets in a title: \`[P2, B2]\`. ${empty} of ${rows.size} rows have no test yet. A row with tests may still lack parts: the titles say what is shown.`,
    '',
    ...groups,
    '## Flaws we must not have',
    '',
    `What an earlier product of this name did wrong, as the behaviour that is right. ${flaws.size - untested} of ${flaws.size} have a test that starts with their name. Why others cannot have one yet: [flaws](flaws.md).`,
    '',
    '| flaw | what is right | tested by |',
    '|---|---|---|',
    ...Object.entries(FLAWS).map(([id, words]) => `| ${id} | ${words} | ${listed(tested.get(id) ?? [])} |`),
    '',
  ].join('\n');
};
