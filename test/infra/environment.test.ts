import { describe, expect, it } from 'vitest';
import { StageSettings, VARIABLE_FORMS } from '../../functions/contracts/setting-forms.ts';
import { variableSettings } from '../../functions/domain/health/settings-of.ts';
import { ServiceFunction } from '../../lib/constructs/service-function.ts';
import {
  handlerOf,
  type Json,
  type Stacks,
  type Synthesised,
  synthesise,
  synthesised,
} from './synthesised.ts';

/** What the function that tells of the set-up is told of it. */
const settingsIn = (made: Synthesised) => {
  const environment = made.of('AWS::Lambda::Function').find((one) => handlerOf(one) === 'api/environment');
  return StageSettings.parse(JSON.parse(environment?.properties.Environment.Variables.STAGE_SETTINGS));
};

/** Every variable of every function that is a plain text in the templates, by name. */
const textsIn = (made: Synthesised): Set<string> =>
  new Set(
    made
      .of('AWS::Lambda::Function')
      .flatMap(({ properties }) => Object.entries<Json>(properties.Environment.Variables))
      .flatMap(([name, value]) => (typeof value === 'string' ? [name] : [])),
  );

/** Of every function alike, or of the check itself. */
const OF_THE_HOUSE = [
  'LOG_LEVEL',
  'POWERTOOLS_METRICS_NAMESPACE',
  'POWERTOOLS_SERVICE_NAME',
  'STAGE',
  'STAGE_SETTINGS',
];

describe('the settings of a stage, as it would be deployed [O6]', () => {
  it('are every variable that somebody has chosen', () => {
    const made = synthesised('dev');

    expect(Object.keys(settingsIn(made))).toEqual(
      [...textsIn(made)].filter((name) => !OF_THE_HOUSE.includes(name)).sort(),
    );
    expect(Object.keys(settingsIn(made))).toEqual(expect.arrayContaining(Object.keys(VARIABLE_FORMS)));
  });

  it('tell of one that any function is given', () => {
    const made = synthesise('dev', ({ app }: Stacks) => {
      const some = app.node.findAll().find((one) => one instanceof ServiceFunction);
      some?.tell({ CARRIER_PIGEON_URL: 'coop' });
    });

    expect(settingsIn(made)).toMatchObject({ CARRIER_PIGEON_URL: 'coop' });
  });

  it('are what an operator is shown to be without where the repository stands in for them', () => {
    const wrong = variableSettings(settingsIn(synthesised('prod')), 'prod').filter((one) => !one.wellFormed);

    expect(wrong.map(({ setting }) => setting)).toEqual(['EMAIL_FROM', 'EMAIL_REPLY_TO']);
  });

  it('are all well-formed on this machine, but for the addresses that are known when it starts', () => {
    const wrong = variableSettings(settingsIn(synthesised('local')), 'local').filter(
      (one) => !one.wellFormed,
    );

    expect(wrong.map(({ setting }) => setting)).toEqual(
      ['RESEND', 'RETELL', 'STRIPE', 'TELNYX'].map((name) => `${name}_API_URL`),
    );
  });

  // CloudFormation takes a kilobyte as the value of an output, and the command reads it there.
  it('fit into an output', () => {
    expect(JSON.stringify(settingsIn(synthesised('prod'))).length).toBeLessThan(1024);
    expect(synthesised('prod').outputs('app')).toContain('StageSettings');
  });

  it('name no secret', () => {
    const settings = settingsIn(synthesised('prod'));

    expect(Object.keys(settings)).not.toContain('ORIGIN_SECRET');
    expect(JSON.stringify(settings)).not.toContain('{{resolve:');
  });
});
