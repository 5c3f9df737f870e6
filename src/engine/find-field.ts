import { fieldAliases } from '../facts/field-aliases.ts';
import { fromPointer, type Path, toDotted } from '../manifest/path.ts';
import type { FieldInfo, KindInfo, SchemaCatalog, Target } from '../model/schema-catalog.ts';
import { nearest } from '../text/nearest.ts';

/** A path in a kind. The empty path is the resource as a whole. */
export interface FieldName {
  readonly kind: KindInfo;
  readonly path: Path;
}

/** The field that a text means with the other kinds that have one of the name, or else why it means none. */
export type FieldSearch =
  | { readonly field: FieldName; readonly others: readonly KindInfo[] }
  | { readonly complaint: string };

/**
 * Finds the field of any release that a text means: `cluster.spec.backup`, `spec.externalClusters[].name`, `/spec/backup`.
 * Indices and `spec` may be left out; so may the kind, where only one has such a field, or a Cluster has.
 */
export function findField(text: string, schemas: SchemaCatalog, target: Target): FieldSearch {
  const segments = text.startsWith('/') ? fromPointer(text) : segmentsOf(text);
  if (!segments) return { complaint: `"${text}" is no field such as spec.externalClusters[].name` };
  const [first = '', ...rest] = segments;
  const named = schemas.kinds.filter(({ kind, plural }) => [kind, plural].some((name) => isSame(name, first)));
  const all = schemas.kinds;
  const readings = [
    ...[rest, ['spec', ...rest]].map((path) => named.map((kind) => ({ kind, path }))),
    ...[segments, ['spec', ...segments]].map((path) => all.map((kind) => ({ kind, path }))),
  ].map((group) => group.map(({ kind, path }) => follow(path, kind, schemas, target)));
  for (const group of readings) {
    const found = group.filter(({ missing }) => missing.length === 0);
    const field = found.find(({ kind }) => kind.kind === 'Cluster') ?? found[0];
    if (!field) continue;
    const others = found.filter((one) => one !== field).map(({ kind }) => kind);
    if (others.length === 0 || field.kind.kind === 'Cluster') return { field, others };
    const kinds = found.map(({ kind }) => kind.kind).join(', ');
    return { complaint: `"${text}" is a field of ${kinds}; name the kind, as in ${field.kind.kind}.${text}` };
  }
  const misspelt =
    /^[A-Z]/u.test(String(first)) &&
    nearest(
      String(first),
      all.map(({ kind }) => kind),
    );
  if (named.length === 0 && misspelt) return { complaint: `unknown kind "${first}"; did you mean "${misspelt}"?` };
  // What was followed the furthest is what was meant; a kind that is named, and then a Cluster, comes first.
  const candidates = readings.flat().filter(({ kind }) => named.length === 0 || named.includes(kind));
  candidates.sort(
    (a, b) => b.path.length - a.path.length || Number(b.kind.kind === 'Cluster') - Number(a.kind.kind === 'Cluster'),
  );
  const [best] = candidates;
  return { complaint: best ? complaintAbout(best, schemas, target) : `unknown field "${text}"` };
}

/** The newest minor that has a field, or the target's if that has it; and the field there. */
export function newestOf(
  { kind, path }: FieldName,
  schemas: SchemaCatalog,
  target: Target,
): { readonly target: Target; readonly info: FieldInfo } | undefined {
  const minors = schemas.fieldMinors(kind.group, kind.kind, path);
  const series = minors.some((minor) => schemas.pluginVersions.includes(minor)) ? 'plugin' : 'cnpg';
  const newest = minors.includes(target[series]) ? target[series] : minors.at(-1);
  if (newest === undefined) return undefined;
  const at = { ...target, [series]: newest };
  const info = schemas.field(kind.group, kind.kind, path, at);
  return info && { target: at, info };
}

/** A path as people write fields: without the numbers of items. */
export function toFieldText(path: Path): string {
  return toDotted(path).replaceAll(/\[\d+\]/gu, '[]');
}

/** Keys, and 0 for `[]`; nothing for what is not written like that. */
function segmentsOf(text: string): Path | undefined {
  const segments: (string | number)[] = [];
  let end = 0;
  for (const match of text.matchAll(/(?:^|\.)([^.[\]"]+)|\[(?:\d*|\*)\]|\["([^"]*)"\]/gu)) {
    if (match.index !== end) return undefined;
    end += match[0].length;
    segments.push(match[1] ?? match[2] ?? 0);
  }
  return end === text.length && end > 0 ? segments : undefined;
}

/** How far segments lead into a kind, the items of lists included, and what is left of them. */
interface Followed extends FieldName {
  readonly missing: Path;
}

function follow(segments: Path, kind: KindInfo, schemas: SchemaCatalog, target: Target): Followed {
  const infoAt = (path: Path): FieldInfo | undefined => newestOf({ kind, path }, schemas, target)?.info;
  let path: Path = [];
  for (const [index, segment] of segments.entries()) {
    const missing = segments.slice(index);
    while (typeof segment === 'string' && infoAt(path)?.type === 'array') path = [...path, 0];
    const info = infoAt(path);
    // The keys of a map may hold dots.
    const isMap = info?.type === 'object' && info.fields.length === 0 && info.each !== undefined;
    const next = [...path, isMap && info.each !== 'object' ? missing.join('.') : segment];
    if ((typeof segment === 'number') !== (info?.type === 'array') || !infoAt(next)) return { kind, path, missing };
    path = next;
    if (isMap && info.each !== 'object') break;
  }
  return { kind, path, missing: [] };
}

/** What is wrong with a text that leads nowhere, and what was probably meant. */
function complaintAbout({ kind, path, missing }: Followed, schemas: SchemaCatalog, target: Target): string {
  const [name = '', ...rest] = missing;
  const owner = path.length === 0 ? kind.kind : `${kind.kind}.${toFieldText(path)}`;
  if (typeof name === 'number') return `${owner} is no list`;
  const wrong = [...path, name];
  const complaint = `${kind.kind} has no field "${toFieldText(wrong)}"`;
  const from = wrong.filter((segment) => typeof segment === 'string').join('.');
  const alias = fieldAliases.find((one) => one.from === from && (one.kind ?? kind.kind) === kind.kind);
  if (alias && alias.to === undefined) return `${complaint}: ${alias.why}`;
  const fields = newestOf({ kind, path }, schemas, target)?.info.fields ?? [];
  const near = nearest(name, fields);
  const meant =
    alias?.to !== undefined
      ? [alias.to.split('.')]
      : near !== undefined
        ? [[...path, near]]
        : schemas.fieldsNamed(kind.group, kind.kind, name, target);
  const whole = meant.map((start) => follow([...start, ...rest], kind, schemas, target).path);
  if (whole.length > 0 && whole.length <= mostSuggestions)
    return `${complaint}; did you mean ${whole.map((one) => `"${kind.kind}.${toFieldText(one)}"`).join(' or ')}?`;
  if (fields.length > mostFields) return `${complaint}; \`cnpg-lint explain ${owner}\` lists the fields there`;
  return `${complaint}; ${owner} has ${fields.length > 0 ? fields.join(', ') : 'no fields'}`;
}

const mostSuggestions = 3;
const mostFields = 12;

function isSame(a: string, b: string | number): boolean {
  return a.toLowerCase() === String(b).toLowerCase();
}
