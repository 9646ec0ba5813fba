import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

type File = { readonly name: string; readonly text: AsyncIterable<string> };
type Written = {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
};

/** Above it other fields would be needed; a business has thousands of times less. */
const MOST_BYTES = 0xffff_ffff;
/** Sizes follow what is packed, because it is not known before; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** The first of January 1980: the time that the format begins with. When it was made the manifest says. */
const DATE = 0x0021;

const fields = (...values: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer => {
  const buffer = Buffer.alloc(values.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of values) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
};

const begins = (name: Buffer): Buffer =>
  Buffer.concat([
    fields([4, 0x0403_4b50], [2, VERSION], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DATE]),
    fields([4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]),
    name,
  ]);

const ends = ({ crc, packed, size }: Written): Buffer =>
  fields([4, 0x0807_4b50], [4, crc], [4, packed], [4, size]);

const listed = ({ name, crc, packed, size, at }: Written): Buffer =>
  Buffer.concat([
    fields([4, 0x0201_4b50], [2, VERSION], [2, VERSION], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DATE]),
    fields(
      [4, crc],
      [4, packed],
      [4, size],
      [2, name.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, at],
    ),
    name,
  ]);

/**
 * A ZIP archive of text files, in pieces as they are packed: no file is ever whole in memory. Throws above 4 GB.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export async function* zip(files: AsyncIterable<File>): AsyncGenerator<Buffer> {
  const done: Written[] = [];
  let at = 0;
  for await (const file of files) {
    const name = Buffer.from(file.name);
    const head = begins(name);
    yield head;
    let crc = 0;
    let size = 0;
    let packed = 0;
    const bytes = async function* () {
      for await (const text of file.text) {
        const piece = Buffer.from(text);
        crc = crc32(piece, crc);
        size += piece.length;
        yield piece;
      }
    };
    const source = Readable.from(bytes());
    const deflate = createDeflateRaw();
    source.on('error', (error) => deflate.destroy(error));
    for await (const piece of source.pipe(deflate) as AsyncIterable<Buffer>) {
      packed += piece.length;
      yield piece;
    }
    const written = { name, crc, packed, size, at };
    yield ends(written);
    done.push(written);
    at += head.length + packed + 16;
    if (at > MOST_BYTES || size > MOST_BYTES) throw new Error('the archive is too large');
  }
  const directory = Buffer.concat(done.map(listed));
  yield directory;
  yield fields(
    ...([
      [4, 0x0605_4b50],
      [2, 0],
      [2, 0],
      [2, done.length],
      [2, done.length],
    ] as const),
    ...([
      [4, directory.length],
      [4, at],
      [2, 0],
    ] as const),
  );
}
