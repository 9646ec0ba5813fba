/** Where a behaviour's requests go. */
export type OriginSpec =
  | {
      readonly kind: 'api';
      readonly apiLogicalId: string;
      readonly domain: string;
      /** Lower-cased; in place of whatever a viewer sent by these names. */
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'bucket'; readonly bucket: string };

export type BehaviourSpec = {
  /** `/v1/*`; left out for the one that takes what no other does. */
  readonly pathPattern: string | undefined;
  readonly origin: OriginSpec;
  readonly methods: readonly string[];
  /** Put on every answer, in place of the origin's. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether what it finds is compressed for viewers who take that. */
  readonly compresses: boolean;
  /** Source of the function that may change the address that is asked for. */
  readonly viewerFunction: string | undefined;
};

export type BlockAnswer = { readonly status: number; readonly contentType: string; readonly body: string };

export type WebAclRule =
  | {
      readonly kind: 'rate';
      readonly name: string;
      /** Of one address, within the window. */
      readonly limit: number;
      readonly windowSeconds: number;
      readonly answer: BlockAnswer;
    }
  | {
      readonly kind: 'managed';
      readonly name: string;
      readonly group: string;
      /** Rules of the group that only count. */
      readonly counted: readonly string[];
    };

/** In the order in which they are asked. */
export type WebAclSpec = readonly WebAclRule[];

export type DistributionSpec = {
  readonly logicalId: string;
  /** `d….cloudfront.net` */
  readonly domain: string;
  readonly arn: string;
  readonly rootObject: string | undefined;
  /** The first whose pattern fits; the last has none. */
  readonly behaviours: readonly BehaviourSpec[];
  readonly webAcl: WebAclSpec | undefined;
};
