import {
  type CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Tags } from '../../../functions/adapters/sts/business-scope.ts';
import type { Container } from '../kernel/io.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Cognito } from '../vendors/cognito-model.ts';

type Command = { readonly constructor: { readonly name: string }; readonly input: never };

const named = (name: string): Error => Object.assign(new Error(name), { name });
/** What the SDK asks for once more. */
const REPEATED = [
  'TimeoutError',
  'InternalErrorException',
  'TooManyRequestsException',
  'ThrottlingException',
];
const ATTEMPTS = 2;

const asking =
  (kernel: Kernel, container: Container, service: string, refusals: readonly string[], patienceMs: number) =>
  async (command: Command, perform: (action: string) => object): Promise<object> => {
    const action = command.constructor.name.replace(/Command$/, '');
    for (let tried = 1; ; tried += 1) {
      try {
        return await kernel.io(container, {
          place: `${service}.${action}`,
          about: () => String((command.input as { readonly Username?: string }).Username ?? ''),
          effect: () => perform(action),
          patienceMs,
          unavailable: () => named(kernel.chance.pick(refusals)),
          timedOut: () => named('TimeoutError'),
          garbled: () => {
            throw named('SyntaxError');
          },
        });
      } catch (error) {
        if (tried === ATTEMPTS || !(error instanceof Error) || !REPEATED.includes(error.name)) throw error;
      }
    }
  };

/** Errors that the adapter tells apart by their class; others by their name. */
const classed = (error: unknown): unknown =>
  error instanceof Error && error.name === 'UsernameExistsException'
    ? new UsernameExistsException({ message: error.message, $metadata: {} })
    : error;

export const cognitoClient = (
  kernel: Kernel,
  container: Container,
  cognito: Cognito,
): CognitoIdentityProviderClient => {
  const ask = asking(
    kernel,
    container,
    'cognito',
    ['TooManyRequestsException', 'InternalErrorException'],
    4000,
  );
  const send = (command: Command) =>
    ask(command, (action) => {
      try {
        return cognito.perform(action, command.input);
      } catch (error) {
        throw classed(error);
      }
    });
  return { send } as unknown as CognitoIdentityProviderClient;
};

/** Credentials whose session token says what the session was tagged with, and when it ends. */
export const stsClient = (kernel: Kernel, container: Container): STSClient => {
  const ask = asking(kernel, container, 'sts', ['ThrottlingException', 'ServiceUnavailable'], 3000);
  const send = (command: Command) =>
    ask(command, () => {
      const { Tags, DurationSeconds } = command.input as {
        readonly Tags: readonly { Key: string; Value: string }[];
        readonly DurationSeconds: number;
      };
      const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
      return {
        Credentials: {
          AccessKeyId: 'ASIASIMULATED',
          SecretAccessKey: 'simulated',
          SessionToken: JSON.stringify({ tags, endsAt: kernel.now + DurationSeconds * 1000 }),
        },
      };
    });
  return { send } as unknown as STSClient;
};

/** The session that gave these credentials: its tags, and when it ends. */
export const sessionOf = ({ sessionToken }: { readonly sessionToken: string }) =>
  JSON.parse(sessionToken) as { readonly tags: Tags; readonly endsAt: number };
