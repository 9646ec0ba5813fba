import type { BusinessId, ExportId } from '../../contracts/ids.ts';
import type { Archives, Exported, ExportedList, Exports } from './export.ts';

export type MakeExportDeps = {
  /** What reaches one business and nobody else's rows and objects. */
  readonly exporting: (business: BusinessId) => Promise<{
    readonly exports: Pick<Exports, 'find' | 'move'>;
    readonly exported: Exported;
    readonly archives: Archives;
  }>;
  readonly clock: { now(): number };
};

async function* linesOf(
  { name, items }: ExportedList,
  counts: Record<string, number>,
): AsyncGenerator<string> {
  counts[name] = 0;
  for await (const item of items) {
    counts[name] += 1;
    yield `${JSON.stringify(item)}\n`;
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** The lists, and last of all how many lines each of them has, so that whoever reads them can count again. */
async function* filesOf(
  businessId: BusinessId,
  lists: readonly ExportedList[],
  counts: Record<string, number>,
  madeAt: string,
) {
  for (const list of lists) yield { name: `${list.name}.jsonl`, text: linesOf(list, counts) };
  const manifest = { businessId, madeAt, counts };
  yield { name: 'manifest.json', text: once(`${JSON.stringify(manifest, undefined, 2)}\n`) };
}

/**
 * Makes the archive that was asked for: a list after the other, of none more in memory than a page. It can be cut off
 * anywhere and done twice at once: the same key is written, and the first who is done says so.
 */
export const makeExport =
  ({ exporting, clock }: MakeExportDeps) =>
  async (event: {
    readonly businessId: BusinessId;
    readonly exportId: ExportId;
  }): Promise<'ready' | 'nothing'> => {
    const { businessId, exportId } = event;
    const { exports, exported, archives } = await exporting(businessId);
    const asked = await exports.find(businessId, exportId);
    if (asked?.state !== 'requested') return 'nothing';
    const counts: Record<string, number> = {};
    const madeAt = new Date(clock.now()).toISOString();
    const files = filesOf(businessId, exported.lists(businessId), counts, madeAt);
    const bytes = await archives.keep(asked, files);
    const version = asked.version + 1;
    await exports.move(asked, { ...asked, version, state: 'ready', readyAt: madeAt, bytes, counts });
    return 'ready';
  };
