import type { Secrets } from '../../functions/adapters/secrets/stage-secret.ts';
import type { StageSecret } from '../../functions/contracts/secrets.ts';

type Differing = Partial<Omit<StageSecret, 'v'>>;

export const aStageSecret = (differing: Differing = {}): StageSecret => ({
  v: 1,
  retell: { apiKeys: ['key_test_retell'] },
  telnyx: { apiKey: 'KEY_test_telnyx', publicKeys: ['cHVibGljLWtleQ=='] },
  stripe: { secretKey: 'sk_test_stripe', webhookSecrets: ['whsec_test_stripe'] },
  resend: { apiKey: 're_test_resend', webhookSecrets: ['whsec_dGVzdC1yZXNlbmQ='] },
  offers: { keys: ['offer-key-test'] },
  codes: { keys: ['code-key-test'] },
  ...differing,
});

/** What a container holds, and what it gets when it reads again: they differ while a key is being changed. */
export const secretsOf = (held: Differing, stored: Differing = held): Secrets => {
  let isFresh = false;
  return {
    read: async () => aStageSecret(isFresh ? stored : held),
    refresh: async () => {
      isFresh = true;
      return aStageSecret(stored);
    },
  };
};
