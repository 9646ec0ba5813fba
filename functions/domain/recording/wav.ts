import type { Shape } from './recording.ts';

/** As many as a wide screen has room for. */
export const MOST_PEAKS = 600;
/** Windows of the first measure, which become at most `MOST_PEAKS` once it is known how many there are. */
const WINDOW_SECONDS = 0.02;
const MOST_WINDOWS = 720_000;

const PCM = 1;
/** PCM whose real format stands in an extension. */
const EXTENSIBLE = 0xfffe;
/** Enough for a header with whatever stands before the sound. */
const MOST_HEADER_BYTES = 1 << 20;

type Format = {
  readonly bits: 8 | 16;
  readonly channels: 1 | 2;
  readonly rate: number;
  /** Where the sound begins and how many bytes it has, as the header says. */
  readonly from: number;
  readonly bytes: number;
};

const text = (header: Buffer, at: number): string => header.toString('latin1', at, at + 4);

/** 'more': it does not end within what is there yet. */
const formatIn = (header: Buffer): Format | 'more' | undefined => {
  if (header.length < 12) return 'more';
  if (text(header, 0) !== 'RIFF' || text(header, 8) !== 'WAVE') return undefined;
  let known: Pick<Format, 'bits' | 'channels' | 'rate'> | undefined;
  for (let at = 12; ; ) {
    if (header.length < at + 8) return 'more';
    const [name, size] = [text(header, at), header.readUInt32LE(at + 4)];
    if (name === 'data') return known && { ...known, from: at + 8, bytes: size };
    if (name === 'fmt ') {
      if (header.length < at + 8 + 16) return 'more';
      const kind = header.readUInt16LE(at + 8);
      const [channels, rate, bits] = [
        header.readUInt16LE(at + 10),
        header.readUInt32LE(at + 12),
        header.readUInt16LE(at + 22),
      ];
      const isRead = (kind === PCM || kind === EXTENSIBLE) && rate >= 4000 && rate <= 192_000;
      if (!isRead || (bits !== 8 && bits !== 16) || (channels !== 1 && channels !== 2)) return undefined;
      known = { bits, channels, rate };
    }
    // Chunks begin at even places.
    at += 8 + size + (size % 2);
  }
};

/** The loudest of each window, 0 to 1, as samples come in pieces of any length. */
const meter = ({ bits, channels, rate, bytes }: Format) => {
  const width = (bits / 8) * channels;
  const windowBytes = Math.max(1, Math.round(rate * WINDOW_SECONDS)) * width;
  const windows: number[] = [];
  let loudest = 0;
  let measured = 0;
  let odd: Buffer = Buffer.alloc(0);
  const levelAt = (piece: Buffer, at: number): number =>
    bits === 8 ? Math.abs((piece[at] ?? 128) - 128) / 128 : Math.abs(piece.readInt16LE(at)) / 32_768;

  return {
    take(given: Buffer): void {
      const wanted = Math.max(0, bytes - measured - odd.length);
      const piece = Buffer.concat([odd, given.subarray(0, wanted)]);
      const whole = piece.length - (piece.length % width);
      for (let at = 0; at < whole; at += bits / 8) {
        loudest = Math.max(loudest, levelAt(piece, at));
        measured += bits / 8;
        if (measured % windowBytes === 0 && windows.length < MOST_WINDOWS) {
          windows.push(loudest);
          loudest = 0;
        }
      }
      odd = piece.subarray(whole);
    },
    shape(): Shape | undefined {
      if (measured % windowBytes !== 0) windows.push(loudest);
      if (windows.length === 0) return undefined;
      const count = Math.min(MOST_PEAKS, windows.length);
      const peaks = Array.from({ length: count }, (_, index) => {
        const [first, last] = [index, index + 1].map((one) => Math.floor((one * windows.length) / count));
        return Math.round(windows.slice(first, last).reduce((most, one) => Math.max(most, one), 0) * 100);
      });
      return { durationMs: Math.round((measured / width / rate) * 1000), peaks };
    },
  };
};

/**
 * How long a WAV is and how loud, from its beginning to its end, without having it in memory: PCM of 8 or 16 bits, one or two
 * channels. undefined: it is no such file, or has no sound. Of one that was cut off: as far as it goes.
 */
export const shapeOf = async (pieces: AsyncIterable<Uint8Array>): Promise<Shape | undefined> => {
  let header: Buffer = Buffer.alloc(0);
  let measuring: ReturnType<typeof meter> | undefined;
  for await (const given of pieces) {
    const piece = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    if (measuring) {
      measuring.take(piece);
      continue;
    }
    header = Buffer.concat([header, piece]);
    const format = formatIn(header);
    if (format === undefined || (format === 'more' && header.length > MOST_HEADER_BYTES)) return undefined;
    if (format === 'more') continue;
    measuring = meter(format);
    measuring.take(header.subarray(format.from));
  }
  return measuring?.shape();
};
