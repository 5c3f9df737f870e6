import { type Path, type Project, type RawFix, type Resource, toDotted } from '../rule/index.ts';
import { setWithSections } from './nested-edit.ts';

/**
 * Moves a scalar to another section, as a suggestion; nothing if something stands there, if the section is an item of a list,
 * of which any may be meant, or if the text has no room for it.
 */
export function moveField(subject: Resource, from: Path, to: Path, project: Project): RawFix | undefined {
  const value = subject.value(...from);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  if (subject.hasKey(...to) || subject.isAssumed(...from) || isInList(to, subject, project)) return undefined;
  const set = setWithSections(subject, to, value);
  const removed = subject.editor.remove(subject.inDocument(...from));
  const touches = set.some((a) => removed.some((b) => a.start < b.end && b.start < a.end));
  if (set.length === 0 || removed.length === 0 || touches) return undefined;
  return { title: `Move it to ${toDotted(to)}`, safe: false, edits: [...set, ...removed] };
}

function isInList(path: Path, { data, kind }: Resource, { schemas, target }: Project): boolean {
  const isList = (list: Path): boolean => schemas.field(data.group, kind, list, target)?.type === 'array';
  return path.some((segment, depth) => typeof segment === 'string' && isList(path.slice(0, depth)));
}
