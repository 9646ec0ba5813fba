import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { zip } from '../../../functions/adapters/s3/zip.ts';
import { unzip } from '../../support/unzip.ts';

async function* pieces(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

async function* filesOf(files: Readonly<Record<string, readonly string[]>>) {
  for (const [name, texts] of Object.entries(files)) yield { name, text: pieces(...texts) };
}

const packed = async (archive: AsyncIterable<Buffer>): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const piece of archive) all.push(piece);
  return Buffer.concat(all);
};
const bytesOf = (files: Readonly<Record<string, readonly string[]>>) => packed(zip(filesOf(files)));

describe('an archive [D13]', () => {
  it('is read by another program as it was written, with every file whole', async () => {
    const long = Array.from({ length: 2000 }, (_, line) => `{"line":${line},"words":"Größe 😀"}\n`);

    const read = unzip(
      await bytesOf({ 'calls.jsonl': long, 'naïve.txt': ['one', 'two'], 'empty.jsonl': [] }),
    );

    expect(read).toEqual({ 'calls.jsonl': long.join(''), 'naïve.txt': 'onetwo', 'empty.jsonl': '' });
  });

  it('is one of nothing where there is nothing', async () => {
    expect(unzip(await bytesOf({}))).toEqual({});
  });

  it('holds no file whole: what is packed leaves before the next text is asked for', async () => {
    const random = () => randomBytes(150_000).toString('base64');
    let asked = 0;
    async function* texts() {
      for (; asked < 50; asked += 1) yield random();
    }
    async function* one() {
      yield { name: 'large', text: texts() };
    }
    const reader = zip(one());
    let bytes = 0;
    while (bytes < 1_000_000) bytes += (await reader.next()).value?.length ?? 0;

    expect(asked).toBeLessThan(30);
    await reader.return(undefined);
  });

  it('fails as the text does that it is made of', async () => {
    async function* broken() {
      yield 'one';
      throw new Error('the table is gone');
    }
    async function* one() {
      yield { name: 'a', text: broken() };
    }

    await expect(packed(zip(one()))).rejects.toThrow('the table is gone');
  });
});
