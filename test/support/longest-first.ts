import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A short file that takes long: begun last it would keep one core busy and the others idle. */
const LONG = /infra\/deploy\.test\.ts$/;

/** The runner takes the largest files first where it has not seen how long each takes, as on a fresh clone. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((one) => !isLong(one))];
  }
}
