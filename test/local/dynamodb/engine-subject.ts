import {
  createMemoryStore,
  DynamoFailure,
  type MemoryStore,
} from '../../../scripts/local/dynamodb/memory-store.ts';
import type { Answer, Subject, Wire } from './subject.ts';

/** An hour of no meaning; what takes time is shown with a clock of its own. */
export const AN_HOUR_MS = Date.UTC(2026, 10, 20, 12);

export const askEngine = (store: MemoryStore, action: string, input: Wire): Answer => {
  try {
    return { output: store.perform(action, input) };
  } catch (error) {
    if (!(error instanceof DynamoFailure)) throw error;
    const { code, message, fields } = error;
    return { error: { code, message, fields } };
  }
};

export const startEngines = async (): Promise<readonly Subject[]> => {
  const store = createMemoryStore({ now: () => AN_HOUR_MS });
  return [
    {
      name: 'engine in process',
      perform: async (action, input) => askEngine(store, action, input),
      stop: async () => {},
    },
  ];
};
