import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../functions/contracts/api/client.ts';
import { afterSave } from '../../web/src/screens/settings/after-save.ts';
import {
  type Business,
  ChangedMeanwhile,
  type Changes,
  saveSettings,
} from '../../web/src/screens/settings/save-settings.ts';

type Stored = Pick<Business, 'settingsVersion' | 'name' | 'trade'>;

const refused = (code: string, status: number) =>
  new ApiProblem('changeBusiness', status, JSON.stringify({ title: code, status }));

/** The API of one business, in memory: `lose` loses the answer of the next change, `drop` the change itself. */
const anApi = (given: Partial<Stored> = {}) => {
  let stored: Stored = { settingsVersion: 3, name: 'Apex', trade: 'hvac', ...given };
  let next: 'answer' | 'lose' | 'drop' = 'answer';
  const lost: Changes[] = [];
  const changed = (changes: Changes): Stored => ({
    ...stored,
    ...(changes as Partial<Stored>),
    settingsVersion: stored.settingsVersion + 1,
  });
  const sent: number[] = [];
  const save = saveSettings({
    async send(settingsVersion, changes) {
      sent.push(settingsVersion);
      const how = next;
      next = 'answer';
      if (how === 'drop') throw new TypeError('Failed to fetch');
      if (settingsVersion !== stored.settingsVersion) throw refused('changed_meanwhile', 409);
      stored = changed(changes);
      if (how === 'lose') throw new TypeError('Failed to fetch');
      return stored as Business;
    },
    read: async () => stored as Business,
    shownOf: ({ name }) => ({ name }),
    mayBeOurs: lost,
    onMayHaveArrived: (changes) => void lost.push(changes),
  });
  return {
    sent,
    now: () => stored as Business,
    somebodyElse: (changes: Changes) => {
      stored = changed(changes);
    },
    losesAnswer: () => {
      next = 'lose';
    },
    losesChange: () => {
      next = 'drop';
    },
    save,
  };
};

describe('settings that are saved by a section [O3]', () => {
  it('are sent with the version of the copy that editing began with', async () => {
    const api = anApi();

    const saved = await api.save(api.now(), { name: 'Apex Air' });

    expect(saved).toMatchObject({ name: 'Apex Air', settingsVersion: 4 });
    expect(api.sent).toEqual([3]);
  });

  it('show what somebody else has made of the same meanwhile, and change nothing', async () => {
    const api = anApi();
    const base = api.now();
    api.somebodyElse({ name: 'Zenith' });

    const saving = api.save(base, { name: 'Apex Air' });

    await expect(saving).rejects.toMatchObject({ theirs: { name: 'Zenith', settingsVersion: 4 } });
    await expect(saving).rejects.toBeInstanceOf(ChangedMeanwhile);
    expect(api.now().name).toBe('Zenith');
  });

  it('are saved on top by whoever has seen what is there', async () => {
    const api = anApi();
    const base = api.now();
    api.somebodyElse({ name: 'Zenith' });
    const seen: unknown = await api.save(base, { name: 'Apex Air' }).catch((error: unknown) => error);
    const { theirs } = seen as ChangedMeanwhile;

    expect(await api.save(theirs, { name: 'Apex Air' })).toMatchObject({
      name: 'Apex Air',
      settingsVersion: 5,
    });
  });

  it('do not mind what somebody changed in another section, and leave it as it is', async () => {
    const api = anApi();
    const base = api.now();
    api.somebodyElse({ trade: 'plumbing' });

    await api.save(base, { name: 'Apex Air' });

    expect(api.now()).toMatchObject({ name: 'Apex Air', trade: 'plumbing' });
  });

  it('are saved where only the answer was lost', async () => {
    const api = anApi();
    api.losesAnswer();

    expect(await api.save(api.now(), { name: 'Apex Air' })).toMatchObject({ name: 'Apex Air' });
    expect(api.sent).toEqual([3]);
  });

  it('say that nothing got through where nothing did', async () => {
    const api = anApi();
    api.losesChange();

    await expect(api.save(api.now(), { name: 'Apex Air' })).rejects.toBeInstanceOf(TypeError);
    expect(api.now().name).toBe('Apex');
  });

  it('take what an attempt without an answer has left for their own, also once more was typed', async () => {
    const api = anApi();
    const base = api.now();
    api.losesChange();
    await api.save(base, { name: 'Apex Air' }).catch(() => undefined);
    // It was only slow, and arrived after all.
    api.somebodyElse({ name: 'Apex Air' });

    expect(await api.save(base, { name: 'Apex Air & Heat' })).toMatchObject({ name: 'Apex Air & Heat' });
  });

  it('are refused as they are for every other reason', async () => {
    const saving = saveSettings({
      send: () => Promise.reject(refused('invalid_arguments', 422)),
      read: () => Promise.reject(new Error('not asked')),
      shownOf: () => ({}),
      mayBeOurs: [],
      onMayHaveArrived: () => undefined,
    })(anApi().now(), { name: '' });

    await expect(saving).rejects.toMatchObject({ code: 'invalid_arguments' });
  });
});

describe('what is typed while settings are on their way [O3]', () => {
  const [before, saved] = [{ name: 'Apex' }, { name: 'Apex Air' }].map((one) => one as Business) as [
    Business,
    Business,
  ];
  const then = afterSave((name: string): Changes => ({ name: name.trim() }));

  it('is kept, onto what was saved', () => {
    expect(then(saved, 'Apex Air')({ base: before, draft: 'Apex Air and Heat' })).toEqual({
      base: saved,
      draft: 'Apex Air and Heat',
    });
  });

  it('is nothing where it is what was sent', () => {
    expect(then(saved, 'Apex Air')({ base: before, draft: 'Apex Air ' })).toBeUndefined();
    expect(then(saved, 'Apex Air')(undefined)).toBeUndefined();
  });
});
