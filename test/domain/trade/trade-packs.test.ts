import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { hoursField, servicesField } from '../../../functions/contracts/api/business-shapes.ts';
import { profileFaults } from '../../../functions/domain/business/rules.ts';
import { businessFromPack } from '../../../functions/domain/trade/business-from-pack.ts';
import { packOf, TRADE_PACKS } from '../../../functions/domain/trade/trade-packs.ts';
import { aBusiness } from '../../support/builders.ts';

const MOST_WORDS = 330;
/** Plain words: nothing that the vendor fills in or reads as markup. */
const plain = (longest: number) =>
  z
    .string()
    .min(2)
    .max(longest)
    .regex(/^[^{}<>«»`\n]+$/);

const Pack = z.strictObject({
  id: z.string().regex(/^[a-z]{2,20}$/),
  version: z.number().int().min(1),
  name: plain(40),
  aliases: z.array(plain(40).lowercase()).min(2).max(12),
  worksAt: z.enum(['customer', 'premises']),
  hours: hoursField,
  services: servicesField.min(2).max(12),
  asks: z
    .array(plain(120).endsWith('?').or(plain(120).endsWith('.')))
    .min(2)
    .max(4),
  emergencies: z
    .array(z.strictObject({ signs: z.array(plain(60)).min(1), say: plain(200).endsWith('.') }))
    .min(2),
  never: z.array(plain(100)).min(1).max(6),
  words: z.array(plain(100)).min(1).max(3),
});

const packs = TRADE_PACKS.map((pack) => [pack.id, pack] as const);

describe('trade packs [A2]', () => {
  it('are there for the trades that we name, and for any other', () => {
    expect(TRADE_PACKS.map(({ id }) => id)).toEqual([
      'hvac',
      'plumbing',
      'roofing',
      'painting',
      'electrical',
      'dental',
      'salon',
      'cleaning',
      'general',
    ]);
  });

  it.each(packs)('have one shape (%s)', (_, pack) => {
    expect(Pack.parse(pack)).toEqual(pack);
  });

  it.each(packs)('take few words, which somebody waits for at every turn (%s)', (_, pack) => {
    expect(JSON.stringify(pack).split(/\s+/).length).toBeLessThanOrEqual(MOST_WORDS);
  });

  it.each(packs)('describe services and hours that a business may have as they are (%s)', (_, pack) => {
    const business = aBusiness(businessFromPack(pack));

    expect(profileFaults(business)).toEqual([]);
    expect(packOf(business.trade)).toBe(pack);
  });

  it('are found by what owners call their trade, each name meaning one', () => {
    for (const pack of TRADE_PACKS) {
      for (const said of [pack.id, pack.name, ...pack.aliases]) {
        expect(packOf(` ${said.toUpperCase()} `).id, said).toBe(pack.id);
      }
    }
  });

  it.each(['falconry', '', '{{trade}}'])(
    'leave a trade that they do not know (%j) to the general one',
    (trade) => {
      expect(packOf(trade).id).toBe('general');
    },
  );

  it.each(packs)('send people who are in danger to 911 or to help that is as near (%s)', (_, pack) => {
    expect(pack.emergencies.some(({ say }) => say.includes('911'))).toBe(true);
  });

  it.each(['hvac', 'plumbing', 'general'])(
    'F-VX-6: have whoever smells gas leave the building before anything else (%s)',
    (trade) => {
      const gas = packOf(trade).emergencies.find(({ signs }) => signs.some((sign) => sign.includes('gas')));

      expect(gas?.say).toMatch(/^Please leave the building now/);
      expect(gas?.say).toContain('911 or your gas company');
    },
  );

  it('leave medicine to those who practise it', () => {
    expect(packOf('dentist').never.join()).toContain('medical advice');
    expect(packOf('dentist').emergencies[0]?.say).toContain('medical emergency');
  });
});
