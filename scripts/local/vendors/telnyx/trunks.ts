import { groupParam } from '../bracket-params.ts';
import { LOCAL_PLATFORM } from '../local-platform.ts';
import { snapshot } from '../snapshot.ts';
import type { Clock } from '../vendor-model.ts';
import { type ApiRoute, allowQuery, answerData, decline, pageOfData, readBody } from './api-call.ts';
import { LOCAL_ADDRESS, localAddress, localTrunk } from './local-objects.ts';
import {
  addressChangeShape,
  addressShape,
  loginShape,
  trunkChangeShape,
  trunkShape,
} from './platform-shapes.ts';
import {
  created,
  type Group,
  keeping,
  like,
  named,
  PAGE,
  partIn,
  taken,
  type Wire,
} from './platform-store.ts';

const HIDDEN = '********';

/** Trunks with their addresses and logins. */
export const createTrunks = (deps: {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly profiles: ReadonlyMap<string, Wire>;
  readonly isNew: boolean;
  /** Where the local cloud has the calls of its trunk told. */
  readonly voiceUrl: () => string | undefined;
}) => {
  const { newId, profiles } = deps;
  const { keep, change } = keeping(deps.clock);
  const trunks = new Map<string, Wire>();
  const addresses = new Map<string, Wire>();

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
    keep(trunks, id, 'fqdn_connection', {
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
    newTrunk(LOCAL_PLATFORM.trunkId, localTrunk);
    keep(addresses, LOCAL_ADDRESS, 'fqdn', localAddress);
  }

  const routes: readonly ApiRoute[] = [
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
        return created(shownTrunk(newTrunk(newId(), asked)));
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
    {
      method: 'DELETE',
      path: /^\/v2\/fqdn_connections\/([^/]+)$/,
      run({ ids: [id] }) {
        const trunk = taken(trunks, id);
        for (const one of [...addresses.values()]) if (one.connection_id === id) addresses.delete(one.id);
        return answerData(shownTrunk(trunk));
      },
    },
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
        return created(keep(addresses, newId(), 'fqdn', { ...asked, ...(port !== null && { port }) }));
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
    {
      method: 'DELETE',
      path: /^\/v2\/fqdns\/([^/]+)$/,
      run: ({ ids: [id] }) => answerData(taken(addresses, id)),
    },
  ];

  return {
    routes,
    has: (id: string): boolean => trunks.has(id),
    shown: () => ({
      trunks: [...trunks.values()].map(snapshot),
      addresses: [...addresses.values()].map(snapshot),
    }),
  };
};
