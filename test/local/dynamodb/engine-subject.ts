import { existsSync } from 'node:fs';
import type { Subject } from './subject.ts';

export const startEngines = async (): Promise<readonly Subject[]> => {
  if (!existsSync('scripts/local/dynamodb/memory-store.ts')) return [];
  return [];
};
