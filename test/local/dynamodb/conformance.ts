import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { sharedDynamo, withoutDynamoDbLocal } from '../../support/shared-dynamo.ts';
import { comparable, complaint, misshapenNumbers } from './comparable.ts';
import { startEngines } from './engine-subject.ts';
import type { KnownDifference } from './known-differences.ts';
import type { Answer, Failure, Subject, Wire } from './subject.ts';
import { keySchema, texts } from './table-shape.ts';
import { wireSubject } from './wire-subject.ts';

const short = (input: unknown) => JSON.stringify(input).slice(0, 1000);
const said = ({ output, error }: Answer) => (error ? `${error.code}: ${error.message}` : short(output));

/** How a table differs from one of two texts, `pk` and `sk`. */
export type TableShape = Wire;

const plainTable = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: texts('pk', 'sk'),
  KeySchema: keySchema('pk', 'sk'),
};

export type Conformance = {
  /** All of them, DynamoDB Local last. */
  subjects(): readonly Subject[];
  /** Makes a table of one name everywhere and returns the name. */
  table(shape?: TableShape): Promise<string>;
  /** Asks everywhere; DynamoDB Local's answer is the last. */
  answers(
    action: string,
    input: Wire,
  ): Promise<readonly { readonly name: string; readonly answer: Answer }[]>;
  /** Asks everywhere, demands one answer and returns it. */
  ask(action: string, input: Wire): Promise<Answer>;
  /** As `ask`, and nobody may refuse. */
  ok(action: string, input: Wire): Promise<Wire>;
  /** As `ask`, and all must refuse with this code. */
  refused(code: string, action: string, input: Wire): Promise<Failure>;
  /** Where DynamoDB Local is known to be wrong: what the engine answers, as documented, and what DynamoDB Local does. */
  differs(
    known: KnownDifference,
    action: string,
    input: Wire,
    check: { readonly documented: (answer: Answer) => void; readonly emulator: (answer: Answer) => void },
  ): Promise<void>;
};

/**
 * The engine in process, the engine over its wire server and DynamoDB Local, asked the same in one order. Call it once
 * at the top of a test file; its tables are the file's own. Where DynamoDB Local cannot run, the file is skipped.
 */
export const conformance = (): Conformance => {
  let subjects: readonly Subject[] = [];
  const prefix = `conformance-${randomUUID()}`;
  let tables = 0;

  beforeAll(async () => {
    // Without DynamoDB Local another of ours stands in for it, so that a file's own set-up has whom to ask.
    subjects = [...(await startEngines()), wireSubject('DynamoDB Local', await sharedDynamo())];
  });
  let isInTest = false;
  beforeEach(({ skip }) => {
    isInTest = true;
    skip(withoutDynamoDbLocal() !== undefined, withoutDynamoDbLocal());
  });
  afterEach(() => {
    isInTest = false;
  });
  afterAll(async () => {
    const emulator = subjects.at(-1);
    for (let made = 1; made <= tables; made += 1) {
      await emulator?.perform('DeleteTable', { TableName: `${prefix}-${made}` });
    }
    await Promise.all(subjects.map((subject) => subject.stop()));
  });

  const answers = async (action: string, input: Wire) => {
    const given: { readonly name: string; readonly answer: Answer }[] = [];
    for (const subject of subjects) {
      given.push({ name: subject.name, answer: await subject.perform(action, input) });
    }
    return given;
  };

  const ask = async (action: string, input: Wire): Promise<Answer> => {
    const given = await answers(action, input);
    const emulator = given.at(-1)?.answer as Answer;
    // A set-up has no test whose other differences could still be told.
    const tell = isInTest ? expect.soft : expect;
    for (const { name, answer } of given.slice(0, -1)) {
      tell(misshapenNumbers(answer), `${action} by the ${name}`).toEqual([]);
      tell(complaint(answer), `${action} ${short(input)} by the ${name}`).toBe(complaint(emulator));
      const [found, expected] = [answer, emulator].map((one) => comparable(action, input, one));
      tell(
        found,
        `${action} ${short(input)}\n${name}: ${said(answer)}\nDynamoDB Local: ${said(emulator)}\n`,
      ).toEqual(expected);
    }
    return given[0]?.answer as Answer;
  };

  return {
    subjects: () => subjects,
    answers,
    ask,
    async table(shape = {}) {
      tables += 1;
      const TableName = `${prefix}-${tables}`;
      for (const { name, answer } of await answers('CreateTable', { TableName, ...plainTable, ...shape })) {
        expect(answer.error, `CreateTable by the ${name}`).toBeUndefined();
      }
      return TableName;
    },
    async ok(action, input) {
      const { output, error } = await ask(action, input);
      if (error) expect.fail(`${action} was refused: ${error.code}: ${error.message}: ${short(input)}`);
      return output;
    },
    async refused(code, action, input) {
      const { output, error } = await ask(action, input);
      if (!error) expect.fail(`${action} was accepted: ${JSON.stringify(output)}: ${short(input)}`);
      expect(error.code, `${error.message}: ${short(input)}`).toBe(code);
      return error;
    },
    async differs(known, action, input, check) {
      const given = await answers(action, input);
      const emulator = given.at(-1)?.answer as Answer;
      for (const { answer } of given.slice(0, -1)) check.documented(answer);
      try {
        check.emulator(emulator);
      } catch (cause) {
        throw new Error(`DynamoDB Local no longer differs as known: ${known.emulator}`, { cause });
      }
    },
  };
};
