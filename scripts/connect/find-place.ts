import { settingsIn } from '../environment/find-place.ts';
import type { WorldAddress } from '../local/world-address.ts';
import { findParts, type Reached } from '../stage/find-parts.ts';
import { stackOutputs } from '../stage/stack-outputs.ts';

/** What a stage is told of the world that connecting it needs. */
type Parts = {
  readonly stage: string;
  readonly secretId: string;
  /** Without a slash at its end. */
  readonly apiUrl: string;
  /** Where people come in; without a slash at its end. */
  readonly webUrl: string;
  readonly urls: Readonly<Record<'stripe' | 'telnyx' | 'resend' | 'retell', string>>;
};
export type Place = Parts & Reached;

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

const urlsIn = (variables: Readonly<Record<string, string>>): Parts['urls'] => ({
  stripe: variables.STRIPE_API_URL ?? '',
  telnyx: variables.TELNYX_API_URL ?? '',
  resend: variables.RESEND_API_URL ?? '',
  retell: variables.RETELL_API_URL ?? '',
});

const ofStage = async (stage: string): Promise<Parts> => {
  const [data, app, web] = await Promise.all([
    stackOutputs(`CloudGreet-${stage}-data`),
    stackOutputs(`CloudGreet-${stage}-app`),
    stackOutputs(`CloudGreet-${stage}-web`),
  ]);
  const found = {
    SecretArn: data.get('SecretArn'),
    ApiUrl: app.get('ApiUrl'),
    WebUrl: web.get('WebUrl'),
    StageSettings: app.get('StageSettings'),
  };
  const [missing] = Object.entries(found).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing !== undefined) throw new Error(`Stage ${stage} has no output ${missing}: deploy it first.`);
  return {
    stage,
    secretId: String(found.SecretArn),
    apiUrl: withoutSlash(String(found.ApiUrl)),
    webUrl: withoutSlash(String(found.WebUrl)),
    urls: urlsIn(settingsIn(stage, String(found.StageSettings))),
  };
};

/** The same of a local cloud. */
export const placeOf = ({
  secretArn: secretId,
  apiUrl,
  webApiUrl,
  stageSettings,
}: Pick<WorldAddress, 'secretArn' | 'apiUrl' | 'webApiUrl' | 'stageSettings'>): Parts => ({
  stage: 'local',
  secretId,
  apiUrl: withoutSlash(apiUrl),
  webUrl: withoutSlash(webApiUrl),
  urls: urlsIn(stageSettings),
});

/** The stage that was named, or the local cloud that runs on this machine. Throws a sentence when there is none. */
export const findPlace = (stage: string | undefined): Promise<Place> =>
  findParts(stage, { ofStage, ofWorld: placeOf });
