import type { Path } from '../manifest/path.ts';
import type { Knowledge } from '../model/knowledge.ts';
import type { OperatorData } from '../model/operator.ts';
import type { BrokenRule, FieldInfo, KindInfo, SchemaCatalog, SchemaProblem, Target } from '../model/schema-catalog.ts';
import { Quantity } from '../values/quantity.ts';
import { brokenRules } from './cel.ts';
import { Defaulter } from './defaults.ts';
import { fieldInfo } from './field-info.ts';
import { markFilledIn } from './fill-in.ts';
import { pathsByName, schemaAt } from './navigate.ts';
import { toProblems, type Validator } from './problems.ts';
import type { PooledSchema, Schema } from './schema.ts';

/** The products that a target names the minors of. */
export type Series = keyof Target;

/** A release whose CRDs are embedded. */
export interface Release {
  readonly minor: string;
  readonly version: string;
  /** The tag of its sources. */
  readonly tag: string;
  /** Of the file that was imported. */
  readonly digest: string;
}

/** What schemas there are: the content of `schemas/index.json`. */
export type SchemaIndex = Readonly<Record<Series, readonly Release[]>> & {
  readonly kinds: readonly IndexedKind[];
};

/** A kind and where its schema is. */
export interface IndexedKind extends KindInfo {
  readonly series: Series;
  readonly file: string;
}

/** Where schemas and validators come from; each is asked for when first needed. */
export interface SchemaSource {
  readonly index: SchemaIndex;
  operator(minor: string): OperatorData;
  readonly knowledge: Knowledge;
  schema(file: string): PooledSchema;
  validator(file: string, minor: string): Validator | undefined;
}

/** The catalog of what a source offers. */
export function createCatalog(source: SchemaSource): SchemaCatalog {
  const { kinds, cnpg, plugin } = source.index;
  const operator = ({ cnpg: minor }: Target): OperatorData => source.operator(minor);
  const byName = new Map(kinds.map((kind) => [nameOf(kind.group, kind.kind), new Kind(kind, source)]));
  const infos = new Map(kinds.map(({ series: _, file: __, ...info }) => [nameOf(info.group, info.kind), info]));
  return {
    ...source.knowledge,
    cnpgVersions: cnpg.map(({ minor }) => minor),
    pluginVersions: plugin.map(({ minor }) => minor),
    groups: [...new Set(kinds.map(({ group }) => group))],
    kinds: [...infos.values()],
    kind: (group, kind) => infos.get(nameOf(group, kind)),
    validate: (group, kind, value, target) =>
      byName.get(nameOf(group, kind))?.validate(value, target, operator(target)) ?? [],
    field: (group, kind, path, target) => byName.get(nameOf(group, kind))?.field(path, target),
    fieldMinors: (group, kind, path) => byName.get(nameOf(group, kind))?.fieldMinors(path) ?? [],
    fieldsNamed: (group, kind, name, target) => byName.get(nameOf(group, kind))?.fieldsNamed(name, target) ?? [],
    withDefaults: (group, kind, value, target) =>
      byName.get(nameOf(group, kind))?.withDefaults(value, target, operator(target)),
    brokenRules: (group, kind, value, stored, target) =>
      byName.get(nameOf(group, kind))?.brokenRules(value, stored, target) ?? [],
    operator,
  };
}

/** One name for a group and a kind. */
export function nameOf(group: string, kind: string): string {
  return `${group}/${kind}`;
}

class Kind {
  readonly #kind: IndexedKind;
  readonly #source: SchemaSource;
  readonly #paths = new Map<string, ReadonlyMap<string, readonly Path[]>>();
  readonly #defaulters = new Map<string, Defaulter>();
  #loaded: PooledSchema | undefined;

  constructor(kind: IndexedKind, source: SchemaSource) {
    this.#kind = kind;
    this.#source = source;
  }

  validate(value: unknown, target: Target, operator: OperatorData): readonly SchemaProblem[] {
    const minor = this.#minor(target);
    if (minor === undefined) return [];
    const validator = this.#source.validator(this.#kind.file, minor);
    const at = (path: Path): Schema | undefined => schemaAt(this.#pool, minor, path);
    const problemsOf = (candidate: unknown): readonly SchemaProblem[] =>
      !validator || validator(candidate) ? [] : toProblems(validator.errors ?? [], candidate, at);
    const problems = problemsOf(value);
    if (problems.length === 0 || !this.#kind.rewrittenIn?.includes(minor)) return problems;
    const remaining = problems.filter(({ path }) => !isReadAsQuantity(valueAt(value, path), at(path)));
    return markFilledIn(remaining, value, {
      pool: this.#pool,
      schemaAt: at,
      problemsOf,
      omitted: operator.omittedWhenEmpty,
    });
  }

  field(path: Path, target: Target): FieldInfo | undefined {
    const minor = this.#minor(target);
    const info = minor === undefined ? undefined : fieldInfo(this.#pool, minor, path);
    return info && { ...info, minors: this.fieldMinors(path) };
  }

  fieldMinors(path: Path): readonly string[] {
    return this.#kind.minors.filter((minor) => schemaAt(this.#pool, minor, path));
  }

  fieldsNamed(name: string, target: Target): readonly Path[] {
    const minor = this.#minor(target);
    if (minor === undefined) return [];
    const paths = this.#paths.get(minor) ?? pathsByName(this.#pool, minor);
    this.#paths.set(minor, paths);
    return paths.get(name) ?? [];
  }

  withDefaults(value: unknown, target: Target, operator: OperatorData): unknown {
    const minor = this.#minor(target);
    if (minor === undefined) return undefined;
    let defaulter = this.#defaulters.get(minor);
    if (!defaulter) {
      const isRewritten = this.#kind.rewrittenIn?.includes(minor) === true;
      this.#defaulters.set(minor, (defaulter = new Defaulter(this.#pool, isRewritten ? operator : undefined)));
    }
    return defaulter.fill(value, this.#pool.minors[minor]);
  }

  brokenRules(value: unknown, stored: unknown, target: Target): readonly BrokenRule[] {
    const minor = this.#minor(target);
    const schema = minor === undefined ? undefined : this.#pool.minors[minor];
    return schema ? brokenRules(this.#pool, schema, value, stored) : [];
  }

  #minor(target: Target): string | undefined {
    return this.#kind.minors.find((minor) => minor === target[this.#kind.series]);
  }

  get #pool(): PooledSchema {
    this.#loaded ??= this.#source.schema(this.#kind.file);
    return this.#loaded;
  }
}

/**
 * Whether the operator reads a value as a quantity: its webhook then writes it in its canonical form, `0.5` as `500m` and
 * `Gi` as `0`, before the API server looks.
 */
function isReadAsQuantity(value: unknown, schema: Schema | undefined): boolean {
  if (typeof schema?.type !== 'object' || schema.pattern === undefined) return false;
  return (typeof value === 'number' || typeof value === 'string') && Quantity.decode(value) !== undefined;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, segment) => (typeof at === 'object' && at !== null ? Reflect.get(at, segment) : undefined),
    value,
  );
}
