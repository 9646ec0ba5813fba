import { benchAccessPatterns } from './access-patterns.ts';
import { benchBundles } from './bundles.ts';
import { benchCost } from './cost.ts';
import type { Figure } from './figure.ts';
import { benchLoad } from './load.ts';
import type { Progress } from './progress.ts';
import { benchSignatures } from './signatures.ts';
import { benchTools } from './tools.ts';
import { benchWebhooks } from './webhooks.ts';

/** In the order of the table. */
export const parts = {
  tools: benchTools,
  webhooks: benchWebhooks,
  load: benchLoad,
  bundles: benchBundles,
  signatures: benchSignatures,
  access: benchAccessPatterns,
  cost: benchCost,
} as const satisfies Record<string, (progress: Progress) => Promise<Figure[]>>;

export type PartName = keyof typeof parts;
export const partNames = Object.keys(parts) as PartName[];
