import { describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../../web/src/app/config.ts';

const CONFIG: Config = { v: 1, stage: 'dev', supportEmail: 'help@cloudgreet.example' };

const aBrowser = (answer: () => unknown, given: string | null = null) => {
  let kept = given;
  return {
    kept: () => kept,
    read: () =>
      readConfig({
        fetch: async () => ({ json: async () => answer() }),
        storage: () => ({
          getItem: () => kept,
          setItem: (_, value) => {
            kept = value;
          },
        }),
      }),
  };
};
const fails = () => {
  throw new SyntaxError('Unexpected token <');
};

describe('what a page is told of its stage [C4]', () => {
  it('is kept for when there is no network', async () => {
    const browser = aBrowser(() => CONFIG);
    expect(await browser.read()).toEqual(CONFIG);
    expect(await aBrowser(fails, browser.kept()).read()).toEqual(CONFIG);
  });

  it('is nothing, and no failure, where neither it nor what was kept is understood', async () => {
    expect(await aBrowser(fails, '{"v":').read()).toBeUndefined();
    expect(await aBrowser(fails).read()).toBeUndefined();
    expect(await aBrowser(() => ({ v: 2 }), JSON.stringify(CONFIG)).read()).toBeUndefined();
    expect(await aBrowser(() => null).read()).toBeUndefined();
  });

  it('is told also where a browser keeps nothing', async () => {
    const storage = () => {
      throw new Error('SecurityError');
    };
    expect(await readConfig({ fetch: async () => ({ json: async () => CONFIG }), storage })).toEqual(CONFIG);
  });
});
