import type { Link } from './audit-entry.ts';
import { type ChainedEntry, type ChainPlace, isChained, linkAfter, type Sha256 } from './chain.ts';

/** A chain as it is kept, read as it stands now. */
export type ChainTrail = {
  /** The last link; undefined before the first. */
  head(place: ChainPlace): Promise<Link | undefined>;
  /** All entries of the place, in any order, those of machines too. */
  recorded(place: ChainPlace): AsyncIterable<ChainedEntry>;
};

/** What is wrong with a chain, at the first place where it shows. */
export type ChainFault =
  /** Nothing is there, of what the head or a later link says was. */
  | 'missing'
  /** It is not what was recorded here after the link before: edited, moved here or forged, this one or that before. */
  | 'altered'
  /** Two say that they are this link. */
  | 'repeated'
  /** It comes after the last link that the head knows of. */
  | 'beyond'
  /** The head itself says otherwise than the last link. */
  | 'head'
  /** Its link is not the one that somebody wrote down elsewhere: the chain was written anew. */
  | 'rewritten'
  /** Somebody is said to have done this, and it is no link at all. */
  | 'unchained';

export type ChainJudgement =
  | { readonly outcome: 'intact'; readonly seq: number; readonly chain?: string | undefined }
  | {
      readonly outcome: 'broken';
      readonly because: ChainFault;
      /** Which link; undefined of what is none. */
      readonly seq?: number | undefined;
      /** Id of the entry that stands there, if one does. */
      readonly id?: string | undefined;
    };

const isLink = ({ seq }: ChainedEntry): boolean => Number.isInteger(seq) && Number(seq) > 0;

const broken = (because: ChainFault, seq?: number, id?: string): ChainJudgement => ({
  outcome: 'broken',
  because,
  seq,
  id,
});

/**
 * Whether what people did in this place is all there, unchanged and in order, and if not, where it first shows. What is
 * added meanwhile is not judged. `anchors`: links that were written down outside of the table, such as in the log.
 */
export const judgeChain = async (
  sha256: Sha256,
  trail: ChainTrail,
  place: ChainPlace,
  anchors: readonly Link[] = [],
): Promise<ChainJudgement> => {
  const head = await trail.head(place);
  const links = new Map<number, ChainedEntry[]>();
  const unchained: string[] = [];
  for await (const entry of trail.recorded(place)) {
    if (isLink(entry)) links.set(Number(entry.seq), [...(links.get(Number(entry.seq)) ?? []), entry]);
    else if (isChained(entry) || entry.seq !== undefined) unchained.push(entry.id);
  }
  const last = (await trail.head(place))?.seq ?? 0;

  let before: Link | undefined;
  for (let seq = 1; seq <= (head?.seq ?? 0); seq += 1) {
    const [entry, other] = links.get(seq) ?? [];
    if (!entry) return broken('missing', seq);
    if (other) return broken('repeated', seq, other.id);
    const link = linkAfter(sha256, place, before, entry);
    if (link.chain !== entry.chain) return broken('altered', seq, entry.id);
    if (anchors.some((anchor) => anchor.seq === seq && anchor.chain !== link.chain))
      return broken('rewritten', seq, entry.id);
    before = link;
  }
  if (before?.chain !== head?.chain) return broken('head', head?.seq);
  const beyond = [...links.keys()].filter((seq) => seq > last).toSorted((one, next) => one - next)[0];
  if (beyond !== undefined) return broken('beyond', beyond, links.get(beyond)?.[0]?.id);
  const lost = anchors.find(({ seq }) => seq > last);
  if (lost) return broken('missing', lost.seq);
  const [loose] = unchained;
  if (loose !== undefined) return broken('unchained', undefined, loose);
  return { outcome: 'intact', seq: head?.seq ?? 0, chain: head?.chain };
};
