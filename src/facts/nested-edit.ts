import type { Path, RawFix, Resource } from '../rule/index.ts';

type Edits = RawFix['edits'];
type Value = Parameters<Resource['editor']['set']>[1];

/**
 * Edits that set a value together with the sections on its path that are missing; none where that cannot be done in place.
 * A list on the path must be there with the item that is meant.
 */
export function setWithSections(subject: Resource, path: Path, value: Value): Edits {
  let { length } = path;
  // What is there has nothing to be made for it.
  while (!subject.has(...path.slice(0, length - 1))) length -= 1;
  const nested = path.slice(length).reduceRight<Value>((inner, key) => ({ [key]: inner }), value);
  return subject.editor.set(subject.inDocument(...path.slice(0, length)), nested);
}
