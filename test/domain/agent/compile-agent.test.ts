import { describe, expect, it } from 'vitest';
import { ringing } from '../../../functions/adapters/retell/ringing.ts';
import type { BusinessId, CallId } from '../../../functions/contracts/ids.ts';
import * as tools from '../../../functions/contracts/tools.ts';
import { agentHash } from '../../../functions/domain/agent/agent-hash.ts';
import { compileAgent, PROMPT_BUDGET } from '../../../functions/domain/agent/compile-agent.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { packOf, TRADE_PACKS } from '../../../functions/domain/trade/trade-packs.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness } from '../../support/builders.ts';

const ids = derivedIds(hashing);
const compiled = (differing: Partial<Business> = {}, trade?: string) => {
  const business = aBusiness(differing);
  return compileAgent(ids)({ business, pack: packOf(trade ?? business.trade) });
};
const reversed = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).reverse()) as Value;
const places = (text: string) => new Set([...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name));

describe('the compiled agent [A1, A2]', () => {
  it('has the same hash for the same settings, whatever the order of their fields', () => {
    const business = aBusiness();
    const turned = reversed({
      ...business,
      services: business.services.map(reversed),
      hours: business.hours.map(reversed).toReversed(),
      owner: reversed(business.owner),
    });

    const agent = compileAgent(ids)({ business: turned, pack: packOf('hvac') });

    expect(agent).toEqual(compiled());
    expect(agent.hash).toMatch(/^[a-z2-7]{26}$/);
    expect(agent.hash).toBe(agentHash(ids, agent));
  });

  it('has another hash for whatever a caller would notice', () => {
    const hashes = [
      compiled(),
      compiled({ name: 'Apex Heating' }),
      compiled({ address: '1 Elm St, Austin, TX 78701' }),
      compiled({ worksAt: 'premises' }),
      compiled({ zone: 'America/Denver' }),
      compiled({ greeting: 'Howdy!' }),
      compiled({ hours: [{ weekday: 1, opens: '08:00', closes: '17:00' }] }),
      compiled({ hours: [{ weekday: 1, opens: '08:00', closes: '17:15' }] }),
      compiled({ services: [{ id: 'furnace-repair', name: 'Furnace repairs', durationMinutes: 60 }] }),
      compiled({ services: [{ id: 'furnace-repair', name: 'Furnace repair', durationMinutes: 75 }] }),
      compiled({ owner: { ...aBusiness().owner, transferNumber: '+15125550111' } }),
      compiled({ id: 'biz_another01' as BusinessId }),
      ...TRADE_PACKS.filter(({ id }) => id !== 'hvac').map(({ id }) => compiled({}, id)),
    ].map(({ hash }) => hash);

    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it.each([
    ['who may be told by e-mail', { notifications: { newAppointment: [] } }],
    ['how far ahead is booked', { horizonDays: 90 }],
    ['who pays', { billing: { ...aBusiness().billing, subscription: 'past_due' } }],
  ] as const)('has the same hash whatever no caller notices (%s)', (_, differing) => {
    expect(compiled(differing as Partial<Business>).hash).toBe(compiled().hash);
  });

  it('is filled with what is sent when the phone rings, and with nothing else', async () => {
    const welcome = {
      business: aBusiness(),
      agentId: 'agent_apexhvac01',
      todayLocal: 'Monday, November 23, 2026',
      nowLocal: '9 AM',
      nextTimes: 'On Monday, November 23 I have 10 AM.',
      entitlement: 'full' as const,
    };
    const call = {
      event: 'call_inbound',
      call_inbound: { call_id: 'call_1' as CallId, from_number: '+15125550177', to_number: '+15125550142' },
    } as Parameters<ReturnType<typeof ringing>>[1];
    const answer = await ringing(async () => welcome)(welcome.business.id, call, 0);
    const filled = Object.keys(answer.call_inbound.dynamic_variables);
    const { defaults, opening, prompt, tools: abilities } = compiled();

    expect(Object.keys(defaults)).toEqual(filled);
    expect(filled).toEqual(expect.arrayContaining([...places(opening + prompt + JSON.stringify(abilities))]));
    expect(opening).toBe('{{greeting}}');
    expect([...places(prompt)].toSorted()).toEqual([
      'booking',
      'business_timezone',
      'caller_number',
      'next_slots',
      'now_local',
      'today_local',
    ]);
  });

  it('has the tools that we answer and tells of each argument what its schema says', () => {
    const ours = compiled().tools.filter((tool) => tool.kind === 'ours');
    const expected = {
      lookup_availability: tools.LookupAvailabilityArguments,
      book_appointment: tools.BookAppointmentArguments,
      send_booking_sms: tools.SendBookingSmsArguments,
    };

    expect(ours.map(({ name }) => name)).toEqual(Object.keys(expected));
    for (const { name, parameters } of ours) {
      const { shape } = expected[name];
      const properties = parameters.properties as Record<string, { description?: string }>;
      expect(Object.keys(properties)).toEqual(Object.keys(shape));
      expect(Object.values(properties).every(({ description }) => description)).toBe(true);
      const empty = expected[name].safeParse({}).error?.issues.map(({ path }) => path[0]);
      expect(parameters.required).toEqual(empty);
    }
    expect(ours[0]?.parameters).toMatchObject({
      properties: { part_of_day: { enum: ['morning', 'afternoon', 'evening'] } },
    });
    expect(compiled().tools.map(({ kind }) => kind)).toContain('transfer');
  });

  it('F-VX-4: says that it is an AI at the start and whenever asked', () => {
    const { defaults, prompt } = compiled();

    expect(defaults.greeting).toMatch(/AI assistant.*recorded/);
    expect(prompt).toContain('You are an AI: your first words say so, and you say so whenever asked.');
    expect(prompt).toContain('Never claim or hint to be a person.');
  });

  it.each(TRADE_PACKS.map(({ id }) => id))(
    'F-VX-6: puts every safety line of the trade before any question (%s)',
    (trade) => {
      const { prompt } = compiled({}, trade);
      const questions = prompt.indexOf('# Booking');

      for (const { say } of packOf(trade).emergencies) {
        const place = prompt.indexOf(say);
        expect(place).toBeGreaterThan(0);
        expect(place).toBeLessThan(questions);
      }
      for (const words of [...packOf(trade).asks, ...packOf(trade).never]) expect(prompt).toContain(words);
    },
  );

  it('books nothing while booking is closed', () => {
    const { prompt } = compiled();

    expect(prompt).toContain(
      'Booking is {{booking}} now. While it is closed the rest of this part does not hold: call no tool but',
    );
  });

  it('asks whether the number that the line shows is the one to call back', () => {
    expect(compiled().prompt).toContain(
      "it may be wrong or somebody else's, so ask whether that is the number",
    );
  });

  it('says services and hours in words', () => {
    const { prompt } = compiled({
      services: [
        { id: 'a', name: 'Furnace repair', durationMinutes: 150 },
        { id: 'b', name: 'Filter', durationMinutes: 15 },
      ],
      hours: [
        { weekday: 1, opens: '13:00', closes: '17:30' },
        { weekday: 1, opens: '08:00', closes: '12:00' },
        { weekday: 0, opens: '00:00', closes: '24:00' },
      ],
    });

    expect(prompt).toContain('- «Furnace repair», 2 hours 30 minutes\n- «Filter», 15 minutes\n');
    expect(prompt).toContain(
      'Monday: 8 AM to noon, 1 PM to 5:30 PM\nTuesday, Wednesday, Thursday, Friday, Saturday: closed\nSunday: midnight to midnight\n',
    );
  });

  it('asks for the address where the business goes, and for none where customers come', () => {
    expect(compiled().prompt).toContain('ask for the address of the visit');
    expect(compiled({ worksAt: 'premises' }).prompt).toContain('ask for no address');
  });
});

/** As long as the API lets each field be. */
const largest = (letter: string, services = 50): Partial<Business> => ({
  name: letter.repeat(120),
  trade: letter.repeat(60),
  address: letter.repeat(240),
  services: Array.from({ length: services }, (_, n) => ({
    id: `s${n}`,
    name: `${String(n).padStart(2, '0')}${letter.repeat(78)}`,
    durationMinutes: 885,
  })),
  // Every day another hour, no two days alike.
  hours: Array.from({ length: 50 }, (_, n) => ({
    weekday: n % 7,
    opens: `${10 + (n % 2)}:15`,
    closes: `${10 + (n % 12)}:${n % 3 ? '45' : '30'}`,
  })),
});

describe('the size of the prompt [A1]', () => {
  it.each(
    TRADE_PACKS.flatMap(({ id }) => [
      [id, 'm'],
      [id, '{'],
    ]),
  )('is within its budget for the largest business that can be described (%s, %s)', (trade, letter) => {
    expect(compiled(largest(letter), trade).prompt.length).toBeLessThanOrEqual(PROMPT_BUDGET);
  });

  it('is held to by refusing what would be over it, by the fields that take the room', () => {
    expect(() => compiled(largest('m', 120))).toThrow(
      expect.objectContaining({
        code: 'invalid_arguments',
        facts: { fields: ['services', 'hours', 'name', 'address'] },
      }),
    );
  });

  it('may be all of its budget and not one character more', () => {
    const used = compiled({ address: '' }).prompt.length;
    const address = (length: number) => compiled({ address: 'm'.repeat(length) }).prompt.length;

    expect(address(PROMPT_BUDGET - used)).toBe(PROMPT_BUDGET);
    expect(() => address(PROMPT_BUDGET - used + 1)).toThrow('invalid_arguments');
  });
});
