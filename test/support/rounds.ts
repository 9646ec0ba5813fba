import type { Database } from '../../functions/adapters/dynamodb/client.ts';

/**
 * The same database, which answers what was asked together when nobody asks for more: each round is what one answer was not
 * needed for to ask. Answers the actions of each round.
 */
export const roundsOf = (db: Database) => {
  const rounds: string[][] = [];
  let waiting: (() => void)[] = [];
  const letThrough = () => {
    const all = waiting;
    waiting = [];
    for (const go of all) go();
  };
  const send = async (command: { constructor: { name: string } }) => {
    if (waiting.length === 0) {
      rounds.push([]);
      // After everything that was promised by then has asked.
      setImmediate(letThrough);
    }
    rounds.at(-1)?.push(command.constructor.name.replace(/Command$/, ''));
    await new Promise<void>((resolve) => waiting.push(resolve));
    return db.send(command as never);
  };
  return { db: Object.assign(Object.create(Object.getPrototypeOf(db)), db, { send }) as Database, rounds };
};
