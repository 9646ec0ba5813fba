import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';
import { CONFIG_FILE, pageConfig } from '../lib/pages.ts';
import { readStage } from '../lib/stages.ts';
import { ensurePages } from './local/assembly/ensure-pages.ts';
import { readPages, withConfig } from './local/cloudfront/pages.ts';
import { readOptions } from './play/options.ts';
import { paint } from './play/paint.ts';
import { publish } from './publish-web/publish.ts';
import { knownStage } from './stage/known-stage.ts';
import { oneSentence } from './stage/one-sentence.ts';
import { stackOutputs } from './stage/stack-outputs.ts';

const HELP = `Builds the dashboard and puts it into a stage's bucket, from where its distribution serves it. The build is the same for
every stage; what differs is in config.json.

  npm run publish-web -- --stage dev

After a deployment, and whenever the pages have changed: cdk deploy does not do it. The local cloud does it by itself.
Needs cloudformation:DescribeStacks and s3:PutObject. Repeating it changes nothing; a page is seen at once.
`;

const values = readOptions({
  stage: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
});

const root = fileURLToPath(new URL('..', import.meta.url));

const publishTo = async (stage: string): Promise<void> => {
  const outputs = await stackOutputs(`CloudGreet-${knownStage(stage)}-web`);
  const bucket = outputs.get('PageBucketName');
  if (bucket === undefined) throw new Error(`Stage ${stage} has no output PageBucketName: deploy it first.`);
  const client = new S3Client();
  try {
    const folder = await ensurePages(root, () => console.log('Building the dashboard.'));
    const pages = withConfig(readPages(folder), CONFIG_FILE, pageConfig(readStage(stage)));
    await publish(client, bucket, pages, console.log);
  } finally {
    client.destroy();
  }
  console.log(paint.good(`It is at ${outputs.get('WebUrl')}`));
};

if (values.help) console.log(HELP);
else if (values.stage === undefined) {
  console.error('Say which stage: npm run publish-web -- --stage dev');
  process.exitCode = 1;
} else {
  await publishTo(values.stage).catch((error: unknown) => {
    console.error(paint.bad(oneSentence(error)));
    process.exitCode = 1;
  });
}
