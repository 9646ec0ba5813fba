import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalCloud } from '../../scripts/local/local-cloud.ts';

/** Names the folder where every world leaves which permissions it used; unset: it leaves nothing. */
const VARIABLE = 'CLOUDGREET_PERMISSION_USE';

/** Leaves word for `scripts/unused-permissions` of what the functions of a cloud were allowed and did. */
export const leavePermissionUse = (cloud: LocalCloud): void => {
  const folder = process.env[VARIABLE];
  if (folder) writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(cloud.permissionUse()));
};
