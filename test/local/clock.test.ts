import { describe, expect, it } from 'vitest';
import { createLocalClock } from '../../scripts/local/clock.ts';

describe('the clock of the local cloud [D4]', () => {
  it('passes to an instant ahead and tells who listens that time passed', () => {
    const clock = createLocalClock(-86_400_000);
    const heard: string[] = [];
    clock.onChange((change) => heard.push(change));
    const ahead = clock.now() + 3_600_000;

    clock.passTo(ahead);
    clock.set(0);

    expect(heard).toEqual(['passed', 'set']);
    expect(clock.offsetMs()).toBe(0);
  });

  it('never passes back', () => {
    const clock = createLocalClock();
    const before = clock.offsetMs();

    expect(() => clock.passTo(clock.now() - 1000)).toThrow('time does not pass back');
    expect(() => clock.passTo(Number.NaN)).toThrow(RangeError);
    expect(clock.offsetMs()).toBe(before);
  });
});
