import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

/** One file of the dashboard as it is kept in its bucket. */
export type Page = {
  readonly key: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly body: Buffer;
};

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const contentType = (key: string): string => {
  const known = CONTENT_TYPES[extname(key)];
  if (known === undefined) throw new Error(`What is ${key}? No content type is known for ${extname(key)}.`);
  return known;
};

/** Names below `assets/` are made of what is in them; any other file may be another one tomorrow. */
const cacheControl = (key: string): string =>
  key.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

/** Every file below a folder. Throws for one of a kind that it cannot name to a browser. */
export const readPages = (folder: string): readonly Page[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map(
      (path) =>
        [
          path,
          path
            .slice(folder.length + 1)
            .split(sep)
            .join('/'),
        ] as const,
    )
    .map(([path, key]) => ({
      key,
      contentType: contentType(key),
      cacheControl: cacheControl(key),
      body: readFileSync(path),
    }));

/** The pages with the one file that differs between stages. */
export const withConfig = (pages: readonly Page[], key: string, config: unknown): readonly Page[] => [
  ...pages.filter((page) => page.key !== key),
  {
    key,
    contentType: contentType(key),
    cacheControl: cacheControl(key),
    body: Buffer.from(`${JSON.stringify(config, null, 2)}\n`),
  },
];
