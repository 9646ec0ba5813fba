import { expect, it } from 'vitest';
import { readStage, stageNames } from '../../lib/stages.ts';
import { createThrottle } from '../../scripts/local/http-api/throttle.ts';

const REQUESTS = 10_000;
const QUARTER_OF_AN_HOUR_MS = 15 * 60_000;

it.each(stageNames)(
  'F-PUB-7: the throttle of stage %s lets a vendor through that sends 10,000 webhooks in 15 minutes',
  (name) => {
    const { apiBurst: burst, apiRequestsPerSecond: ratePerSecond } = readStage(name);
    let now = 0;
    const throttle = createThrottle({ burst, ratePerSecond }, () => now);
    // A vendor that catches up sends what it has at once, then what comes.
    const evenly = QUARTER_OF_AN_HOUR_MS / (REQUESTS - burst);

    const taken = Array.from({ length: REQUESTS }, (_, index) => {
      now = Math.max(0, index - burst + 1) * evenly;
      return throttle.take();
    });

    expect(taken.filter((wasTaken) => !wasTaken)).toEqual([]);
  },
);
