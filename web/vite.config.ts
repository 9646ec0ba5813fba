import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { apiRoutes } from './build/api-routes.ts';
import { offlineShell } from './build/offline-shell.ts';

/** One build for every stage: what differs between them is in `config.json`, which is read when the page opens. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), apiRoutes(), offlineShell()],
  build: {
    outDir: '../.local/pages',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // The first screen comes as two files and not as sixty: what is of others changes seldom, and is kept longer.
        codeSplitting: {
          groups: [
            { name: 'packages', test: /node_modules/, tags: ['$initial'], priority: 1 },
            { name: 'first-screen', tags: ['$initial'] },
          ],
        },
      },
    },
  },
});
