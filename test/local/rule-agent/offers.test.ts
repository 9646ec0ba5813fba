import { describe, expect, it } from 'vitest';
import { type Offer, onTheWall, pickOffer } from '../../../scripts/local/vendors/retell/rule-agent/offers.ts';

const TODAY = '2026-11-23';
const offer = (date: string, hour: number, minute = 0): Offer => ({
  slotId: `${date}T${hour}:${minute}`,
  local: `${date} ${hour}:${minute}`,
  date,
  minutes: hour * 60 + minute,
});
const tuesdayNine = offer('2026-11-24', 9);
const tuesdayEleven = offer('2026-11-24', 11, 30);
const tuesdayTwo = offer('2026-11-24', 14);
const wednesdayNine = offer('2026-11-25', 9);
const tuesday = [tuesdayNine, tuesdayEleven, tuesdayTwo];

describe('an answer to offered times', () => {
  it.each<[string, Offer]>([
    ['nine', tuesdayNine],
    ['Nine please.', tuesdayNine],
    ['9', tuesdayNine],
    ['at nine', tuesdayNine],
    ['9 am works', tuesdayNine],
    ['the nine oclock', tuesdayNine],
    ['eleven thirty', tuesdayEleven],
    ['11:30', tuesdayEleven],
    ['half past eleven', tuesdayEleven],
    ['2 pm', tuesdayTwo],
    ['two', tuesdayTwo],
    ['the first one', tuesdayNine],
    ['first', tuesdayNine],
    ['the earliest', tuesdayNine],
    ['the earlier one', tuesdayNine],
    ['the second one', tuesdayEleven],
    ['the second', tuesdayEleven],
    ['number two', tuesdayEleven],
    ['the third one please', tuesdayTwo],
    ['the last one', tuesdayTwo],
    ['the later one', tuesdayTwo],
    ['the afternoon one', tuesdayTwo],
    ['in the afternoon', tuesdayTwo],
    ['after one', tuesdayTwo],
    ['any of them', tuesdayNine],
    ["whichever, I don't care", tuesdayNine],
    ['tomorrow at nine', tuesdayNine],
    ["I can't do nine, two please", tuesdayTwo],
    ['i cant do 9, 2 please', tuesdayTwo],
    ['not nine, eleven thirty', tuesdayEleven],
    ['3', tuesdayTwo],
  ])('%s', (said, picked) => {
    expect(pickOffer(said, tuesday, TODAY)).toEqual({ kind: 'offer', offer: picked });
  });

  it('picks the day among several', () => {
    const offers = [tuesdayNine, wednesdayNine];

    expect(pickOffer('Wednesday', offers, TODAY)).toEqual({ kind: 'offer', offer: wednesdayNine });
    expect(pickOffer('the 24th', offers, TODAY)).toEqual({ kind: 'offer', offer: tuesdayNine });
    expect(pickOffer('Wednesday at nine', offers, TODAY)).toEqual({ kind: 'offer', offer: wednesdayNine });
  });

  it('is unclear when two fit', () => {
    expect(pickOffer('nine', [tuesdayNine, wednesdayNine], TODAY)).toEqual({
      kind: 'unclear',
      among: [tuesdayNine, wednesdayNine],
    });
    expect(pickOffer('in the morning', tuesday, TODAY)).toMatchObject({ kind: 'unclear' });
  });

  it('is unclear no more when a place among them is named', () => {
    expect(pickOffer('the later one in the morning', tuesday, TODAY)).toEqual({
      kind: 'offer',
      offer: tuesdayEleven,
    });
  });

  it.each(['Friday', 'at four', 'no, Friday afternoon', 'ten'])('asks for another time: %s', (said) => {
    expect(pickOffer(said, tuesday, TODAY).kind).toBe('other');
  });

  it.each(['yes', 'no', 'hmm', 'what?'])('picks nothing: %s', (said) => {
    expect(pickOffer(said, tuesday, TODAY)).toEqual({ kind: 'none' });
  });
});

describe('the wall clock of a business', () => {
  it.each([
    ['2026-11-24T15:00:00Z', 'America/Chicago', { date: '2026-11-24', minutes: 540 }],
    ['2027-03-14T08:30:00Z', 'America/Chicago', { date: '2027-03-14', minutes: 210 }],
    ['2026-11-24T06:00:00Z', 'America/Chicago', { date: '2026-11-24', minutes: 0 }],
  ])('%s in %s', (instant, zone, wall) => {
    expect(onTheWall(instant, zone)).toEqual(wall);
  });
});
