import * as z from 'zod';
import { groupParam, type Params, textParam } from '../bracket-params.ts';
import { type Chance, newUuid } from '../chance.ts';
import { snapshot } from '../snapshot.ts';
import { idsFrom } from '../vendor-id.ts';
import type { Clock } from '../vendor-model.ts';
import { type ApiRoute, allowQuery, answerData, decline, pageOfData, readBody } from './api-call.ts';
import { organizationId, telnyxInstant } from './message.ts';

const country = z.string().regex(/^([A-Z]{2}|\*)$/);
const changeable = {
  name: z.string().min(1),
  whitelisted_destinations: z.array(country).min(1),
  enabled: z.boolean(),
  webhook_url: z.url().nullable(),
  webhook_failover_url: z.url().nullable(),
  webhook_api_version: z.enum(['1', '2', '2010-04-01']),
  smart_encoding: z.boolean(),
  daily_spend_limit_enabled: z.boolean(),
  daily_spend_limit: z.string().regex(/^\d+(\.\d+)?$/),
};
const updateShape = z.strictObject(changeable).partial();
const createShape = updateShape.required({ name: true, whitelisted_destinations: true });

type WireProfile = Required<z.infer<typeof createShape>> & {
  readonly id: string;
  readonly created_at: string;
  updated_at: string;
} & Readonly<Record<string, unknown>>;

export type MessagingProfiles = {
  readonly routes: readonly ApiRoute[];
  has(id: string): boolean;
  /** Where it tells of its texts: undefined, no such profile was made here; null, nowhere. */
  webhookUrl(id: string): string | null | undefined;
  failoverUrl(id: string): string | null;
  profiles(): { readonly id: string; readonly name: string }[];
};

/** Messaging profiles: a STOP blocks for one of them. `onRemoved` hears of each that is gone. */
export const createMessagingProfiles = (deps: {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly onRemoved: (id: string) => void;
}): MessagingProfiles => {
  const { clock, chance } = deps;
  const profiles = new Map<string, WireProfile>();

  const named = (id: string | undefined): WireProfile => {
    const profile = profiles.get(id ?? '');
    if (profile === undefined) throw decline(404, '10005');
    return profile;
  };

  const create: ApiRoute['run'] = ({ body }) => {
    const asked = readBody(createShape, body);
    const at = telnyxInstant(clock.now());
    const profile: WireProfile = {
      record_type: 'messaging_profile',
      id: newUuid(chance),
      organization_id: organizationId,
      enabled: true,
      webhook_url: null,
      webhook_failover_url: null,
      webhook_api_version: '2',
      smart_encoding: false,
      daily_spend_limit_enabled: false,
      daily_spend_limit: '0.00',
      number_pool_settings: null,
      url_shortener_settings: null,
      alpha_sender: null,
      mms_fall_back_to_sms: false,
      mms_transcoding: false,
      mobile_only: false,
      v1_secret: idsFrom(chance)('', 20),
      created_at: at,
      updated_at: at,
      ...asked,
    };
    profiles.set(profile.id, profile);
    return answerData(snapshot(profile));
  };

  const list: ApiRoute['run'] = ({ query }) => {
    allowQuery(query, 'filter[name]', 'page[number]', 'page[size]');
    const wanted = groupParam(query, 'filter').name;
    const parts: Params = typeof wanted === 'string' ? { eq: wanted } : (wanted ?? {});
    const exact = textParam(parts, 'eq');
    const part = textParam(parts, 'contains');
    const found = [...profiles.values()]
      .filter(({ name }) => exact === undefined || name === exact)
      .filter(({ name }) => part === undefined || name.includes(part));
    return pageOfData(found.map(snapshot).reverse(), query);
  };

  const update: ApiRoute['run'] = ({ ids: [id], body }) => {
    const profile = named(id);
    Object.assign(profile, readBody(updateShape, body), { updated_at: telnyxInstant(clock.now()) });
    return answerData(snapshot(profile));
  };

  const remove: ApiRoute['run'] = ({ ids: [id] }) => {
    const profile = named(id);
    profiles.delete(profile.id);
    deps.onRemoved(profile.id);
    return answerData(profile);
  };

  const one = /^\/v2\/messaging_profiles\/([^/]+)$/;
  return {
    routes: [
      { method: 'POST', path: /^\/v2\/messaging_profiles$/, run: create },
      { method: 'GET', path: /^\/v2\/messaging_profiles$/, run: list },
      { method: 'GET', path: one, run: ({ ids: [id] }) => answerData(snapshot(named(id))) },
      { method: 'PATCH', path: one, run: update },
      { method: 'DELETE', path: one, run: remove },
    ],
    has: (id) => profiles.has(id),
    webhookUrl: (id) => profiles.get(id)?.webhook_url,
    failoverUrl: (id) => profiles.get(id)?.webhook_failover_url ?? null,
    profiles: () => [...profiles.values()].map(({ id, name }) => ({ id, name })),
  };
};
