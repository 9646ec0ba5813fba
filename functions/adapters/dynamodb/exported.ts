import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { CustomerId } from '../../contracts/api/customers.ts';
import type { AppointmentId, BusinessId, CallId, FeeId } from '../../contracts/ids.ts';
import type { Call } from '../../domain/call/call.ts';
import { hasTranscript } from '../../domain/call/has-transcript.ts';
import type { TranscriptReader } from '../../domain/call/ports.ts';
import type { Exported, ExportedList } from '../../domain/export/export.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { nounOf } from './rows.ts';

/** Which rows of which partition each list has. */
const placesOf = (id: BusinessId) => {
  const appointments = keys.appointment(id, '' as AppointmentId).pk;
  const texts = keys.inboundText(id, '').pk;
  return {
    settings: { pk: keys.configuration(id).pk, has: (sk: string) => sk === keys.configuration(id).sk },
    calls: { pk: keys.call(id, '' as CallId).pk, has: (sk: string) => !sk.includes('#') },
    recordings: { pk: keys.call(id, '' as CallId).pk, has: (sk: string) => sk.endsWith('#AUDIO') },
    'said-of-calls': { pk: keys.call(id, '' as CallId).pk, has: (sk: string) => /#(REMARK|HOLD)$/.test(sk) },
    appointments: { pk: appointments, has: (sk: string) => !sk.includes('#') },
    fees: { pk: appointments, has: (sk: string) => sk.endsWith('#FEE') },
    contests: { pk: keys.contest(id, '' as FeeId).pk, has: (sk: string) => !sk.includes('#') },
    texts: { pk: appointments, has: (sk: string) => sk.includes('#TEXT#') },
    'texts-of-customers': { pk: texts, has: (sk: string) => /^(IN|REPLY)#/.test(sk) },
    customers: { pk: keys.customer(id, '' as CustomerId).pk, has: () => true },
    consents: { pk: keys.consent(id, '').pk, has: () => true },
    invoices: { pk: keys.account(id).pk, has: (sk: string) => sk.startsWith('INVOICE#') },
    agents: { pk: keys.agentRecord(id).pk, has: (sk: string) => sk.startsWith('VERSION#') },
    audit: { pk: keys.audit(id, '', '').pk, has: () => true },
    members: { pk: keys.owners(id).pk, has: (sk: string) => sk.startsWith('MEMBER#') },
  };
};

/** With what was said on a call, as long as that is kept. */
export const dynamoExported = (
  { db, name: table }: Table,
  transcripts: TranscriptReader,
  clock: Clock,
): Exported => {
  async function* rowsOf(pk: string, has: (sk: string) => boolean): AsyncGenerator<object> {
    const pages = paginateQuery(
      { client: db },
      {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) {
      for (const row of Items) if (has(String(row.sk))) yield nounOf(row as { v: 1 });
    }
  }

  async function* withWords(calls: AsyncIterable<object>): AsyncGenerator<object> {
    for await (const one of calls) {
      const call = one as Call;
      const words = hasTranscript(call, clock.now()) ? await transcripts.read(call.transcriptKey) : undefined;
      yield words ? { ...one, transcript: words.text, transcriptTurns: words.turns } : one;
    }
  }

  /** What there is to be heard, and not how it looks. */
  async function* withoutSound(rows: AsyncIterable<object>): AsyncGenerator<object> {
    for await (const row of rows) {
      const { peaks: _, ...told } = row as Record<string, unknown>;
      yield told;
    }
  }

  const toldOf = (name: string, items: AsyncIterable<object>): AsyncIterable<object> =>
    name === 'calls' ? withWords(items) : name === 'recordings' ? withoutSound(items) : items;

  return {
    lists: (id) =>
      Object.entries(placesOf(id)).map(([name, { pk, has }]): ExportedList => {
        return { name, items: toldOf(name, rowsOf(pk, has)) };
      }),
  };
};
