import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Makes a page of docs/openapi.json that opens without the internet, from a disk or any web server:
 * `npm run api-page -- [FOLDER]`. Redoc, which draws it, is part of `@redocly/cli`, whose licences lie beside it.
 */

const REDOCLY = 'node_modules/@redocly/cli';

/** Stands where Redoc would fetch its makers' logo. */
const REDOC_IN_LETTERS = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 14"><text y="11" font-family="sans-serif" font-size="11">Redoc</text></svg>',
)}`;

/** Redoc and the call that draws, as one plain script: browsers load no module from a disk. */
const drawing = (): string => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `
        import { init } from './redoc.standalone.js';
        const options = { disableTelemetry: true, hideDownloadButtons: true };
        init(globalThis.apiDescription, options, document.getElementById('api'));`,
      resolveDir: join(REDOCLY, 'lib/chunks'),
    },
    bundle: true,
    format: 'iife',
    minify: true,
    write: false,
    // A plain script has no address of its own; Redoc does without.
    logOverride: { 'empty-import-meta': 'silent' },
  });
  const text = outputFiles[0]?.text ?? '';
  return text.replaceAll(/https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g, REDOC_IN_LETTERS);
};

/** Nothing is loaded from elsewhere, asked elsewhere or told elsewhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Redoc writes its styles while it draws.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const index = (title: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="stylesheet" href="page.css">
    <script src="description.js" defer></script>
    <script src="draw.js" defer></script>
  </head>
  <body>
    <main id="api"></main>
    <noscript>This page needs JavaScript. The API is described in openapi.json beside it.</noscript>
  </body>
</html>
`;

/** Writes the page into a folder and answers with the path of its index. */
export const makeApiPage = (folder: string): string => {
  const document = readFileSync('docs/openapi.json', 'utf8');
  const { info } = JSON.parse(document) as { info: { title: string } };
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('index.html', index(`${info.title} API`));
  write('page.css', 'body { margin: 0; }\n');
  write('description.js', `globalThis.apiDescription = ${document.trim()};\n`);
  write('draw.js', drawing());
  write('draw.licences.txt', readFileSync(join(REDOCLY, 'THIRD_PARTY_NOTICES'), 'utf8'));
  write('openapi.json', document);
  return join(folder, 'index.html');
};

if (import.meta.main) {
  const [folder = '.local/api-page'] = process.argv.slice(2);
  console.log(`Open ${makeApiPage(folder)}`);
}
