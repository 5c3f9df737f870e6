import type { PgbouncerType } from '../values/pgbouncer-value.ts';

/** A parameter of PgBouncer's own section. */
export interface PgbouncerParameter extends PgbouncerType {
  readonly name: string;
  readonly default?: string;
}

/** What PgBouncer knows of its parameters. */
export interface PgbouncerCatalog {
  /** The parameter of a name; nothing if there is none. */
  parameter(name: string): PgbouncerParameter | undefined;
  /** The names of all parameters. */
  names(): readonly string[];
}

/** The content of `schemas/pgbouncer.json`. */
export interface PgbouncerTable {
  readonly source: string;
  /** The month in which the source was read. */
  readonly read: string;
  readonly parameters: readonly PgbouncerParameter[];
}

/** Looks parameters up in a table, which is asked for when first needed. */
export function pgbouncerCatalog(load: () => PgbouncerTable): PgbouncerCatalog {
  let known: ReadonlyMap<string, PgbouncerParameter> | undefined;
  const all = (): ReadonlyMap<string, PgbouncerParameter> =>
    (known ??= new Map(load().parameters.map((parameter) => [parameter.name, parameter])));
  return { parameter: (name) => all().get(name), names: () => [...all().keys()] };
}
