import { startMemoryDynamo } from '../../../scripts/local/dynamodb/memory-server.ts';
import {
  createMemoryStore,
  DynamoFailure,
  type MemoryStore,
} from '../../../scripts/local/dynamodb/memory-store.ts';
import type { Answer, Subject, Wire } from './subject.ts';
import { wireSubject } from './wire-subject.ts';

/** An hour of no meaning: nothing that these cases ask for takes time. */
const now = () => Date.UTC(2026, 10, 20, 12);

const askEngine = (store: MemoryStore, action: string, input: Wire): Answer => {
  try {
    return { output: store.perform(action, input) };
  } catch (error) {
    if (!(error instanceof DynamoFailure)) throw error;
    const { code, message, fields } = error;
    return { error: { code, message, fields } };
  }
};

/** The engine twice, each with a store of its own: called as the simulator does, and behind its wire server. */
export const startEngines = async (): Promise<readonly Subject[]> => {
  const store = createMemoryStore({ now });
  const server = await startMemoryDynamo({ now });
  const wire = wireSubject('engine over the wire', server.url);
  return [
    {
      name: 'engine in process',
      perform: async (action, input) => askEngine(store, action, input),
      stop: async () => {},
    },
    {
      ...wire,
      async stop() {
        await wire.stop();
        await server.stop();
      },
    },
  ];
};
