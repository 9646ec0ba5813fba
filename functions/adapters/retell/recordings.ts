import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod/mini';
import type { CallId } from '../../contracts/ids.ts';
import { Refusal } from '../../domain/errors.ts';
import type { RecordingSource } from '../../domain/recording/ports.ts';
import type { GoneBecause } from '../../domain/recording/recording.ts';
import { deadline } from '../../runtime/waiting.ts';
import { type RetellAccess, retellCalls } from './client.ts';

/** Where a link is to be fetched: the address that was checked, and not the name. */
type Place = { readonly url: URL; readonly address: string };

export type RetellRecordingsAccess = RetellAccess & {
  /** Looks the link's host up, and says why not where it leads inside. */
  readonly locate: (link: string) => Promise<Place | 'address_refused' | 'name_not_found'>;
  /** Asks that address and follows nothing. */
  readonly get: (
    place: Place,
    by: { readonly userAgent: string; readonly signal: AbortSignal },
  ) => Promise<IncomingMessage>;
  readonly mostBytes?: number;
  readonly fetchTimeoutMs?: number;
};

const Call = z.object({ recording_url: z.nullish(z.string()) });

/** Two hours of telephone sound in stereo, and what fits a function's disk. */
const MOST_BYTES = 250_000_000;
const TIMEOUT_MS = 60_000;

/**
 * Where Retell keeps recordings: its own names, and what it rents of AWS, as its examples have it
 * (https://docs.retellai.com/api-references/get-call). Loopback passes where `locate` lets it, in stage local.
 */
const HOSTS = /(?:^|\.)(?:retellai\.com|cloudfront\.net|amazonaws\.com)$/;
const isVendors = ({ hostname }: URL): boolean =>
  HOSTS.test(hostname) || /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);

const USER_AGENT = 'CloudGreet-Recordings/1';
const GONE = [403, 404, 410];

class TooLarge extends Error {}

/** Of an address that we do not ask, too: the vendor may have moved, and what it has is lost only when it says so. */
const unavailable = (because: string, options?: ErrorOptions): Refusal =>
  new Refusal('vendor_unavailable', { vendor: 'retell', because }, options);

async function* upTo(most: number, answer: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let taken = 0;
  for await (const piece of answer) {
    taken += piece.length;
    if (taken > most) throw new TooLarge();
    yield piece;
  }
}

/** What an answer says before its sound; undefined: the sound follows. Throws what may be there later. */
const lossIn = ({ statusCode = 0, headers }: IncomingMessage, mostBytes: number): GoneBecause | undefined => {
  if (GONE.includes(statusCode)) return 'link_gone';
  // Whatever it leads to was not checked.
  if (statusCode >= 300 && statusCode < 400) throw unavailable('address_refused');
  if (statusCode !== 200) throw new Refusal('vendor_unavailable', { vendor: 'retell', statusCode });
  return Number(headers['content-length'] ?? 0) > mostBytes ? 'too_large' : undefined;
};

/**
 * Fetches what Retell recorded onto the disk: asks where it is, and then the address that was checked, following nothing,
 * within a size and a time. Where it is, is written down nowhere. Refuses with `vendor_unavailable` what may be there later.
 */
export const retellRecordings = ({
  locate,
  get,
  mostBytes = MOST_BYTES,
  fetchTimeoutMs = TIMEOUT_MS,
  ...access
}: RetellRecordingsAccess): RecordingSource => {
  const retell = retellCalls(access);

  /** A link of this moment: one that a webhook brought may have run out. */
  const linkOf = async (callId: CallId): Promise<string | undefined> => {
    const path = `/v2/get-call/${encodeURIComponent(callId)}`;
    const call = await retell.askIfThere('get-call', { method: 'GET', path, answer: Call });
    return call?.recording_url ?? undefined;
  };

  const fetchInto = async (folder: string, callId: CallId) => {
    const link = await linkOf(callId);
    if (link === undefined) return 'not_kept';
    const place = await locate(link);
    if (typeof place === 'string') throw unavailable(place);
    if (!isVendors(place.url)) throw unavailable('address_refused');
    const answer = await get(place, { userAgent: USER_AGENT, signal: deadline(fetchTimeoutMs) });
    try {
      const loss = lossIn(answer, mostBytes);
      if (loss) return loss;
      const path = join(folder, 'recording');
      await pipeline(upTo(mostBytes, answer), createWriteStream(path));
      const { size } = await stat(path);
      const wanted = Number(answer.headers['content-length'] ?? size);
      if (size !== wanted) throw unavailable('cut_off');
      return size === 0 ? 'empty' : { path, size };
    } finally {
      answer.destroy();
    }
  };

  return {
    async fetch(callId) {
      const folder = await mkdtemp(join(tmpdir(), 'recording-'));
      const discard = () => rm(folder, { recursive: true, force: true });
      try {
        const fetched = await fetchInto(folder, callId);
        if (typeof fetched === 'string') {
          await discard();
          return { kind: 'gone', because: fetched };
        }
        const { path, size } = fetched;
        return { kind: 'fetched', audio: { bytes: size, read: () => createReadStream(path), discard } };
      } catch (error) {
        await discard();
        if (error instanceof TooLarge) return { kind: 'gone', because: 'too_large' };
        if (error instanceof Refusal) throw error;
        throw unavailable((error as Error).name, { cause: error });
      }
    },
  };
};
