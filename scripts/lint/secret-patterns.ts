import { lintSource } from '@secretlint/core';
import { creator as recommended } from '@secretlint/secretlint-rule-preset-recommend';

export type Found = { readonly line: number; readonly kind: string; readonly text: string };

/** How our vendors' keys look, which the preset does not know or knows more loosely. */
const OURS: Readonly<Record<string, RegExp>> = {
  'a Stripe key': /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/g,
  'the secret of a webhook (Stripe, Resend)': /\bwhsec_[A-Za-z0-9+/]{20,}/g,
  'a Telnyx key': /\bKEY(?=[A-Za-z]*[0-9])[0-9A-Za-z]{20,}(?:_[A-Za-z0-9]{10,})?/g,
  'a Resend key': /\bre_[A-Za-z0-9]{6,}_[A-Za-z0-9]{16,}/g,
  'a Retell key': /\bkey_[0-9a-f]{20,}/g,
  'an AWS access key': /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g,
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\+n|\s)+[A-Za-z0-9+/]{16,}/g,
};

const config = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: recommended }],
};

/** Everything in the text that looks like a live secret; `path` says what kind of file it is. */
export const secretsIn = async (text: string, path: string): Promise<Found[]> => {
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const ours = Object.entries(OURS).flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({ line: lineAt(match.index), kind, text: match[0] })),
  );
  const ext = /\.\w+$/.exec(path)?.[0] ?? '';
  const { messages } = await lintSource({
    source: { content: text, filePath: path, ext, contentType: 'text' },
    options: { config, noPhysicFilePath: true },
  });
  const theirs = messages
    .map(({ range: [from, to], ruleId }) => ({
      line: lineAt(from),
      kind: `what ${ruleId.replace(/^.*secretlint-rule-/, 'secretlint/')} looks for`,
      text: text.slice(from, to),
    }))
    // One line for one find.
    .filter(
      (found) => !ours.some(({ text: known }) => known.includes(found.text) || found.text.includes(known)),
    );
  return [...ours, ...theirs];
};
