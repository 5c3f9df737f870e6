import { resolvePlace } from '../model/resource.ts';
import { findBelow, type Path, type Resource, toDotted } from '../rule/index.ts';

/** The keys below `spec` that hold null, apart from those that an anchor or a placeholder left empty. */
export function nullKeys(resource: Resource): readonly Path[] {
  const isNull = (value: unknown, key: string | number): boolean => value === null && typeof key === 'string';
  const nulls = findBelow(resource.value('spec'), ['spec'], isNull).map(({ path }) => path);
  const { problems } = resource.source.reading;
  const anchors = problems
    .filter(({ code, document }) => code === 'anchor-on-nothing' && document === resource.data.document)
    .map(({ path = [] }) => toDotted(path));
  return nulls.filter(
    (path) =>
      !resource.isUnknown(...path) &&
      !resource.isAssumed(...path) &&
      !anchors.includes(toDotted(resource.inDocument(...path))),
  );
}

/** How a key without a value looks: written as null, followed by comments only, or just left. */
export function emptiness(resource: Resource, path: Path): string {
  const { source, range } = resolvePlace(resource.at(...path));
  const key = resolvePlace(resource.key(...path)).range;
  const { text } = source.file;
  if (range.start !== key.start) return `is set to ${text.slice(range.start, range.end)}`;
  // A comment at the very start of a line is about what follows.
  const isCommented = /^[ \t]*:[ \t]*(?:#[^\n]*)?\r?\n[ \t]+#/u.test(text.slice(key.end, key.end + 1000));
  return isCommented ? 'has no value: all that follows it is commented out' : 'has no value';
}
