import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Writes the service worker: it keeps the page and what the first screen needs, so that an installed app opens without a
 * network and says that it has none. Nothing of the API is ever kept on a phone.
 */
export const offlineShell = (): Plugin => ({
  name: 'offline-shell',
  apply: 'build',
  generateBundle(_, bundle) {
    const entries = Object.values(bundle).flatMap((part) =>
      part.type === 'chunk' && part.isEntry ? [part] : [],
    );
    const scripts = entries.flatMap(({ fileName, imports }) => [fileName, ...imports]);
    const styles = Object.keys(bundle).filter((name) => name.endsWith('.css'));
    const shell = [
      '/',
      '/color-scheme.js',
      '/icon.svg',
      ...[...scripts, ...styles].map((name) => `/${name}`),
    ];
    const version = createHash('sha256').update(shell.join('\n')).digest('hex').slice(0, 12);
    const source = readFileSync(new URL('./service-worker.js', import.meta.url), 'utf8')
      .replace("'SHELL'", JSON.stringify(shell))
      .replace('VERSION', version);
    this.emitFile({ type: 'asset', fileName: 'service-worker.js', source });
  },
});
