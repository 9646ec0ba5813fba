import { createHash } from 'node:crypto';
import type { Reply, SimulatedRequest } from '../simulator.ts';
import type { CallRecord } from './call-record.ts';
import type { Utterance } from './transcript.ts';

const RATE = 8000;
const LOUDEST = 12_000;
/** Two people who can be told apart, in hertz; each has an overtone, which makes it less of a beep. */
const PITCH: Readonly<Record<Utterance['role'], number>> = { agent: 233, user: 147 };
/** Quieter than anybody speaks. */
const LINE_NOISE = 60;
/** A call that lasts for hours in a script is not heard to its end. */
const LONGEST_SECONDS = 600;
/** As our agents ask Retell to sign: one hour. */
const LIVES_SECONDS = 3600;

const header = (bytes: number): Buffer => {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(bytes, 40);
  return head;
};

/**
 * What a call sounded like, as a WAV (8 kHz, 16 bits, one channel): a tone for each word that was said, at its time and in
 * its speaker's pitch, so that turns can be heard and seen. The same call always sounds the same.
 */
export const soundOf = (utterances: readonly Utterance[], seconds: number): Buffer => {
  const samples = Buffer.alloc(Math.ceil(Math.min(Math.max(seconds, 1), LONGEST_SECONDS) * RATE) * 2);
  const count = samples.length / 2;
  for (let at = 0; at < count; at += 1) {
    samples.writeInt16LE(((at * 7919) % (2 * LINE_NOISE)) - LINE_NOISE, at * 2);
  }
  for (const { role, words } of utterances) {
    for (const { start, end } of words) {
      const [first, last] = [Math.floor(start * RATE), Math.min(count, Math.floor(end * RATE))];
      for (let at = first; at < last; at += 1) {
        const swell = Math.sin((Math.PI * (at - first)) / (last - first));
        const phase = (2 * Math.PI * PITCH[role] * at) / RATE;
        const tone = (Math.sin(phase) + 0.4 * Math.sin(2.01 * phase)) / 1.4;
        samples.writeInt16LE(Math.round(LOUDEST * swell * tone), at * 2);
      }
    }
  }
  return Buffer.concat([header(samples.length), samples]);
};

const signatureOf = (callId: string, file: string, expires: number): string =>
  createHash('sha256').update(`${callId}/${file}/${expires}`).digest('hex').slice(0, 32);

/** An address under which Retell's storage has a file of a call, for an hour from `at` on. */
export const signedLink = (files: string, callId: string, file: string, at: number): string => {
  const expires = Math.floor(at / 1000) + LIVES_SECONDS;
  const signature = signatureOf(callId, file, expires);
  return `${files}/${encodeURIComponent(callId)}/${file}?Expires=${expires}&Signature=${signature}&Key-Pair-Id=SIMULATED`;
};

const FILE = /^\/files\/([^/]+)\/recording(?:_multichannel)?\.wav$/;
export const isFile = (path: string): boolean => path.startsWith('/files/');

const refused = (status: number, code: string): Reply => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`,
  headers: { 'content-type': 'application/xml' },
});

/** As the storage answers: to whoever has a link that has not run out. */
export const answerFile = (
  { path, query, execute }: Pick<SimulatedRequest, 'path' | 'query' | 'execute'>,
  calls: ReadonlyMap<string, CallRecord>,
  now: number,
): Promise<Reply> =>
  execute(() => {
    const callId = decodeURIComponent(FILE.exec(path)?.[1] ?? '');
    const [expires, signature] = [Number(query.get('Expires')), query.get('Signature')];
    const isSigned = signature === signatureOf(callId, path.split('/').at(-1) ?? '', expires);
    if (!isSigned || now > expires * 1000) return refused(403, 'AccessDenied');
    const record = calls.get(callId);
    if (!record) return refused(404, 'NoSuchKey');
    const { duration_ms: durationMs, recording_url: link } = record.view() as Readonly<
      Record<'duration_ms' | 'recording_url', unknown>
    >;
    if (link === undefined) return refused(404, 'NoSuchKey');
    const body = soundOf(record.transcript.utterances(), Number(durationMs ?? 0) / 1000);
    return { status: 200, body, headers: { 'content-type': 'audio/wav' } };
  });
