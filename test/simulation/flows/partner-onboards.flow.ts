import type { RouteName } from '../cloud/api.ts';
import { onboarderOf } from '../world/onboarder.ts';
import { NEW_BUSINESS } from '../world/open-to-onboard.ts';
import { partnerProgram } from '../world/partner-program.ts';
import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: "a partner's program begins with one call, and says for the owner what the owner says",
  isLong: true,
  async play(scene) {
    const { chance, deeds } = scene;
    const ask = await partnerProgram(scene);
    const nth = deeds.onboardingsBegun.push('partner');
    const phone = `+1512559${2000 + nth}`;
    const place = `Partner's Plumbing ${nth}`;
    const asked = {
      key: `partner-opens-${chance.int(1_000_000_000)}`,
      body: {
        ...NEW_BUSINESS,
        name: place,
        owner: { email: `owner${nth}@partners.example`, phones: [phone], transferNumber: phone },
        externalId: `crm-${nth}`,
        line: { areaCode: '512' },
      },
    };
    const { status, answer } = await ask('openBusinessForOwner', asked);
    // A program that is not sure asks again under its key, at once or later.
    if (chance.is(0.5)) await ask('openBusinessForOwner', asked);
    if (status !== 201) return;
    const businessId = String(answer.businessId);
    const card = `4${String(200_000_000_000_000 + nth)}`;
    const owner = onboarderOf(
      scene,
      { businessId, phone, card, place, wants: 'live' },
      {},
      (route, said = {}) =>
        ask(`${route}ForOwner` as RouteName, { ...said, path: { businessId, ...said.path } }),
    );
    await owner.goOn(owner.isLive);
  },
};
