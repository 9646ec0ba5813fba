import * as z from 'zod';
import { groupParam, textParam } from '../bracket-params.ts';
import { snapshot } from '../snapshot.ts';
import type { Clock } from '../vendor-model.ts';
import { type ApiRoute, allowQuery, answerData, decline, pageOfData, readBody } from './api-call.ts';
import { telnyxInstant } from './message.ts';
import {
  type Forwarding,
  type Owned,
  wireMessaging,
  wireNumber,
  wireReleased,
  wireVoice,
} from './owned-number.ts';
import type { OurNumber } from './send-message.ts';

export type OwnedFacts = {
  readonly number: string;
  readonly connectionId?: string | null;
  readonly profileId?: string | null;
  readonly reference?: string;
  readonly tags?: readonly string[];
};

/** Who rings when somebody calls a number. */
export type Ringing =
  | { readonly rings: 'trunk'; readonly connectionId: string }
  | { readonly rings: 'phone'; readonly number: string }
  | { readonly rings: 'nobody' };

export type OwnedNumbers = {
  readonly routes: readonly ApiRoute[];
  own(facts: OwnedFacts): void;
  isOurs(number: string): boolean;
  /** undefined: it is not ours, or no profile lets it text. */
  textingNumber(number: string): OurNumber | undefined;
  /** All that may text. */
  textingNumbers(): OurNumber[];
  /** Its numbers text no more. */
  leaveProfile(profileId: string): void;
  whoRings(number: string, isTrunkAnswering: boolean): Ringing;
};

const E164 = /^\+[1-9]\d{7,14}$/;
const FIRST_ID = 1_293_384_261_075_000_000n;

const updateShape = z.strictObject({
  connection_id: z.string().optional(),
  customer_reference: z.string().optional(),
  tags: z.array(z.string()).optional(),
});
const voiceShape = z.strictObject({
  call_forwarding: z.strictObject({
    call_forwarding_enabled: z.boolean().default(true),
    forwards_to: z.string().regex(E164),
    forwarding_type: z.enum(['always', 'on-failure']),
  }),
});
const messagingShape = z.strictObject({
  messaging_profile_id: z.string().optional(),
  messaging_product: z.string().optional(),
  tags: z.array(z.string()).optional(),
});

