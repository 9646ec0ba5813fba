import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';

/** Somebody waits for it: without this the client waits for ever. */
export const secretsManager = (): SecretsManagerClient =>
  new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });

/** A secret as it is kept, and the version that was read. */
export type Kept = { readonly text: string; readonly versionId: string };

/** The value as JSON; `undefined` for what is none: the value that a new stage is made with is nothing but chance. */
export const parsedSecret = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isLost = (error: unknown): boolean =>
  error instanceof Error && ['InvalidParameterException', 'InvalidRequestException'].includes(error.name);

/** A stage's secret for whoever keeps it: as it is, and changed by one at a time. */
export const keptSecret = (secretId: string, client: Pick<SecretsManagerClient, 'send'>) => {
  const read = async (): Promise<Kept> => {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return { text: answer.SecretString ?? '', versionId: String(answer.VersionId) };
  };
  const moveLabel = (label: string, from: string, to?: string) =>
    client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: secretId,
        VersionStage: label,
        RemoveFromVersionId: from,
        ...(to !== undefined && { MoveToVersionId: to }),
      }),
    );

  return {
    read: async (): Promise<unknown> => parsedSecret((await read()).text),
    readVersion: read,
    /**
     * Makes `text` the current value in the place of version `instead`; the one before stays as AWSPREVIOUS. `false`, and
     * nothing is changed for anybody, where another version became current meanwhile: Secrets Manager moves AWSCURRENT
     * only away from the version that is named, and a value that is put under another label is current for nobody.
     * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
     * `token`: an id of this attempt, 32 to 64 characters, so that the SDK's own repeats are one.
     */
    async replace(instead: string, text: string, token: string): Promise<boolean> {
      const label = `proposed-${token}`;
      const put = await client.send(
        new PutSecretValueCommand({
          SecretId: secretId,
          SecretString: text,
          ClientRequestToken: token,
          VersionStages: [label],
        }),
      );
      const proposed = String(put.VersionId);
      try {
        await moveLabel('AWSCURRENT', instead, proposed);
        return true;
      } catch (error) {
        if (isLost(error)) return false;
        throw error;
      } finally {
        // Versions without a label are AWS's to delete; with one they are kept, and a secret has twenty labels at most.
        await moveLabel(label, proposed);
      }
    },
  };
};
