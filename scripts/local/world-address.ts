import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { World } from './world.ts';

/** Where a running local cloud is found, by this process or another on the same machine. */
const WorldAddress = z.object({
  pid: z.int(),
  apiUrl: z.url(),
  /** What people and their dashboard call; without a slash at its end. */
  webApiUrl: z.url(),
  /** What that passes requests on to, and answers nobody else. */
  ownApiUrl: z.url(),
  gatewayUrl: z.url(),
  region: z.string(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  tableName: z.string(),
  rawBucketName: z.string(),
  vendorQueueUrl: z.string(),
  secretArn: z.string(),
  /** What a person has chosen of the stage, by variable. */
  stageSettings: z.record(z.string(), z.string()),
  /** The alarms that watch a queue, as CloudWatch would describe them. */
  queueAlarms: z.array(z.object({ queueName: z.string(), description: z.string() })),
  vendors: z.object({ retell: z.url(), stripe: z.url(), telnyx: z.url(), resend: z.url() }),
  /** Of the simulated Retell: what a second phone system signs with. */
  retellApiKeys: z.tuple([z.string()], z.string()),
  clockOffsetMs: z.number(),
  /** Somebody who can sign in to the dashboard, with a password that was made for this world. */
  logIn: z.object({ email: z.string(), password: z.string() }).optional(),
});
export type WorldAddress = z.infer<typeof WorldAddress>;

const FILE = fileURLToPath(new URL('../../.cloudgreet/world.json', import.meta.url));

export const addressOf = (world: World): WorldAddress => {
  const { cloud, clock, secret } = world;
  return {
    pid: process.pid,
    apiUrl: cloud.apiUrl,
    webApiUrl: String(cloud.outputs.WebUrl),
    ownApiUrl: String(cloud.outputs.WebApiUrl),
    gatewayUrl: cloud.gatewayUrl,
    region: cloud.region,
    credentials: { ...cloud.credentials },
    tableName: String(cloud.outputs.TableName),
    rawBucketName: String(cloud.outputs.RawBucketName),
    vendorQueueUrl: String(cloud.outputs.VendorQueueUrl),
    secretArn: String(cloud.outputs.SecretArn),
    stageSettings: JSON.parse(String(cloud.outputs.StageSettings)) as Record<string, string>,
    queueAlarms: cloud
      .alarms()
      .flatMap(({ queueName, impact }) =>
        queueName === undefined ? [] : [{ queueName, description: impact }],
      ),
    vendors: {
      retell: world.retell.url,
      stripe: world.stripe.url,
      telnyx: world.telnyx.url,
      resend: world.resend.url,
    },
    retellApiKeys: [...secret.retell.apiKeys] as [string, ...string[]],
    clockOffsetMs: clock.offsetMs(),
  };
};

/** Lets other processes of this user find the world, until `forgetWorld`. */
export const publishWorld = (world: World, logIn?: WorldAddress['logIn'], file = FILE): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...addressOf(world), logIn }, null, 2), { mode: 0o600 });
};

export const forgetWorld = (file = FILE): void => {
  if (readAddress(file)?.pid === process.pid) rmSync(file, { force: true });
};

const readAddress = (file: string): WorldAddress | undefined => {
  try {
    return WorldAddress.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
};

/** The world another process left word of, if it still answers. */
export const findWorld = async (file = FILE): Promise<WorldAddress | undefined> => {
  const address = readAddress(file);
  if (!address) return undefined;
  const looks = Object.values(address.vendors).map((url) =>
    fetch(join(`${url}/`, '_inspect').replace(':/', '://'), { signal: AbortSignal.timeout(2000) }),
  );
  const found = await Promise.allSettled(looks);
  return found.every((look) => look.status === 'fulfilled' && look.value.ok) ? address : undefined;
};
