import { readdirSync } from 'node:fs';
import type { Flow } from './flow.ts';

/** Every flow of this folder, by name. */
export const findFlows = async (): Promise<readonly Flow[]> => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.flow.ts'));
  const modules = await Promise.all(
    files.toSorted().map((file) => import(`./${file}`) as Promise<{ readonly flow: Flow }>),
  );
  return modules.map(({ flow }) => flow);
};
