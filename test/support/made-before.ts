import { fileURLToPath } from 'node:url';
import { ensureAssembly } from '../../scripts/local/assembly/ensure-assembly.ts';
import { ensurePages } from '../../scripts/local/assembly/ensure-pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The dashboard is built and the stacks are synthesised once, before any file of a suite waits for its world. */
export const setup = async (): Promise<void> => {
  await ensurePages(root);
  await ensureAssembly(root);
};
