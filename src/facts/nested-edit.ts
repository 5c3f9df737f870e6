import type { Path, RawFix, Resource } from '../rule/index.ts';

type Edits = RawFix['edits'];
type Value = Parameters<Resource['editor']['set']>[1];

/** Edits that set a value together with the sections on its path that are missing; none where that cannot be done in place. */
export function setWithSections(subject: Resource, path: Path, value: Value): Edits {
  let length = path.length;
  // What is there has nothing to be made for it.
  while (length > 1 && !subject.has(...path.slice(0, length - 1))) length -= 1;
  const below = path.slice(length);
  if (below.some((segment) => typeof segment !== 'string')) return [];
  const nested = below.reduceRight((inner: Value, key) => ({ [String(key)]: inner }), value);
  return subject.editor.set(subject.inDocument(...path.slice(0, length)), nested);
}
