import { type Path, type RawFix, type Resource, toDotted } from '../rule/index.ts';

/** Moves a scalar to another section, as a suggestion; nothing if something stands there, or if the text has no room for it. */
export function moveField(subject: Resource, from: Path, to: Path): RawFix | undefined {
  const value = subject.value(...from);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  if (subject.hasKey(...to) || subject.isAssumed(...from) || to.length < 2) return undefined;
  // Sections that are missing are added with it.
  const added = to.findIndex((_, index) => !subject.hasKey(...to.slice(0, index + 1)));
  const section = to.slice(added + 1).reduceRight<Section>((inner, key) => ({ [key]: inner }), value);
  const set = subject.editor.set(subject.inDocument(...to.slice(0, added + 1)), section);
  const removed = subject.editor.remove(subject.inDocument(...from));
  const touches = set.some((a) => removed.some((b) => a.start < b.end && b.start < a.end));
  if (set.length === 0 || removed.length === 0 || touches) return undefined;
  return { title: `Move it to ${toDotted(to)}`, safe: false, edits: [...set, ...removed] };
}

type Section = string | number | boolean | { readonly [key: string]: Section };
