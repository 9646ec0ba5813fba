import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Container, IoRequest } from '../kernel/io.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { SimulatedBus } from './bus.ts';
import type { SimulatedQueue } from './queue.ts';

type Command = { readonly constructor: { readonly name: string }; readonly input: never };

const named = (name: string): Error => Object.assign(new Error(name), { name });
const nameOf = (command: Command): string => command.constructor.name.replace(/Command$/, '');

/** SDK clients without a limit of their own wait until Lambda ends them. */
const ENDLESS = Number.POSITIVE_INFINITY;

const broken = (): never => {
  throw named('SyntaxError');
};

type Ask = <Answer>(
  command: Command,
  asked: Pick<IoRequest<Answer>, 'effect' | 'about' | 'partial'> & { readonly patienceMs?: number },
) => Promise<Answer>;

const asker =
  (kernel: Kernel, container: Container, service: string, refusals: readonly string[]): Ask =>
  (command, { effect, about, partial, patienceMs = ENDLESS }) =>
    kernel.io(container, {
      place: `${service}.${nameOf(command)}`,
      ...(about && { about }),
      effect,
      ...(partial && { partial }),
      patienceMs,
      unavailable: () => named(kernel.chance.pick(refusals)),
      timedOut: () => named('TimeoutError'),
      garbled: broken,
    });

/** Objects by their key. */
export type Objects = Map<string, string>;

/** `reaches`: which keys its credentials let it have; all without it. */
export const objectClient = (
  kernel: Kernel,
  container: Container,
  objects: Objects,
  reaches: (key: string) => boolean = () => true,
): S3Client => {
  const ask = asker(kernel, container, 's3', ['SlowDown', 'InternalError']);
  const send = (command: Command): Promise<unknown> => {
    const { Key, Body } = command.input as { readonly Key: string; readonly Body?: string };
    const about = () => Key;
    if (!reaches(Key)) return Promise.reject(named('AccessDenied'));
    switch (nameOf(command)) {
      case 'PutObject':
        return ask(command, { about, effect: () => void objects.set(Key, Body ?? '') });
      case 'GetObject':
        return ask(command, {
          about,
          effect: () => {
            const body = objects.get(Key);
            if (body === undefined) throw named('NoSuchKey');
            return { Body: { transformToString: async () => body } };
          },
        });
      case 'DeleteObject':
        return ask(command, { about, effect: () => void objects.delete(Key) });
      default:
        throw new Error(`the simulated bucket does not know ${nameOf(command)}`);
    }
  };
  return { send } as unknown as S3Client;
};

export const queueClient = (kernel: Kernel, container: Container, queue: SimulatedQueue): SQSClient => {
  const ask = asker(kernel, container, 'sqs', ['RequestThrottled', 'InternalError']);
  const send = (command: Command): Promise<unknown> => {
    if (nameOf(command) !== 'SendMessage')
      throw new Error(`the simulated queue does not know ${nameOf(command)}`);
    const { MessageBody } = command.input as { readonly MessageBody: string };
    return ask(command, { about: () => queue.name, effect: () => ({ MessageId: queue.send(MessageBody) }) });
  };
  return { send } as unknown as SQSClient;
};

type Entry = { readonly DetailType: string; readonly Detail: string; readonly Source: string };

export const busClient = (kernel: Kernel, container: Container, bus: SimulatedBus): EventBridgeClient => {
  const ask = asker(kernel, container, 'events', ['ThrottlingException', 'InternalFailure']);
  const send = async (command: Command): Promise<unknown> => {
    const { Entries } = command.input as { readonly Entries: readonly Entry[] };
    const accept = (entry: Entry) => ({ EventId: bus.accept(entry.DetailType, entry.Detail) });
    const refused = { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' };
    for (let tried = 1; ; tried += 1) {
      try {
        return await ask(command, {
          about: () => Entries.map(({ DetailType }) => DetailType).join(', '),
          effect: () => ({ FailedEntryCount: 0, Entries: Entries.map(accept) }),
          partial: () => {
            const results = Entries.map((entry) => (kernel.chance.is(0.5) ? accept(entry) : refused));
            return { FailedEntryCount: results.filter((one) => one === refused).length, Entries: results };
          },
          patienceMs: 5000,
        });
      } catch (error) {
        // The bus's client of ours makes three attempts.
        if (tried === 3 || !(error instanceof Error) || error.name === 'SyntaxError') throw error;
      }
    }
  };
  return { send } as unknown as EventBridgeClient;
};

export const secretClient = (
  kernel: Kernel,
  container: Container,
  read: () => object,
): SecretsManagerClient => {
  const ask = asker(kernel, container, 'secretsmanager', ['ThrottlingException', 'InternalServiceError']);
  const send = (command: Command): Promise<unknown> =>
    ask(command, { effect: () => ({ SecretString: JSON.stringify(read()) }), patienceMs: 1500 });
  return { send } as unknown as SecretsManagerClient;
};
