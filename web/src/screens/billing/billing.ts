import type { OwnerApi } from '../../api/make-api.ts';

export type Billing = Awaited<ReturnType<OwnerApi['showBilling']>>;
export type Fee = Awaited<ReturnType<OwnerApi['listFees']>>['items'][number];
