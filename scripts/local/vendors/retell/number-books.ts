import type { Reply } from '../simulator.ts';
import { snapshot } from '../snapshot.ts';
import type { Clock, ModelRequest } from '../vendor-model.ts';
import type { AgentBooks } from './agent-books.ts';
import { type NumberBindings, NumberChange, NumberImport } from './number-bodies.ts';
import { paged } from './pages.ts';
import { isReply, noSuchAsset, read, retellError } from './retell-error.ts';

export type StoredNumber = NumberBindings & {
  readonly number: string;
  readonly nickname: string | null;
  readonly fallbackNumber: string | null;
  readonly outboundCountries: readonly string[] | null;
  /** Without the password, which Retell never shows. */
  readonly trunk: {
    readonly termination_uri: string;
    readonly auth_username: string | null;
    readonly transport: string;
  };
  readonly modifiedAt: number;
};

const pretty = (number: string): string => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 ($1) $2-$3');

export const numberView = (stored: StoredNumber) => ({
  phone_number: stored.number,
  phone_number_pretty: pretty(stored.number),
  phone_number_type: 'custom',
  nickname: stored.nickname,
  inbound_agents: snapshot(stored.inbound_agents ?? null),
  outbound_agents: snapshot(stored.outbound_agents ?? null),
  inbound_webhook_url: stored.inbound_webhook_url ?? null,
  allowed_inbound_country_list: snapshot(stored.allowed_inbound_country_list ?? null),
  allowed_outbound_country_list: snapshot(stored.outboundCountries),
  fallback_number: stored.fallbackNumber,
  sip_outbound_trunk_config: { ...stored.trunk },
  last_modification_timestamp: stored.modifiedAt,
});

/** Numbers of other carriers that Retell answers, and what the API does to them. */
export const createNumberBooks = (clock: Clock, { agents }: Pick<AgentBooks, 'agents'>) => {
  const numbers = new Map<string, StoredNumber>();

  const areThere = ({ inbound_agents: inbound, outbound_agents: outbound }: NumberBindings): boolean =>
    [...(inbound ?? []), ...(outbound ?? [])].every(({ agent_id: id, agent_version: version }) => {
      const agent = agents.get(id);
      return agent !== undefined && (typeof version !== 'number' || agent.at(version) !== undefined);
    });

  const bringIn = ({ body }: ModelRequest): Reply => {
    const wanted = read(NumberImport, body);
    if (isReply(wanted)) return wanted;
    if (numbers.has(wanted.phone_number)) return retellError(400, 'Phone number already exists.');
    if (!areThere(wanted)) return retellError(400, 'Cannot find requested asset under given api key.');
    const stored: StoredNumber = {
      number: wanted.phone_number,
      nickname: wanted.nickname ?? null,
      inbound_agents: wanted.inbound_agents ?? null,
      outbound_agents: wanted.outbound_agents ?? null,
      inbound_webhook_url: wanted.inbound_webhook_url ?? null,
      allowed_inbound_country_list: wanted.allowed_inbound_country_list ?? null,
      outboundCountries: wanted.allowed_outbound_country_list ?? null,
      fallbackNumber: null,
      trunk: {
        termination_uri: wanted.termination_uri,
        auth_username: wanted.sip_trunk_auth_username ?? null,
        transport: wanted.transport ?? 'TCP',
      },
      modifiedAt: clock.now(),
    };
    numbers.set(stored.number, stored);
    return { status: 201, body: numberView(stored) };
  };

  const change = (stored: StoredNumber, { body }: ModelRequest): Reply => {
    const wanted = read(NumberChange, body);
    if (isReply(wanted)) return wanted;
    if (!areThere(wanted)) return noSuchAsset();
    if (wanted.fallback_number === stored.number) return retellError(400, 'Invalid fallback_number.');
    const { inbound_agents, outbound_agents, inbound_webhook_url, allowed_inbound_country_list } = wanted;
    const given = Object.fromEntries(
      Object.entries({
        inbound_agents,
        outbound_agents,
        inbound_webhook_url,
        allowed_inbound_country_list,
        nickname: wanted.nickname,
        fallbackNumber: wanted.fallback_number,
        outboundCountries: wanted.allowed_outbound_country_list,
      }).filter(([, value]) => value !== undefined),
    );
    const changed: StoredNumber = {
      ...stored,
      ...given,
      trunk: {
        termination_uri: wanted.termination_uri ?? stored.trunk.termination_uri,
        auth_username: wanted.auth_username ?? stored.trunk.auth_username,
        transport: wanted.transport ?? stored.trunk.transport,
      },
      modifiedAt: clock.now(),
    };
    numbers.set(stored.number, changed);
    return { status: 200, body: numberView(changed) };
  };

  const ofNumber = (act: (stored: StoredNumber, request: ModelRequest) => Reply) => {
    return (request: ModelRequest, number: string): Reply => {
      const stored = numbers.get(number);
      return stored === undefined ? noSuchAsset() : act(stored, request);
    };
  };

  return {
    numbers,
    /** By method and path; `:id` is the number. */
    routes: {
      'POST /import-phone-number': bringIn,
      'GET /v2/list-phone-numbers': ({ query }: ModelRequest) =>
        paged(query, [...numbers.values()], ({ number }) => number, numberView),
      'GET /get-phone-number/:id': ofNumber((stored) => ({ status: 200, body: numberView(stored) })),
      'PATCH /update-phone-number/:id': ofNumber(change),
      'DELETE /delete-phone-number/:id': ofNumber((stored) => {
        numbers.delete(stored.number);
        return { status: 204, body: '' };
      }),
    },
  };
};
