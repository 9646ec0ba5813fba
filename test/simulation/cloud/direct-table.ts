import type { Database, Table } from '../../../functions/adapters/dynamodb/client.ts';
import type { MemoryStore } from '../../../scripts/local/dynamodb/memory-store.ts';
import { TABLE } from './table-shape.ts';
import { actionOf, type Plain, plainOutput, sdkError, wireInput } from './wire-commands.ts';

/** The table to whoever arranges a scene: at once, and nothing goes wrong. */
export const directTable = (store: MemoryStore): Table => {
  const send = async (command: { readonly input: Plain }) => {
    try {
      return plainOutput(store.perform(actionOf(command), wireInput(command.input)));
    } catch (error) {
      throw sdkError(error);
    }
  };
  return { db: { send } as unknown as Database, name: TABLE };
};
