import type { Stage } from './stages.ts';

/** Where the dashboard lies once it is built: `npm run publish-web` and the local cloud build it. */
export const pageFolder = '.local/pages';

/** The one file of the dashboard that differs between stages (web/src/app/config.ts). */
export const CONFIG_FILE = 'config.json';

/** What the dashboard is told of the stage it is served by. */
export const pageConfig = ({ name, emailReplyTo }: Pick<Stage, 'name' | 'emailReplyTo'>) => ({
  v: 1,
  stage: name,
  supportEmail: emailReplyTo,
});
