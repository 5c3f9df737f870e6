import {
  defineFact,
  type FieldInfo,
  nearest,
  type Path,
  type Project,
  type Resource,
  type SchemaProblem,
} from '../rule/index.ts';
import { fieldAliases } from './field-aliases.ts';
import { releaseHistory } from './release-history.ts';

/** What a key that the schema does not know is taken for. */
export type UnknownField =
  /** Other releases have it. */
  | { readonly is: 'of another release'; readonly history: string }
  /** What people write who know the field by another name, or at another place. */
  | { readonly is: 'alias'; readonly means: Path }
  /** What people write to no purpose. */
  | { readonly is: 'needless'; readonly why: string }
  /** A neighbouring field's name with a slip in it; `isSame` when only case, dashes or underscores differ. */
  | { readonly is: 'misspelt'; readonly means: Path; readonly isSame: boolean }
  /** A field of other sections nearby. */
  | { readonly is: 'misplaced'; readonly means: readonly Path[] }
  | { readonly is: 'unknown' };

/** What does each key of a resource that its schema does not know mean? */
export const unknownFields = defineFact<Resource, ReadonlyMap<SchemaProblem, UnknownField>>({
  name: 'unknown-fields',
  compute(subject, { project }) {
    const unknown = subject.problems.filter(({ code }) => code === 'unknown-field');
    return new Map(unknown.map((problem) => [problem, explain(problem, subject, project)]));
  },
});

function explain({ path, expected }: SchemaProblem, subject: Resource, project: Project): UnknownField {
  const { schemas, target } = project;
  const { group } = subject.data;
  const history = releaseHistory(schemas.fieldMinors(group, subject.kind, path), project);
  if (history !== undefined) return { is: 'of another release', history };

  for (const alias of fieldAliases) {
    if (alias.from !== withoutIndices(path).join('.') || (alias.kind ?? subject.kind) !== subject.kind) continue;
    if (alias.to === undefined) return { is: 'needless', why: alias.why };
    const means = indexed(alias.to.split('.'), path);
    if (typeAt(means, subject, project) !== undefined) return { is: 'alias', means };
  }

  const name = String(path.at(-1));
  const parent = path.slice(0, -1);
  const siblings = Array.isArray(expected['fields']) ? expected['fields'].map(String) : [];
  const same = siblings.find((sibling) => letters(sibling) === letters(name));
  const near = same ?? nearest(name, siblings);
  if (near !== undefined) return { is: 'misspelt', means: [...parent, near], isSame: same !== undefined };

  const elsewhere = schemas
    .fieldsNamed(group, subject.kind, name, target)
    .filter((other) => fits(subject.value(...path), other, subject, project))
    .map((other) => ({ other, far: distance(parent, other.slice(0, -1)) }));
  const closest = Math.min(2, ...elsewhere.map(({ far }) => far));
  const means = elsewhere.filter(({ far }) => far === closest).map(({ other }) => indexed(other, path));
  return means.length > 0 && means.length <= 3 ? { is: 'misplaced', means } : { is: 'unknown' };
}

/** Whether a value is of the type that the schema wants at a path. */
export function fits(value: unknown, path: Path, subject: Resource, project: Project): boolean {
  const type = typeAt(path, subject, project);
  switch (type) {
    case 'any':
      return true;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer or string':
      return typeof value === 'string' || Number.isInteger(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** The type that the schema wants at a path, which may lack list indices. */
function typeAt(path: Path, { data, kind }: Resource, { schemas, target }: Project): FieldInfo['type'] | undefined {
  let at: Path = [];
  let type: FieldInfo['type'] | undefined;
  for (const segment of path) {
    at = type === 'array' && typeof segment === 'string' ? [...at, 0, segment] : [...at, segment];
    type = schemas.field(data.group, kind, at, target)?.type;
  }
  return type;
}

/** A path without list indices, with those of another path as far as both go the same way. */
function indexed(path: Path, like: Path): Path {
  const result: (string | number)[] = [];
  let at = 0;
  for (const segment of path) {
    const index = like[at];
    if (typeof index === 'number') {
      result.push(index);
      at += 1;
    }
    result.push(segment);
    at = like[at] === segment ? at + 1 : like.length;
  }
  return result;
}

function withoutIndices(path: Path): readonly string[] {
  return path.filter((segment) => typeof segment === 'string');
}

/** How many steps up and down lead from one section to another. */
function distance(from: Path, to: Path): number {
  const [a, b] = [withoutIndices(from), withoutIndices(to)];
  let common = 0;
  while (common < a.length && a[common] === b[common]) common += 1;
  return a.length + b.length - 2 * common;
}

function letters(name: string): string {
  return name.replaceAll(/[-_]/gu, '').toLowerCase();
}
