import type { OwnerApi } from '../../api/make-api.ts';

export type Overview = Awaited<ReturnType<OwnerApi['showOverview']>>;
