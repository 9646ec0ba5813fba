import { describe, expect, it } from 'vitest';
import type { Access } from '../../functions/contracts/api/route.ts';
import type { PartnerId, PartnerKeyId } from '../../functions/contracts/ids.ts';
import { type ApiEvent, partnerGate } from '../../functions/runtime/gate.ts';

const caller = { partnerId: 'ptr_desk01' as PartnerId, keyId: 'key_server01' as PartnerKeyId };
const READS: Access = { who: 'partner', scope: 'businesses:read' };

const aGate = () => {
  const shown: string[] = [];
  const gate = partnerGate(async (text) => {
    shown.push(text);
    return { ...caller, scopes: ['businesses:read'] };
  });
  const ask = async (authorization: string | undefined, access: Access = READS) => {
    const event = { headers: { authorization } } as unknown as ApiEvent;
    return gate(event, access)(undefined);
  };
  return { shown, ask };
};

describe('the gate of partners', () => {
  it.each(['Bearer cgp_a', 'bearer cgp_a', 'BEARER cgp_a'])('takes %s for the key', async (header) => {
    const { shown, ask } = aGate();

    expect(await ask(header)).toEqual(caller);
    expect(shown).toEqual(['cgp_a']);
  });

  it.each([
    undefined,
    '',
    'cgp_a',
    'Bearer',
    'Bearer ',
    'Basic cgp_a',
    'Bearer cgp_a,Bearer cgp_b',
    'Bearer cgp_a cgp_b',
    ' Bearer cgp_a',
    `Bearer ${'x'.repeat(201)}`,
  ])('takes nothing for a key that is shown as %s', async (header) => {
    const { shown, ask } = aGate();

    await expect(ask(header)).rejects.toMatchObject({ code: 'key_invalid' });
    expect(shown.filter((text) => !text.includes(','))).toEqual([]);
  });

  it('lets a key do what its scopes name, or any may, and nothing else', async () => {
    const { ask } = aGate();

    expect(await ask('Bearer cgp_a', { who: 'partner', scope: 'any' })).toEqual(caller);
    for (const access of [
      { who: 'partner', scope: 'businesses:write' },
      { who: 'partner', scope: 'usage:read' },
      { who: 'operator' },
      { who: 'person' },
      { who: 'member', roles: ['owner', 'staff'] },
    ] as const)
      await expect(ask('Bearer cgp_a', access)).rejects.toMatchObject({ code: 'not_allowed' });
  });

  it('tells nobody what a key lacks before it is known to hold', async () => {
    const gate = partnerGate(async () => {
      throw Object.assign(new Error(), { code: 'key_invalid' });
    });
    const event = { headers: { authorization: 'Bearer cgp_a' } } as unknown as ApiEvent;

    await expect(gate(event, { who: 'operator' })(undefined)).rejects.toMatchObject({ code: 'key_invalid' });
  });
});
