import { expect } from 'vitest';
import { describedBusiness, PASSWORD, type People } from './people.ts';

/** Businesses that somebody opens by themselves, and whom they take in. */
export const teamsOf = (people: People) => {
  const aTeam = async () => {
    const owner = await people.aPerson();
    const key = `open-${owner.personId}`;
    const opened = await people.api('POST', '/v1/businesses', {
      token: owner.tokens.accessToken,
      key,
      body: describedBusiness(owner.email),
    });
    expect(opened.status).toBe(201);
    const { id } = opened.body as { id: string };
    return { owner, id, path: `/v1/businesses/${id}`, key };
  };
  return {
    aTeam,
    /** The code in the e-mail that they are sent. */
    async invite({ owner, path }: Awaited<ReturnType<typeof aTeam>>, email: string, role: string) {
      const before = people.mailTo(email).length;
      const invited = await people.api('POST', `${path}/team/invitations`, {
        token: owner.tokens.accessToken,
        key: `invite-${email}-${role}`,
        body: { email, role },
      });
      expect(invited.status).toBe(202);
      return people.codeFor(email, before + 1);
    },
    accept: (businessId: string, email: string, code: string) =>
      people.api('POST', '/v1/invitations/accept', {
        body: { businessId, email, code, name: 'Sam', password: PASSWORD },
      }),
  };
};

export type Teams = ReturnType<typeof teamsOf>;
