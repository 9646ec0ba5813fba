import { describe, expect, it } from 'vitest';
import { CrewShape, ServiceShape } from '../../functions/contracts/api/business-shapes.ts';
import { messages } from '../../web/src/messages/messages.ts';
import {
  inOrder,
  newCrew,
  newService,
  type OpeningSpan,
} from '../../web/src/screens/business-fields/described.ts';
import {
  hoursFaults,
  phoneFaults,
  serviceFaults,
} from '../../web/src/screens/business-fields/field-faults.ts';

const { businessFields: words } = messages;
const span = (weekday: number, opens: string, closes: string): OpeningSpan => ({ weekday, opens, closes });
const found = (...hours: readonly OpeningSpan[]) => hoursFaults(hours, messages);

describe('hours as somebody chooses them [O3]', () => {
  it('overlap with none of the same day, the day before, or the week before', () => {
    expect(found(span(1, '08:00', '12:00'), span(1, '11:00', '13:00'))).toEqual({
      'hours.1.opens': words.overlap,
    });
    expect(found(span(1, '20:00', '02:00'), span(2, '01:00', '03:00'))).toEqual({
      'hours.1.opens': words.overlap,
    });
    expect(found(span(0, '01:00', '03:00'), span(6, '20:00', '02:00'))).toEqual({
      'hours.1.opens': words.overlap,
    });
    expect(found(span(1, '08:00', '24:00'), span(1, '23:45', '00:15'))).toEqual({
      'hours.1.opens': words.overlap,
    });
  });

  it('may touch, and may go on all day', () => {
    expect(found(span(1, '20:00', '02:00'), span(2, '02:00', '03:00'))).toEqual({});
    expect(found(span(1, '00:00', '24:00'), span(2, '00:00', '24:00'))).toEqual({});
  });

  it('are on one day at least', () => {
    expect(found()).toEqual({ hours: words.noHours });
  });

  it('are sent in the order of the week, however they were chosen', () => {
    const [early, late, tuesday] = [
      span(1, '08:00', '12:00'),
      span(1, '13:00', '17:00'),
      span(2, '08:00', '12:00'),
    ];

    expect(inOrder([tuesday, late, early])).toEqual([early, late, tuesday]);
  });
});

describe('services and crews that are new [O1, O3]', () => {
  it('have ids that the API takes, each another', () => {
    const services = Array.from({ length: 50 }, newService);
    const crews = Array.from({ length: 8 }).reduce<ReturnType<typeof newCrew>[]>(
      (others) => [...others, newCrew(others, 'Sam')],
      [],
    );

    for (const service of services)
      expect(ServiceShape.safeParse({ ...service, name: 'Repair' })).toMatchObject({ success: true });
    for (const crew of crews) expect(CrewShape.safeParse(crew)).toMatchObject({ success: true });
    expect(new Set(services.map(({ id }) => id)).size).toBe(50);
    expect(new Set(crews.map(({ id }) => id)).size).toBe(8);
  });

  it('are called as no other service is, nor by the id of one', () => {
    const service = (id: string, name: string) => ({ id, name, durationMinutes: 60 });

    expect(
      serviceFaults(
        [service('repair', 'Furnace'), service('a', ' REPAIR '), service('b', '  '), service('c', 'Tune-up')],
        messages,
      ),
    ).toEqual({ 'services.1.name': words.twice, 'services.2.name': messages.app.required });
  });
});

describe("the owner's own phones [O3]", () => {
  it('are numbers, or left empty', () => {
    expect(phoneFaults(['(512) 555-0100', '', '123'], messages)).toEqual({
      'owner.phones.2': words.invalidPhone,
    });
  });
});
