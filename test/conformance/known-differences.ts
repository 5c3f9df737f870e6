import type { Judged, RefusedField } from './compare.ts';

/** A class of cases in which our verdict differs from the oracle's, and why that is right or cannot be helped. */
export interface KnownDifference {
  readonly reason: string;
  readonly covers: (one: Judged) => boolean;
}

/** Where the operator reads `${…}` as one of its own words. */
const ownWords = /^spec\.postgresql\.(?:extensions\[\d+\]\.env\[\d+\]\.value|pg_hba\[\d+\])$/u;

/** Every difference that we know of. A case that none covers has to agree. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    reason: 'the webhooks of 1.23 ask the plugins themselves, through sockets in the pod of the operator',
    covers: ({ minor, verdict }) => minor === '1.23' && (verdict.webhook ?? []).some(([type]) => type === 'error'),
  },
  {
    reason:
      'by a fault of its own, the API server takes a list where the schema has a text of some format; the operator cannot read such a ' +
      'resource, and no longer any other of its kind, so that it is an error to us',
    covers: ({ kind, verdict, said }) =>
      kind === 'DatabaseRole' &&
      verdict.refusedBy === undefined &&
      said.some(([, rule, path]) => rule === 'schema/wrong-type' && path === '/spec/validUntil') &&
      said.filter(([severity]) => severity === 'error').length === 1,
  },
  {
    reason: '`${NAME}` may become anything before it is applied, beside words of the operator, too',
    covers: ({ verdict, said }) =>
      verdict.refusedBy === 'webhook' &&
      (verdict.webhook ?? []).every(([, field]) => ownWords.test(field)) &&
      said.every(([severity]) => severity !== 'error'),
  },
];

/** A class of fields that the oracle names beside others, and we do not: the verdict is the same. */
export interface KnownField {
  readonly reason: string;
  readonly covers: (field: RefusedField, one: Judged) => boolean;
}

export const knownFields: readonly KnownField[] = [
  {
    reason: 'the number of replicas follows from a number of instances that is refused itself',
    covers: ({ field }, one) => field === 'spec.maxSyncReplicas' && refuses(one, 'spec.instances'),
  },
  {
    reason:
      'the operator cannot read the object, so that no server comes to the schema: beside the fields that cannot be read, the oracle ' +
      'names what the webhook would have mended',
    covers: ({ stage, type }, { verdict }) =>
      verdict.refusedBy === 'decode' && stage === 'schema' && type !== 'TypeInvalid',
  },
  {
    reason: 'a wrapper without a name is refused, and no server can use it then',
    covers: ({ field }, one) => /^spec\.servers\[\d+\]\.fdw$/u.test(field) && refuses(one, 'spec.fdws'),
  },
  {
    reason: '`${NAME}` may become anything before it is applied, beside words of the operator, too',
    covers: ({ field }) => ownWords.test(field),
  },
];

/** Whether the schema refuses a field, or one below it. */
function refuses({ verdict }: Judged, start: string): boolean {
  return (verdict.schema ?? []).some(([, field]) => field.startsWith(start));
}
