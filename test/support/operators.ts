import { TOTP } from 'otpauth';
import { expect } from 'vitest';
import { invite } from '../../scripts/operator/invite.ts';
import { openOperators } from '../../scripts/operator/open-operators.ts';
import { PASSWORD, type People, type SignedIn } from './people.ts';
import type { FlowWorld } from './world.ts';

type Tokens = SignedIn['tokens'];

/** An operator, signed in by an authenticator app. */
export type SignedInOperator = SignedIn & { readonly totp: TOTP };

/** A code of an app is taken once: the next one is asked for in the next half minute. */
const CODE_MS = 30_000;

/** Operators of one world, who read their e-mail and have an app. */
export const operatorsOf = (world: FlowWorld, people: People) => {
  const { api } = people;
  let made = 0;
  const nextCode = (totp: TOTP): string => {
    world.clock.passTo(world.clock.now() + CODE_MS);
    return totp.generate({ timestamp: world.clock.now() });
  };
  const open = () =>
    openOperators({
      name: 'this world',
      table: world.table.name,
      clockOffsetMs: world.clock.offsetMs(),
      access: {
        endpoint: world.cloud.gatewayUrl,
        region: world.cloud.region,
        credentials: world.cloud.credentials,
      },
    });

  /** What the command says. */
  const command = async (email: string, again = false): Promise<string> => {
    const opened = open();
    const said: string[] = [];
    try {
      await invite(opened, (line) => void said.push(line), { email, name: 'Otto Operator', again });
    } catch (error) {
      said.push((error as Error).message);
    } finally {
      opened.close();
    }
    return said.join('\n');
  };

  const accept = (email: string, code: string) =>
    api('POST', '/v1/operator/invitations/accept', { body: { email, code, password: PASSWORD } });

  const begin = (email: string, password = PASSWORD) =>
    api('POST', '/v1/operator/sessions', { body: { email, password } });

  const finish = (challenge: string, code: string) =>
    api('POST', '/v1/operator/sessions/totp', { body: { challenge, code } });

  const tokensOf = ({ status, body }: { status: number; body: unknown }): Tokens => {
    expect({ status, body }).toMatchObject({ status: 200, body: { outcome: 'signed-in' } });
    return (body as { tokens: Tokens }).tokens;
  };

  const signIn = async ({ email, totp }: Pick<SignedInOperator, 'email' | 'totp'>): Promise<Tokens> => {
    const { body } = await begin(email);
    expect(body).toMatchObject({ outcome: 'totp-needed' });
    return tokensOf(await finish((body as { challenge: string }).challenge, nextCode(totp)));
  };

  /** Whoever has an invitation in the mailbox takes it up, with an app. */
  const join = async (email: string): Promise<SignedInOperator> => {
    const accepted = await accept(email, await people.codeFor(email, people.mailTo(email).length || 1));
    expect(accepted).toMatchObject({ status: 201 });
    const { personId } = accepted.body as { personId: string };
    const { body } = await begin(email);
    expect(body).toMatchObject({ outcome: 'totp-to-set-up' });
    const { challenge, secret } = body as { challenge: string; secret: string };
    const totp = new TOTP({ secret });
    return { email, personId, totp, tokens: tokensOf(await finish(challenge, nextCode(totp))) };
  };

  const anOperator = async (): Promise<SignedInOperator> => {
    made += 1;
    const email = `operator${made}@operators.example`;
    expect(await command(email)).toMatch(/^An invitation is on its way/);
    return join(email);
  };

  return { api, open, command, accept, begin, finish, signIn, join, anOperator, nextCode };
};

export type OperatorsOf = ReturnType<typeof operatorsOf>;
