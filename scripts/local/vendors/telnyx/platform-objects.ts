import { groupParam, type Params, textParam } from '../bracket-params.ts';
import { type Chance, newUuid } from '../chance.ts';
import { LOCAL_PLATFORM } from '../local-platform.ts';
import type { Reply } from '../simulator.ts';
import { snapshot } from '../snapshot.ts';
import type { Clock } from '../vendor-model.ts';
import { type ApiRoute, allowQuery, answerData, decline, pageOfData, readBody } from './api-call.ts';
import {
  LOCAL_ADDRESS,
  localAddress,
  localProfile,
  localTrunk,
  localVerifyProfile,
} from './local-objects.ts';
import { telnyxInstant } from './message.ts';
import {
  addressChangeShape,
  addressShape,
  loginShape,
  profileShape,
  trunkChangeShape,
  trunkShape,
  verifyChangeShape,
  verifyShape,
} from './platform-shapes.ts';
import type { PlatformIds } from './provisioning.ts';

type Wire = Record<string, unknown> & { readonly id: string };
type Group = Readonly<Record<string, unknown>>;

/** What the platform itself has in an account: outbound profiles, trunks with their addresses and logins, verify profiles. */
export type PlatformObjects = PlatformIds & {
  readonly routes: readonly ApiRoute[];
  shown(): Readonly<Record<'profiles' | 'trunks' | 'addresses' | 'verifyProfiles', readonly Wire[]>>;
};

const HIDDEN = '********';

const created = (data: object): Reply => ({ ...answerData(data), status: 201 });

const named = (all: ReadonlyMap<string, Wire>, id: string | undefined, pointer?: string): Wire => {
  const one = all.get(id ?? '');
  if (one === undefined) throw decline(pointer ? 422 : 404, '10005', pointer ? { source: { pointer } } : {});
  return one;
};

const like = (all: ReadonlyMap<string, Wire>, field: string, part: string | undefined): Wire[] =>
  [...all.values()].filter((one) => part === undefined || String(one[field]).includes(part));

/** `filter[name][contains]`. */
const partIn = (query: Params, field: string): string | undefined =>
  textParam(groupParam(groupParam(query, 'filter'), field), 'contains');

const PAGE = ['page[number]', 'page[size]'];

