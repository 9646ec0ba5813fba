import { readFileSync } from 'node:fs';

const blocks = (path: string, language: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, found, text = '']) =>
    found === language ? [text] : [],
  );

/** What a reader of the page types, line by line. */
export const commandsIn = (path: string): string[] =>
  blocks(path, 'sh')
    .flatMap((block) => block.split('\n'))
    .filter(Boolean);

/** What the page says is printed then. */
export const outputsIn = (path: string): string[] => blocks(path, '');
