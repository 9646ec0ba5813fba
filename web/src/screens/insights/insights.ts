import type { OwnerApi } from '../../api/make-api.ts';

export type Insights = Awaited<ReturnType<OwnerApi['showInsights']>>;
export type Period = Insights['period'];
export type StepName = Period['funnel'][number]['name'];
export type FigureRows = Period['calls']['rows'];