/** The numbers that the account has, each with where its calls and texts go. */
export const createOwnedNumbers = (deps: {
  readonly clock: Clock;
  readonly isConnection: (id: string) => boolean;
  readonly isProfile: (id: string) => boolean;
}): OwnedNumbers => {
  const byId = new Map<string, Owned>();
  const byNumber = new Map<string, Owned>();
  let made = 0n;

  /** Another kind of id, such as an order's, is nobody's. */
  const named = (id: string | undefined): Owned => {
    const owned = byId.get(id ?? '');
    if (owned === undefined) throw decline(404, '10005');
    return owned;
  };
  const mustBe = (isThere: boolean, pointer: string): void => {
    if (!isThere) throw decline(400, '10017', { source: { pointer } });
  };

  const list: ApiRoute['run'] = ({ query }) => {
    const filters = ['phone_number', 'customer_reference', 'connection_id', 'status'];
    allowQuery(query, ...filters.map((name) => `filter[${name}]`), 'page[number]', 'page[size]');
    const filter = groupParam(query, 'filter');
    const digits = textParam(filter, 'phone_number');
    const isWanted = (wire: ReturnType<typeof wireNumber>): boolean =>
      // Anything but digits finds nothing at all, and part of a number finds all that have it.
      (digits === undefined || (/^\d{3,}$/.test(digits) && wire.phone_number.includes(digits))) &&
      // Nothing says that the whole of a reference has to agree.
      wire.customer_reference.includes(textParam(filter, 'customer_reference') ?? '') &&
      (['connection_id', 'status'] as const).every((name) => {
        const wanted = textParam(filter, name);
        return wanted === undefined || wire[name] === wanted;
      });
    return pageOfData([...byId.values()].map(wireNumber).filter(isWanted).reverse(), query);
  };

  const update: ApiRoute['run'] = ({ ids: [id], body }) => {
    const owned = named(id);
    const { connection_id: connectionId, customer_reference: reference, tags } = readBody(updateShape, body);
    if (connectionId !== undefined) {
      mustBe(deps.isConnection(connectionId), '/connection_id');
      owned.connectionId = connectionId;
    }
    owned.reference = reference ?? owned.reference;
    owned.tags = tags ?? owned.tags;
    return answerData(wireNumber(owned));
  };

  const updateVoice: ApiRoute['run'] = ({ ids: [id], body }) => {
    const owned = named(id);
    owned.forwarding = readBody(voiceShape, body).call_forwarding;
    return answerData(wireVoice(owned));
  };

  const updateMessaging: ApiRoute['run'] = ({ ids: [id], body }) => {
    const owned = named(id);
    const { messaging_profile_id: profileId, tags } = readBody(messagingShape, body);
    if (profileId !== undefined) {
      mustBe(profileId === '' || deps.isProfile(profileId), '/messaging_profile_id');
      owned.profileId = profileId === '' ? null : profileId;
    }
    owned.tags = tags ?? owned.tags;
    return answerData(wireMessaging(owned));
  };

  const release: ApiRoute['run'] = ({ ids: [id] }) => {
    const owned = named(id);
    byId.delete(owned.id);
    byNumber.delete(owned.number);
    return answerData(wireReleased(owned));
  };

  const one = /^\/v2\/phone_numbers\/([^/]+)$/;
  const voice = /^\/v2\/phone_numbers\/([^/]+)\/voice$/;
  const messaging = /^\/v2\/phone_numbers\/([^/]+)\/messaging$/;
  const showing =
    (wire: (owned: Owned) => object): ApiRoute['run'] =>
    ({ ids: [id] }) =>
      answerData(snapshot(wire(named(id))));
  const texting = ({ number, profileId, tags }: Owned): OurNumber[] =>
    profileId === null ? [] : [{ phoneNumber: number, messagingProfileId: profileId, tags }];

  return {
    routes: [
      { method: 'GET', path: /^\/v2\/phone_numbers$/, run: list },
      { method: 'GET', path: one, run: showing(wireNumber) },
      { method: 'PATCH', path: one, run: update },
      { method: 'DELETE', path: one, run: release },
      { method: 'GET', path: voice, run: showing(wireVoice) },
      { method: 'PATCH', path: voice, run: updateVoice },
      { method: 'GET', path: messaging, run: showing(wireMessaging) },
      { method: 'PATCH', path: messaging, run: updateMessaging },
    ],
    own({ number, connectionId = null, profileId = null, reference = '', tags = [] }) {
      const known = byNumber.get(number);
      if (known !== undefined) byId.delete(known.id);
      made += 1n;
      const id = String(FIRST_ID + made);
      const since = telnyxInstant(deps.clock.now());
      const forwarding: Forwarding = {
        call_forwarding_enabled: false,
        forwards_to: '',
        forwarding_type: 'on-failure',
      };
      const owned = { id, number, since, connectionId, profileId, reference, tags, forwarding };
      byId.set(id, owned);
      byNumber.set(number, owned);
    },
    isOurs: (number) => byNumber.get(number) !== undefined,
    textingNumber(number) {
      const owned = byNumber.get(number);
      return owned && texting(owned)[0];
    },
    textingNumbers: () => [...byId.values()].flatMap(texting),
    leaveProfile(profileId) {
      for (const owned of byId.values()) if (owned.profileId === profileId) owned.profileId = null;
    },
    whoRings(number, isTrunkAnswering) {
      const owned = byNumber.get(number);
      const { call_forwarding_enabled: isOn = false, forwards_to: to = '' } = owned?.forwarding ?? {};
      const isForwarding = isOn && to !== '';
      if (isForwarding && owned?.forwarding.forwarding_type === 'always')
        return { rings: 'phone', number: to };
      const connectionId = owned?.connectionId ?? undefined;
      if (connectionId !== undefined && isTrunkAnswering) return { rings: 'trunk', connectionId };
      return isForwarding ? { rings: 'phone', number: to } : { rings: 'nobody' };
    },
  };
};
