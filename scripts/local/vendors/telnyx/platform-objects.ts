import { groupParam, textParam } from '../bracket-params.ts';
import { type Chance, newUuid } from '../chance.ts';
import { LOCAL_PLATFORM } from '../local-platform.ts';
import { snapshot } from '../snapshot.ts';
import type { Clock } from '../vendor-model.ts';
import { type ApiRoute, allowQuery, answerData, pageOfData, readBody } from './api-call.ts';
import { localProfile, localVerifyProfile } from './local-objects.ts';
import { profileShape, verifyChangeShape, verifyShape } from './platform-shapes.ts';
import { keeping, like, named, PAGE, partIn, taken, type Wire } from './platform-store.ts';
import type { PlatformIds } from './provisioning.ts';
import { createTrunks } from './trunks.ts';

/** What the platform itself has in an account: outbound profiles, trunks with their addresses and logins, verify profiles. */
export type PlatformObjects = PlatformIds & {
  readonly routes: readonly ApiRoute[];
  shown(): Readonly<Record<'profiles' | 'trunks' | 'addresses' | 'verifyProfiles', readonly Wire[]>>;
};

export const createPlatformObjects = (deps: {
  readonly clock: Clock;
  readonly chance: Chance;
  /** `true`: an account as it is when it is opened. */
  readonly isNew: boolean;
  /** Where the local cloud has the calls of its trunk told. */
  readonly voiceUrl: () => string | undefined;
}): PlatformObjects => {
  const { clock, chance } = deps;
  const { keep, change } = keeping(clock);
  const profiles = new Map<string, Wire>();
  const verifyProfiles = new Map<string, Wire>();
  const digits = (): string => `2${Array.from({ length: 18 }, () => String(chance.int(10))).join('')}`;
  const trunks = createTrunks({ ...deps, newId: digits, profiles });
  const newVerifyProfile = (id: string, body: object): Wire =>
    keep(verifyProfiles, id, 'verification_profile', { language: 'en-US', ...body });

  if (!deps.isNew) {
    keep(profiles, LOCAL_PLATFORM.outboundProfileId, 'outbound_voice_profile', localProfile);
    newVerifyProfile(LOCAL_PLATFORM.verifyProfileId, localVerifyProfile);
  }

  const routes: readonly ApiRoute[] = [
    {
      method: 'GET',
      path: /^\/v2\/outbound_voice_profiles$/,
      run({ query }) {
        allowQuery(query, 'filter[name]', 'sort', ...PAGE);
        return pageOfData(like(profiles, 'name', partIn(query, 'name')), query);
      },
    },
    {
      method: 'POST',
      path: /^\/v2\/outbound_voice_profiles$/,
      run: ({ body }) =>
        answerData(keep(profiles, digits(), 'outbound_voice_profile', readBody(profileShape, body))),
    },
    {
      method: 'PATCH',
      path: /^\/v2\/outbound_voice_profiles\/([^/]+)$/,
      run: ({ ids: [id], body }) => answerData(change(named(profiles, id), readBody(profileShape, body))),
    },
    {
      method: 'DELETE',
      path: /^\/v2\/outbound_voice_profiles\/([^/]+)$/,
      run: ({ ids: [id] }) => answerData(taken(profiles, id)),
    },
    ...trunks.routes,
    {
      method: 'GET',
      path: /^\/v2\/verify_profiles$/,
      run({ query }) {
        allowQuery(query, 'filter[name]', ...PAGE);
        const name = textParam(groupParam(query, 'filter'), 'name');
        return pageOfData(like(verifyProfiles, 'name', name), query);
      },
    },
    {
      method: 'POST',
      path: /^\/v2\/verify_profiles$/,
      run: ({ body }) => answerData(newVerifyProfile(newUuid(chance), readBody(verifyShape, body))),
    },
    {
      method: 'PATCH',
      path: /^\/v2\/verify_profiles\/([^/]+)$/,
      run: ({ ids: [id], body }) =>
        answerData(change(named(verifyProfiles, id), readBody(verifyChangeShape, body))),
    },
    {
      method: 'DELETE',
      path: /^\/v2\/verify_profiles\/([^/]+)$/,
      run: ({ ids: [id] }) => answerData(taken(verifyProfiles, id)),
    },
  ];

  return {
    routes,
    isConnection: trunks.has,
    isVerifyProfile: (id) => verifyProfiles.has(id),
    shown: () => ({
      ...trunks.shown(),
      profiles: [...profiles.values()].map(snapshot),
      verifyProfiles: [...verifyProfiles.values()].map(snapshot),
    }),
  };
};
