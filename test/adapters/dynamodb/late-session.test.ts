import { describe, expect, it } from 'vitest';
import { dynamoPeople } from '../../../functions/adapters/dynamodb/people.ts';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { MONDAY_MORNING } from '../../support/builders.ts';
import { memoryTable } from '../../support/memory-database.ts';

const OLIVIA = PersonId.parse('00000000-0000-4000-8000-000000000001');
const AT = new Date(MONDAY_MORNING).toISOString();
const SESSION = { id: 'session 1', personId: OLIVIA, since: AT, endsAt: AT };

describe('a session that was ended [C1]', () => {
  it('stays ended though its beginning lands once more, late', async () => {
    const people = dynamoPeople(
      memoryTable([], () => MONDAY_MORNING).reaching(() => true),
      waiting,
    );
    await people.create(
      {
        ...{ v: 1, id: OLIVIA, circle: 'owners', email: 'olivia@apexhvac.example', name: 'Olivia' },
        ...{ state: 'active', hasTotp: false, since: AT },
      },
      derivedIds(hashing).addressOf('owners', 'olivia@apexhvac.example'),
    );
    await people.begin(SESSION);
    expect((await people.standing(OLIVIA, SESSION.id)).session).toMatchObject({ id: SESSION.id });

    await people.end(OLIVIA, SESSION.id);
    await people.begin(SESSION);

    expect((await people.standing(OLIVIA, SESSION.id)).session).toBeUndefined();
  });
});
