import { describe, expect, it } from 'vitest';
import { MOST_PEAKS, shapeOf } from '../../../functions/domain/recording/wav.ts';
import { soundOf } from '../../../scripts/local/vendors/retell/recording.ts';

type Written = {
  readonly bits?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly kind?: number;
  readonly extra?: Buffer;
};

const wav = (
  sound: Buffer,
  { bits = 16, channels = 1, rate = 8000, kind = 1, extra }: Written = {},
): Buffer => {
  const format = Buffer.alloc(24);
  format.write('fmt ', 0);
  format.writeUInt32LE(16, 4);
  format.writeUInt16LE(kind, 8);
  format.writeUInt16LE(channels, 10);
  format.writeUInt32LE(rate, 12);
  format.writeUInt32LE((rate * channels * bits) / 8, 16);
  format.writeUInt16LE((channels * bits) / 8, 20);
  format.writeUInt16LE(bits, 22);
  const data = Buffer.alloc(8);
  data.write('data', 0);
  data.writeUInt32LE(sound.length, 4);
  const riff = Buffer.alloc(12);
  riff.write('RIFF', 0);
  riff.write('WAVE', 8);
  return Buffer.concat([riff, ...(extra ? [extra] : []), format, data, sound]);
};

const samples = (...values: readonly number[]): Buffer => {
  const buffer = Buffer.alloc(values.length * 2);
  for (const [at, value] of values.entries()) buffer.writeInt16LE(value, at * 2);
  return buffer;
};

async function* inPieces(bytes: Buffer, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
const shape = (bytes: Buffer, length = 4096) => shapeOf(inPieces(bytes, length));

/** A second of silence, and a second at half of what is possible. */
const quietThenLoud = samples(...Array.from({ length: 16_000 }, (_, at) => (at < 8000 ? 0 : 16_384)));

describe('the waveform of a recording [V3]', () => {
  it('shows where it is loud, and how long it is', async () => {
    const { durationMs, peaks } = (await shape(wav(quietThenLoud))) ?? { durationMs: 0, peaks: [] };

    expect(durationMs).toBe(2000);
    expect(peaks).toEqual([...Array(50).fill(0), ...Array(50).fill(50)]);
  });

  it.each([1, 2, 3, 7, 43, 44, 45, 4096])('is the same in pieces of %i bytes', async (length) => {
    expect(await shape(wav(quietThenLoud), length)).toEqual(await shape(wav(quietThenLoud)));
  });

  it('is of one measure for one channel and two, for 8 bits and 16', async () => {
    const both = Buffer.concat(Array.from({ length: 8000 }, (_, at) => samples(0, at < 4000 ? 0 : 32_767)));
    const bytes = Buffer.alloc(8000, 128).fill(0, 4000);

    const stereo = await shape(wav(both, { channels: 2 }));
    const coarse = await shape(wav(bytes, { bits: 8 }));

    expect(stereo).toEqual({ durationMs: 1000, peaks: [...Array(25).fill(0), ...Array(25).fill(100)] });
    expect(coarse).toEqual(stereo);
  });

  it('has no more peaks however long the call was, and misses no shout', async () => {
    const long = Buffer.alloc(8000 * 60 * 2);
    long.writeInt16LE(-32_768, 8000 * 31 * 2);

    const { peaks = [] } = (await shape(wav(long))) ?? {};

    expect(peaks).toHaveLength(MOST_PEAKS);
    expect(peaks.filter((one) => one === 100)).toHaveLength(1);
  });

  it('passes over what stands before the sound', async () => {
    const list = Buffer.concat([Buffer.from('LIST'), Buffer.from([3, 0, 0, 0]), Buffer.from('abc\0')]);

    expect(await shape(wav(quietThenLoud, { extra: list }), 5)).toEqual(await shape(wav(quietThenLoud)));
  });

  it('is of as much as there is of one that was cut off', async () => {
    const cut = wav(quietThenLoud).subarray(0, 44 + 8000 * 2);

    expect(await shape(cut)).toEqual({ durationMs: 1000, peaks: Array(50).fill(0) });
  });

  it.each([
    ['of another kind of file', Buffer.from('ID3 and whatever follows in an MP3 that is long enough')],
    ['of nothing', Buffer.alloc(0)],
    ['of a header alone', wav(quietThenLoud).subarray(0, 30)],
    ['without sound', wav(Buffer.alloc(0))],
    ['of 24 bits', wav(quietThenLoud, { bits: 24 })],
    ['of a law that is not linear', wav(quietThenLoud, { kind: 7, bits: 8 })],
    ['of six channels', wav(quietThenLoud, { channels: 6 })],
    ['of no rate', wav(quietThenLoud, { rate: 0 })],
  ])('is unknown %s', async (_, bytes) => {
    expect(await shape(bytes)).toBeUndefined();
  });
});

describe('what the simulator records [V3]', () => {
  const words = (from: number) => [{ word: 'Hello', start: from, end: from + 0.5 }];
  const said = [
    { role: 'agent', content: 'Hello', words: words(1) },
    { role: 'user', content: 'Hello', words: words(3) },
  ] as const;

  it('is loud where somebody speaks and quiet between, and always the same', async () => {
    const { durationMs, peaks = [] } = (await shape(soundOf(said, 5))) ?? {};
    const loud = peaks.flatMap((one, at) => (one > 10 ? [Math.floor((at / peaks.length) * 10) / 2] : []));

    expect(durationMs).toBe(5000);
    expect([...new Set(loud)]).toEqual([1, 3]);
    expect(soundOf(said, 5).equals(soundOf(said, 5))).toBe(true);
  });
});
