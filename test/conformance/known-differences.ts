import type { Judged } from './compare.ts';

/** A class of cases in which our verdict differs from the oracle's, and why that is right or cannot be helped. */
export interface KnownDifference {
  readonly reason: string;
  readonly covers: (one: Judged) => boolean;
}

/** Every difference that we know of. A case that none covers has to agree. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    reason: 'the webhooks of 1.23 ask the plugins themselves, through sockets in the pod of the operator',
    covers: ({ minor, verdict }) => minor === '1.23' && (verdict.webhook ?? []).some(([type]) => type === 'error'),
  },
];
