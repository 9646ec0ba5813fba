import Telnyx from 'telnyx';
import * as z from 'zod/mini';
import type { Search, TextSender } from '../../domain/text/ports.ts';
import type { TextMessage } from '../../domain/text/text.ts';
import { log } from '../../runtime/log.ts';
import { type TelnyxAccess, telnyxCalls } from './client.ts';
import { failedHandover } from './failures.ts';
import { statusOf, TelnyxMessage } from './message.ts';

/** Telnyx's clock may be behind ours; the words tell messages apart, so a wide margin costs nothing. */
const CLOCKS_APART_MS = 5 * 60_000;
/** One page: a pair of numbers that exchanges more in minutes is nothing we could tell apart. */
const MOST_RECORDS = 50;

const Accepted = z.object({ data: z.object({ id: z.string().check(z.minLength(1)) }) });
/** The count must be there: the SDK turns whatever else came back into an empty page, and absence has to be sure. */
const Page = z.object({
  data: z.array(z.object({ uuid: z.string(), cli: z.string(), cld: z.string() })),
  meta: z.object({ total_results: z.int() }),
});

const becauseOf = (error: unknown): string =>
  error instanceof Telnyx.APIError
    ? String(error.status ?? error.constructor.name)
    : error instanceof Error
      ? error.name
      : 'unreadable';

/** What goes wrong while looking says nothing of the message, not even that Telnyx does not show it (any more). */
const unclearly = async (look: () => Promise<Search>): Promise<Search> => {
  try {
    return await look();
  } catch (error) {
    log.warn('text.search-failed', { because: becauseOf(error) });
    return { kind: 'unclear', because: becauseOf(error) };
  }
};

/**
 * Texts over Telnyx. `POST /v2/messages` knows neither tags nor idempotency keys, so a message is recognised by sender,
 * recipient and words: the records say which messages went between two numbers, the message itself says its words.
 */
export const telnyxTexts = (access: TelnyxAccess): TextSender => {
  const call = telnyxCalls(access);

  const recordsOf = async (message: TextMessage, since: string) => {
    const from = new Date(Date.parse(since) - CLOCKS_APART_MS).toISOString();
    const page = await call('look for messages', (telnyx) =>
      telnyx.detailRecords.list({
        filter: {
          record_type: 'messaging',
          direction: 'outbound',
          cli: message.from,
          cld: message.to,
          created_at: { gte: from },
        },
        sort: ['-created_at'],
        'page[size]': MOST_RECORDS,
      }),
    );
    return Page.parse({ data: page.data, meta: page.meta });
  };

  /** What Telnyx shows of one message, as of when it came to that. */
  const read = async (messageId: string, since?: string) => {
    const answer = await call('read message', (telnyx) => telnyx.messages.retrieve(messageId));
    const message = TelnyxMessage.parse(answer.data);
    const at = message.completed_at ?? message.sent_at ?? message.received_at ?? since;
    return { words: message.text, status: at === undefined ? undefined : statusOf(message, at) };
  };

  const search = async (message: TextMessage, since: string): Promise<Search> => {
    const { data: records, meta } = await recordsOf(message, since);
    for (const { uuid, cli, cld } of records) {
      if (cli !== message.from || cld !== message.to) continue;
      const { words, status } = await read(uuid, since);
      if (words === message.body && status) return { kind: 'found', message: status };
    }
    return meta.total_results <= records.length
      ? { kind: 'absent' }
      : { kind: 'unclear', because: 'more_records' };
  };

  return {
    async send({ from, to, body, messagingProfileId }) {
      try {
        const answer = await call('send message', (telnyx) =>
          telnyx.messages.send({
            from,
            to,
            text: body,
            messaging_profile_id: messagingProfileId,
            type: 'SMS',
            encoding: 'auto',
          }),
        );
        return { kind: 'accepted', messageId: Accepted.parse(answer).data.id };
      } catch (error) {
        const handover = failedHandover(error);
        log.warn('text.not-accepted', { ...handover });
        return handover;
      }
    },

    search: (message, since) => unclearly(() => search(message, since)),

    look: (messageId) =>
      unclearly(async () => {
        const { status } = await read(messageId);
        return status ? { kind: 'found', message: status } : { kind: 'unclear', because: 'no_time' };
      }),
  };
};
