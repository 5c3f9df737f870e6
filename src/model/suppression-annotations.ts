import type { Path } from '../manifest/path.ts';
import type { Resource } from './resource.ts';
import { annotation, idle, request, type Suppression } from './suppression.ts';

const annotations = ['metadata', 'annotations'] as const;

/** The suppression that a resource's annotations hold, and keys that look like one. */
export function inAnnotations(resource: Resource): readonly Suppression[] {
  const base = { subject: resource, isRead: true };
  return [...keysOfOurs(resource.data.value)].flatMap((path): readonly Suppression[] => {
    const at = resource.key(...path);
    const key = String(path.at(-1));
    const isOwn = path.length === 3 && annotations.every((segment, index) => segment === path[index]);
    if (!isOwn) return [{ ...idle, ...base, at, misplaced: 'nested' }];
    if (key !== annotation) return [{ ...idle, ...base, at, flaw: { what: 'key', text: key, at } }];
    const text = resource.get('string', ...path)?.value;
    if (text === undefined) return [];
    const value = resource.at(...path);
    const requested = request(
      text,
      at,
      (within) => ({ ...value, within }),
      (edit) => {
        const { editor } = resource;
        if (edit) {
          const rest = text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
          return editor.set(resource.inDocument(...path), rest);
        }
        const isOnly = Object.keys(resource.get('object', ...annotations)?.value ?? {}).length === 1;
        return editor.remove(resource.inDocument(...(isOnly ? annotations : path)));
      },
    );
    return [{ ...base, at, ...requested, covers: { is: 'resource', resource } }];
  });
}

/** The paths of all keys of the domain `cnpg-lint`. */
function* keysOfOurs(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, below] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    if (typeof key === 'string' && key.startsWith('cnpg-lint/')) yield [...path, key];
    else yield* keysOfOurs(below, [...path, key]);
  }
}
