import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { inKilobytes } from './in-kilobytes.ts';

const ENTRY = 'virtual:blank-page';
const PAGE = `
  import { createElement } from 'react';
  import { createRoot } from 'react-dom/client';
  createRoot(document.body).render(createElement('p', null, 'Hello'));
`;

/** The gzipped JavaScript of a page that has React and says hello, built as the dashboard is: what it could be at best. */
export const blankReactGzipKB = async (): Promise<number> => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      react(),
      {
        name: 'blank-page',
        resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : undefined),
        load: (id) => (id === `\0${ENTRY}` ? PAGE : undefined),
      },
    ],
    build: { write: false, target: 'es2023', rollupOptions: { input: ENTRY } },
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const scripts = outputs.flatMap((part) => (part.type === 'chunk' ? [part.code] : []));
  if (scripts.length === 0) throw new Error('the blank page was built into no script');
  return inKilobytes(scripts.reduce((sum, code) => sum + gzipSync(code).byteLength, 0));
};
