import { expect, it } from 'vitest';
import { dynamoLiveConnections, dynamoLiveTickets } from '../../../functions/adapters/dynamodb/live.ts';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { LIVE_PROTOCOL } from '../../../functions/contracts/live.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import { answerPing } from '../../../functions/domain/live/answer-ping.ts';
import { closeConnection } from '../../../functions/domain/live/close-connection.ts';
import { liveAnswers } from '../../../functions/domain/live/issue-ticket.ts';
import type { LiveConnection } from '../../../functions/domain/live/live.ts';
import { openConnection } from '../../../functions/domain/live/open-connection.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { nonce } from '../../../functions/runtime/nonce.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

const NOON = Date.parse('2026-11-23T18:00:00Z');
const ADA = PersonId.parse('0b5a4f3e-6b0e-4a63-8a3e-2f6f0a3d7c11');
const BEN = PersonId.parse('5c1c1b7e-1f0a-4d8e-9a52-7f1d2c3b4a55');

let made = 0;

onBothStores('the channel of a business [C4]', (open) => {
  const aChannel = () => {
    made += 1;
    const businessId = `biz_live${String(made).padStart(4, '0')}` as BusinessId;
    const table = open();
    const clock = { now: () => NOON };
    const connections = dynamoLiveConnections(table, clock, waiting);
    const removed = new Set<string>();
    const admit = async ({ personId }: { readonly personId: string }) => {
      if (removed.has(personId)) throw new Refusal('session_ended');
    };
    const deps = { connections, admit };
    const come = openConnection({ ...deps, by: hashing });
    const answers = liveAnswers({
      of: async () => ({ liveTickets: dynamoLiveTickets(table) }),
      by: hashing,
      nonce,
      liveUrl: 'wss://live.example/live',
    });
    const ticketFor = async (personId: PersonId = ADA) => {
      const caller = { personId, sessionId: 'session1' };
      const asked = { path: { businessId }, caller, nowMs: NOON } as never;
      return (await answers.openLive(asked)).ticket;
    };
    const offer = (ticket: string) => `${LIVE_PROTOCOL}, ${ticket}`;
    return {
      businessId,
      table,
      connections,
      removed,
      come,
      ticketFor,
      offer,
      ping: answerPing(deps),
      go: closeConnection(deps),
      connect: async (id: string, personId = ADA, at = NOON) =>
        come(id, offer(await ticketFor(personId)), at),
    };
  };
  const outcomeOf = (trying: Promise<unknown>) =>
    trying.then(
      () => 'in',
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    );

  it('lets in one of fifty who show the same ticket at once', async () => {
    const { come, ticketFor, offer, connections, businessId } = aChannel();
    const ticket = await ticketFor();

    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => outcomeOf(come(`once${made}-${index}`, offer(ticket), NOON))),
    );

    expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(1);
    expect(new Set(outcomes.filter((outcome) => outcome !== 'in'))).toSatisfy((codes: Set<string>) =>
      [...codes].every((code) => ['not_signed_in', 'busy_try_again'].includes(code)),
    );
    expect(await connections.of(businessId)).toHaveLength(1);
  });

  it('lets nobody in by a ticket that is over, was used, was made up or is named for another business', async () => {
    const { come, ticketFor, offer, connect } = aChannel();
    const other = aChannel();
    const ticket = await ticketFor();
    const used = await ticketFor();
    await come(`used${made}`, offer(used), NOON);
    await connect(`there${made}`);
    const secret = ticket.split('.')[1];

    const outcomes = await Promise.all([
      outcomeOf(come('late', offer(ticket), NOON + 60_000)),
      outcomeOf(come('again', offer(used), NOON)),
      outcomeOf(come('made-up', offer(`${ticket.slice(0, -3)}xyz`), NOON)),
      outcomeOf(come('elsewhere', offer(`${other.businessId}.${secret}`), NOON)),
      outcomeOf(come('bare', ticket, NOON)),
      outcomeOf(come('two', offer(`${ticket}, ${ticket}`), NOON)),
      outcomeOf(come('nothing', undefined, NOON)),
    ]);

    expect(outcomes).toEqual(Array(7).fill('not_signed_in'));
    expect(await outcomeOf(come('in-time', offer(ticket), NOON + 59_999))).toBe('in');
  });

  it('keeps no ticket that would open anything', async () => {
    const { ticketFor, table, businessId } = aChannel();
    const ticket = await ticketFor();

    const connections = dynamoLiveConnections(table, { now: () => NOON }, waiting);
    expect(await connections.ticket(businessId, ticket)).toBeUndefined();
    expect(await connections.ticket(businessId, hashing.digest('live-ticket', ticket))).toMatchObject({
      personId: ADA,
      businessId,
    });
  });

  it('asks once more who may look as a page comes, and with every ping', async () => {
    const { come, ticketFor, offer, connect, ping, removed, connections, businessId } = aChannel();
    const page = `page${made}`;
    await connect(page);
    const before = await ping(page);
    const ticket = await ticketFor();
    removed.add(ADA);

    expect(before).toEqual({ v: 1, seq: 0 });
    expect(await ping(page)).toEqual({ v: 1, over: true });
    expect(await connections.of(businessId)).toEqual([]);
    expect(await ping(page)).toEqual({ v: 1, over: true });
    expect(await outcomeOf(come(`late${made}`, offer(ticket), NOON))).toBe('session_ended');
  });

  it('keeps ten pages of a person, the latest, and all of their colleagues', async () => {
    const { connect, connections, businessId } = aChannel();
    await connect(`ben${made}`, BEN);
    for (let page = 0; page < 12; page += 1) await connect(`page${made}-${page}`, ADA, NOON + page * 1000);

    const open = (await connections.of(businessId)).map(({ id }) => id.split('-').at(-1));
    expect(new Set(open)).toEqual(
      new Set([`ben${made}`, ...Array.from({ length: 10 }, (_, index) => String(index + 2))]),
    );
  });

  it('forgets a page that goes, and one that API Gateway must have ended', async () => {
    const { connect, connections, businessId, go, table } = aChannel();
    await connect(`goes${made}`);
    await connect(`stays${made}`);

    await go(`goes${made}`);
    await go(`never-was${made}`);
    const later = dynamoLiveConnections(table, { now: () => NOON + 2 * 3_600_000 }, waiting);

    expect((await connections.of(businessId)).map(({ id }: LiveConnection) => id)).toEqual([`stays${made}`]);
    expect(await later.of(businessId)).toEqual([]);
  });

  it('gives out each number once, in rows, to whoever asks at once', async () => {
    const { connections, businessId } = aChannel();

    const last = await Promise.all(Array.from({ length: 10 }, () => connections.take(businessId, 3)));

    expect(last.toSorted((one, next) => one - next)).toEqual(
      Array.from({ length: 10 }, (_, index) => 3 * (index + 1)),
    );
    expect(await connections.latest(businessId)).toBe(30);
  });
});