export const createPlatformObjects = (deps: {
  readonly clock: Clock;
  readonly chance: Chance;
  /** `true`: an account as it is when it is opened. */
  readonly isNew: boolean;
  /** Where the local cloud has the calls of its trunk told. */
  readonly voiceUrl: () => string | undefined;
}): PlatformObjects => {
  const { clock, chance } = deps;
  const profiles = new Map<string, Wire>();
  const trunks = new Map<string, Wire>();
  const addresses = new Map<string, Wire>();
  const verifyProfiles = new Map<string, Wire>();

  const digits = (): string => `2${Array.from({ length: 18 }, () => String(chance.int(10))).join('')}`;
  const now = (): string => telnyxInstant(clock.now());
  const kept = (all: Map<string, Wire>, id: string, kind: string, body: object): Wire => {
    const wire = { record_type: kind, created_at: now(), updated_at: now(), ...body, id };
    all.set(id, wire);
    return wire;
  };
  const change = (wire: Wire, body: Group): Wire => {
    const groups = ['inbound', 'outbound', 'sms', 'call'].flatMap((name) =>
      body[name] ? [[name, { ...(wire[name] as Group | undefined), ...(body[name] as Group) }]] : [],
    );
    return Object.assign(wire, body, Object.fromEntries(groups), { updated_at: now() });
  };
  const remove =
    (all: Map<string, Wire>): ApiRoute['run'] =>
    ({ ids: [id] }) => {
      const wire = named(all, id);
      all.delete(wire.id);
      if (all === trunks)
        for (const one of [...addresses.values()]) if (one.connection_id === id) addresses.delete(one.id);
      return answerData(all === trunks ? shownTrunk(wire) : snapshot(wire));
    };
  const shownTrunk = ({ fqdn_outbound_authentication: _elsewhere, ...trunk }: Wire): Wire => {
    const url = trunk.webhook_event_url ?? deps.voiceUrl();
    return { ...snapshot(trunk), password: HIDDEN, ...(url !== undefined && { webhook_event_url: url }) };
  };
  const checkTrunk = ({ inbound, outbound }: { inbound?: Group; outbound?: Group }): void => {
    const profile = outbound?.outbound_voice_profile_id;
    if (profile !== undefined) named(profiles, String(profile), '/outbound/outbound_voice_profile_id');
    const first = inbound?.default_primary_fqdn_id;
    if (typeof first === 'string') named(addresses, first, '/inbound/default_primary_fqdn_id');
  };
  /** A SRV record brings its own port. */
  const checkAddress = ({ connection_id: trunk, dns_record_type: type, port }: Group): void => {
    if (trunk !== undefined) named(trunks, String(trunk), '/connection_id');
    if (type === 'srv' && typeof port === 'number')
      throw decline(422, '10015', { detail: 'Port must be null for srv.', source: { pointer: '/port' } });
  };

  const newTrunk = (id: string, body: object): Wire =>
    kept(trunks, id, 'fqdn_connection', {
      active: true,
      transport_protocol: 'UDP',
      webhook_api_version: '1',
      webhook_timeout_secs: null,
      call_cost_in_webhooks: false,
      tags: [],
      user_name: `user${id.slice(-10)}`,
      fqdn_outbound_authentication: 'ip-authentication',
      ...body,
    });
  const newVerifyProfile = (id: string, body: object): Wire =>
    kept(verifyProfiles, id, 'verification_profile', { language: 'en-US', ...body });

  const login =
    (run: (trunk: Wire, body: unknown) => Wire): ApiRoute['run'] =>
    ({ ids: [id], body }) => {
      const trunk = named(trunks, id);
      const before = trunk.password;
      const { user_name, fqdn_outbound_authentication, password } = run(trunk, body);
      return answerData({
        record_type: 'fqdn_authentication',
        id: String(id),
        connection_id: String(id),
        fqdn_outbound_authentication,
        user_name,
        // Told in full in the answer to the request that changed it.
        password: password === before ? HIDDEN : password,
      });
    };

  if (!deps.isNew) {
    kept(profiles, LOCAL_PLATFORM.outboundProfileId, 'outbound_voice_profile', localProfile);
    newTrunk(LOCAL_PLATFORM.trunkId, localTrunk);
    kept(addresses, LOCAL_ADDRESS, 'fqdn', localAddress);
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
        answerData(kept(profiles, digits(), 'outbound_voice_profile', readBody(profileShape, body))),
    },
    {
      method: 'PATCH',
      path: /^\/v2\/outbound_voice_profiles\/([^/]+)$/,
      run: ({ ids: [id], body }) => answerData(change(named(profiles, id), readBody(profileShape, body))),
    },
    { method: 'DELETE', path: /^\/v2\/outbound_voice_profiles\/([^/]+)$/, run: remove(profiles) },
    {
      method: 'GET',
      path: /^\/v2\/fqdn_connections$/,
      run({ query }) {
        allowQuery(query, 'filter[connection_name]', 'sort', ...PAGE);
        const found = like(trunks, 'connection_name', partIn(query, 'connection_name'));
        return pageOfData(found.map(shownTrunk), query);
      },
    },
    {
      method: 'POST',
      path: /^\/v2\/fqdn_connections$/,
      run({ body }) {
        const asked = readBody(trunkShape, body);
        checkTrunk(asked as never);
        return created(shownTrunk(newTrunk(digits(), asked)));
      },
    },
    {
      method: 'PATCH',
      path: /^\/v2\/fqdn_connections\/([^/]+)$/,
      run({ ids: [id], body }) {
        const trunk = named(trunks, id);
        const asked = readBody(trunkChangeShape, body);
        checkTrunk(asked as never);
        return answerData(shownTrunk(change(trunk, asked)));
      },
    },
    { method: 'DELETE', path: /^\/v2\/fqdn_connections\/([^/]+)$/, run: remove(trunks) },
    {
      method: 'GET',
      path: /^\/v2\/fqdn_connections\/([^/]+)\/fqdn_authentication$/,
      run: login((trunk) => trunk),
    },
    {
      method: 'PATCH',
      path: /^\/v2\/fqdn_connections\/([^/]+)\/fqdn_authentication$/,
      run: login((trunk, body) => change(trunk, readBody(loginShape, body))),
    },
    {
      method: 'GET',
      path: /^\/v2\/fqdns$/,
      run({ query }) {
        allowQuery(query, 'filter[connection_id]', 'filter[fqdn]', ...PAGE);
        const { connection_id: trunk, fqdn } = groupParam(query, 'filter');
        const found = [...addresses.values()].filter(
          (one) => (trunk ?? one.connection_id) === one.connection_id && (fqdn ?? one.fqdn) === one.fqdn,
        );
        return pageOfData(found, query);
      },
    },
    {
      method: 'POST',
      path: /^\/v2\/fqdns$/,
      run({ body }) {
        const { port, ...asked } = readBody(addressShape, body);
        checkAddress({ ...asked, port });
        return created(kept(addresses, digits(), 'fqdn', { ...asked, ...(port !== null && { port }) }));
      },
    },
    {
      method: 'PATCH',
      path: /^\/v2\/fqdns\/([^/]+)$/,
      run({ ids: [id], body }) {
        const address = named(addresses, id);
        const { port, ...asked } = readBody(addressChangeShape, body);
        checkAddress({ ...asked, port });
        return answerData(change(address, { ...asked, ...(typeof port === 'number' && { port }) }));
      },
    },
    { method: 'DELETE', path: /^\/v2\/fqdns\/([^/]+)$/, run: remove(addresses) },
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
    { method: 'DELETE', path: /^\/v2\/verify_profiles\/([^/]+)$/, run: remove(verifyProfiles) },
  ];

  return {
    routes,
    isConnection: (id) => trunks.has(id),
    isVerifyProfile: (id) => verifyProfiles.has(id),
    shown: () => ({
      profiles: [...profiles.values()].map(snapshot),
      trunks: [...trunks.values()].map(snapshot),
      addresses: [...addresses.values()].map(snapshot),
      verifyProfiles: [...verifyProfiles.values()].map(snapshot),
    }),
  };
};
