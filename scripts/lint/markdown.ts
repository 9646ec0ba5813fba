import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** A page's headings of the second level with what stands under each. */
export const sectionsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [heading = '', ...lines] = section.split('\n');
        return [anchorOf(heading), lines.join('\n').trim()] as const;
      }),
  );

/** As the repository's host makes it from a heading. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

const withoutCode = (text: string): string =>
  text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');

/** Links of a page to files and headings of ours that are not there. */
export const brokenLinks = (path: string, text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(https?|mailto):/.test(target))
    .filter((target) => {
      const [file = '', anchor] = target.split('#');
      const wanted = file === '' ? path : normalize(join(dirname(path), file));
      if (!existsSync(wanted)) return true;
      if (anchor === undefined || statSync(wanted).isDirectory()) return false;
      return wanted.endsWith('.md') && !anchorsOf(readFileSync(wanted, 'utf8')).includes(anchor);
    })
    .map((target) => `${path} links ${target}`);

/** Commands of ours that a page tells people to type and that do not exist. */
export const missingCommands = (path: string, text: string, scripts: readonly string[]): string[] => [
  ...[...text.matchAll(/npm run ([\w:-]+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !scripts.includes(name))
    .map((name) => `${path} says npm run ${name}`),
  ...[...text.matchAll(/(?<![\w/.])(?:\.\/)?(scripts\/[\w/-]+(?:\.ts)?)(?=[\s`"',)]|$)/gm)]
    .map(([, file = '']) => file)
    .filter((file) => !existsSync(file))
    .map((file) => `${path} names ${file}`),
];
