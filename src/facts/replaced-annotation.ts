import { type Path, type RawFix, type Resource, toDotted } from '../rule/index.ts';
import { memberOf, parseJson } from '../values/go-json.ts';

/** What an annotation sets: a boolean, or an object of a boolean and numbers. */
export type Setting = boolean | number | { readonly [key: string]: Setting };

/** Moves what an annotation of a Cluster says to its field; nothing if the field is set, or the text has no room for it. */
export function replacement(cluster: Resource, annotation: Path, setting: Setting, field: Path): RawFix | undefined {
  if (cluster.isAssumed(...annotation) || cluster.hasKey(...field) || cluster.isPartial) return undefined;
  // Sections that are missing are added with it, though not the one that a boolean belongs to.
  const added = field.findIndex((_, depth) => !cluster.hasKey(...field.slice(0, depth + 1)));
  if (typeof setting === 'boolean' && added < field.length - 1) return undefined;
  const value = field.slice(added + 1).reduceRight<Setting>((inner, key) => ({ [key]: inner }), setting);
  const set = cluster.editor.set(cluster.inDocument(...field.slice(0, added + 1)), value);
  const removed = cluster.editor.remove(cluster.inDocument(...lone(cluster, annotation)));
  if (set.length === 0 || removed.length === 0) return undefined;
  return { title: `Move it to ${toDotted(field)}`, safe: true, edits: [...set, ...removed] };
}

/** What the liveness pinger is set to; nothing where the webhook refuses the text. */
export function pingerSetting(text: string): Setting | undefined {
  const json = parseJson(text)?.value;
  if (typeof json !== 'object' || json === null) return undefined;
  const enabled = memberOf(json, 'enabled');
  if (typeof enabled !== 'boolean') return undefined;
  const timeouts: [name: string, value: number][] = [];
  for (const name of ['requestTimeout', 'connectionTimeout']) {
    const value = memberOf(json, name);
    if (value === undefined) continue;
    if (!Number.isInteger(value)) return undefined;
    timeouts.push([name, Number(value)]);
  }
  return { enabled, ...Object.fromEntries(timeouts) };
}

/** The key to remove: that of the whole section where nothing else is in it. */
function lone(cluster: Resource, path: Path): Path {
  const section = path.slice(0, -1);
  return Object.keys(cluster.get('object', ...section)?.value ?? {}).length === 1 ? section : path;
}
