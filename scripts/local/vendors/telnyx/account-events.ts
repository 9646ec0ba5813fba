import { type Chance, newUuid } from '../chance.ts';
import { LOCAL_PLATFORM } from '../local-platform.ts';
import type { Clock } from '../vendor-model.ts';
import type { WebhookMessage } from '../webhook-deliveries.ts';
import { telnyxInstant } from './message.ts';
import { newOrder, type OrderState, type WireOrder } from './number-orders.ts';

/** How a leg ends, in Telnyx's words; without a cause a normal end by the one who was called. */
export type Hangup = {
  readonly cause?:
    | 'call_rejected'
    | 'normal_clearing'
    | 'originator_cancel'
    | 'timeout'
    | 'time_limit'
    | 'user_busy'
    | 'not_found'
    | 'no_answer'
    | 'unspecified';
  readonly source?: 'caller' | 'callee' | 'unknown';
  readonly sipCause?: string;
};

export type Leg = {
  readonly legId: string;
  answer(): void;
  hangUp(how?: Hangup): void;
};

export type NumberOrder = {
  readonly numbers: readonly string[];
  readonly status?: OrderState;
  readonly orderId?: string;
  readonly reference?: string;
  readonly messagingProfileId?: string;
};

export type Registration = {
  readonly campaignId?: string;
  readonly brandId?: string;
  readonly phoneNumber?: string;
  readonly type?: string;
  readonly status?: string;
  readonly description?: string;
  /** Where this is told; null: nowhere. Without it where all registrations are. */
  readonly url?: string | null;
  /** In the envelope of all events, as the documentation shows it. Only of a campaign the API's description has a flat form. */
  readonly isWrapped?: boolean;
};

/** What Telnyx tells of an account besides its texts. */
export type AccountEvents = {
  /** A call reaches one of our numbers, or leaves from it. */
  ring(call: { from: string; to: string; direction?: 'incoming' | 'outgoing' }): Leg;
  /** Tells how an order of numbers ended. Answers the order's id. */
  completeOrder(order: NumberOrder): string;
  /** Tells of an order that is in the books. */
  tellOrder(order: WireOrder): void;
  /** Tells of a brand, a campaign or a number's place in one. */
  tellRegistration(registration: Registration): void;
};

type Urls = { readonly [of in 'voice' | 'orders' | 'registrations']?: () => string | undefined };

const CONNECTION = LOCAL_PLATFORM.trunkId;
const QUALITY = {
  inbound: {
    jitter_max_variance: '2.74',
    jitter_packet_count: '0',
    mos: '4.50',
    packet_count: '1822',
    skip_packet_count: '4',
  },
  outbound: { packet_count: '1810', skip_packet_count: '0' },
};

export const createAccountEvents = (deps: {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly urls: Urls;
  readonly send: (message: WebhookMessage) => void;
}): AccountEvents => {
  const { clock, chance, urls } = deps;
  const tell = (of: keyof Urls, type: string, payload: unknown, given?: string | null): void => {
    const url = given === undefined ? urls[of]?.() : (given ?? undefined);
    const id = newUuid(chance);
    const data = {
      record_type: 'event',
      event_type: type,
      id,
      occurred_at: telnyxInstant(clock.now()),
      payload,
    };
    deps.send({
      id,
      type,
      urls: url === undefined ? [] : [url],
      body: (attempt) => JSON.stringify({ data, meta: { attempt, delivered_to: url } }),
    });
  };

  return {
    ring({ from, to, direction = 'incoming' }) {
      const legId = newUuid(chance);
      const about = {
        call_control_id: `v3:${legId}`,
        call_leg_id: legId,
        call_session_id: newUuid(chance),
        connection_id: CONNECTION,
        client_state: '',
        from,
        to,
        start_time: telnyxInstant(clock.now()),
        tags: ['cloudgreet'],
      };
      let isAnswered = false;
      const initiated = {
        direction,
        state: 'bridging',
        caller_id_name: 'CALLER',
        connection_codecs: 'PCMU,G722',
        offered_codecs: 'PCMU,PCMA',
        shaken_stir_attestation: 'A',
        shaken_stir_validated: true,
      };
      tell('voice', 'call.initiated', { ...about, ...initiated });
      return {
        legId,
        answer() {
          isAnswered = true;
          tell('voice', 'call.answered', { ...about, state: 'answered' });
        },
        hangUp({ cause = 'normal_clearing', source = 'callee', sipCause = '200' } = {}) {
          const end = {
            hangup_cause: cause,
            hangup_source: source,
            sip_hangup_cause: sipCause,
            state: 'hangup',
            call_quality_stats: isAnswered ? QUALITY : null,
          };
          tell('voice', 'call.hangup', { ...about, ...end });
        },
      };
    },

    completeOrder({
      numbers,
      status = 'success',
      orderId = newUuid(chance),
      reference = '',
      messagingProfileId = newUuid(chance),
    }) {
      const facts = { id: orderId, numbers, status, connectionId: CONNECTION, messagingProfileId, reference };
      tell('orders', 'number_order.complete', newOrder({ ...facts, at: clock.now() }, chance));
      return orderId;
    },

    tellOrder: (order) => tell('orders', 'number_order.complete', order),

    tellRegistration({ isWrapped, url: given, ...told }) {
      const body = {
        type: 'TELNYX_REVIEW',
        status: 'ACCEPTED',
        description: 'Told by the simulator.',
        ...told,
      };
      const kind = told.phoneNumber ? 'phone_number' : told.campaignId ? 'campaign' : 'brand';
      if (isWrapped ?? kind !== 'campaign') {
        tell('registrations', `10dlc.${kind}.update`, body, given);
        return;
      }
      const url = given === undefined ? urls.registrations?.() : (given ?? undefined);
      const flat = JSON.stringify({
        brandId: 'brand-local',
        cspId: 'SLOCAL1',
        createDate: String(Math.floor(clock.now() / 1000)),
        isTMobileRegistered: true,
        ...body,
      });
      const urlsOfFlat = url === undefined ? [] : [url];
      deps.send({ id: newUuid(chance), type: '10dlc.campaign', urls: urlsOfFlat, body: () => flat });
    },
  };
};
