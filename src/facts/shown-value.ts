import { resolvePlace } from '../model/resource.ts';
import { type Path, type Resource, toDotted } from '../rule/index.ts';

/** A scalar as its text has it: quotes, tags and placeholders included. */
export function writtenValue(subject: Resource, path: Path): string {
  const { source, range } = resolvePlace(subject.at(...path));
  return source.file.text.slice(range.start, range.end);
}

/** A value as a message names it. */
export function shownValue(subject: Resource, path: Path): string {
  const value = subject.value(...path);
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  const line = text.split('\n', 1)[0] ?? '';
  const shown = `"${line.length > 60 || line !== text ? `${line.slice(0, 60)}…` : line}"`;
  return subject.isAssumed(...path) ? `${shown} in the default of the placeholder` : shown;
}

/** A field as a message names it: its key, or the list's key with the index of an item. */
export function shownField(path: Path): string {
  const key = path.findLastIndex((segment) => typeof segment === 'string');
  return key === path.length - 1 ? `"${path[key]}"` : `"${toDotted(path.slice(Math.max(0, key)))}"`;
}

/** A section as a message names it. */
export function shownSection(subject: Resource, path: Path): string {
  return path.length === 0 ? shownKind(subject) : `"${toDotted(path)}"`;
}

/** A resource's kind with its article. */
export function shownKind({ kind }: Resource): string {
  return `${/^[AEIOU]/u.test(kind) ? 'an' : 'a'} ${kind}`;
}
