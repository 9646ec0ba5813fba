import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Files of `public`, which are named alike whatever is in them. */
const AS_THEY_ARE = ['color-scheme.js', 'icon.svg'];

/**
 * Writes the service worker: it keeps the page and what the first screen needs, so that an installed app opens without a
 * network and says that it has none. Nothing of the API is ever kept on a phone. Its version is that of what it keeps.
 */
export const offlineShell = (): Plugin => {
  let publicDir = '';
  return {
    name: 'offline-shell',
    apply: 'build',
    // After the page itself is written.
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    generateBundle(_, bundle) {
      const entries = Object.values(bundle).flatMap((part) =>
        part.type === 'chunk' && part.isEntry ? [part] : [],
      );
      const scripts = entries.flatMap(({ fileName, imports }) => [fileName, ...imports]);
      const styles = Object.keys(bundle).filter((name) => name.endsWith('.css'));
      // Their names change with what is in them.
      const named = [...scripts, ...styles];
      const page = bundle['index.html'];
      if (page?.type !== 'asset')
        throw new Error('The page is not in the bundle, so its version is not known.');
      const hash = createHash('sha256').update(named.join('\n')).update(page.source);
      for (const name of AS_THEY_ARE) hash.update(readFileSync(join(publicDir, name)));
      const shell = ['/', ...[...AS_THEY_ARE, ...named].map((name) => `/${name}`)];
      const source = readFileSync(new URL('./service-worker.js', import.meta.url), 'utf8')
        .replace("'SHELL'", JSON.stringify(shell))
        .replace('VERSION', hash.digest('hex').slice(0, 12));
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source });
    },
  };
};
