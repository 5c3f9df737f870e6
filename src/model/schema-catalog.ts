import type { Path } from '../manifest/path.ts';
import type { Knowledge } from './knowledge.ts';
import type { OperatorData } from './operator.ts';

/** What is linted for: the minors of the operator and of the Barman Cloud plugin. */
export interface Target {
  readonly cnpg: string;
  readonly plugin: string;
}

/** A mistake that the CRD schema finds in a value, before a rule words it. */
export interface SchemaProblem {
  readonly code:
    | 'unknown-field'
    | 'missing-field'
    | 'wrong-type'
    | 'not-allowed-value'
    | 'pattern'
    | 'range'
    | 'length'
    | 'format'
    | 'duplicate-item'
    /** A required field is missing, and the operator writes an empty one before the API server looks. */
    | 'filled-in';
  /** The value at fault; for an unknown or a missing field the path ends in its name. */
  readonly path: Path;
  /** What was expected: the ajv keyword's operands, for instance `{ allowed: [...] }` or `{ limit: 1, comparison: '>=' }`. */
  readonly expected: Readonly<Record<string, unknown>>;
  /** Whether the operator cannot read the value into its own types, so that its webhook comes to no further answer. */
  readonly isUnreadable?: boolean;
}

/** A CEL rule of a schema that a value breaks, or that cannot be judged here. */
export interface BrokenRule {
  /** The value that has the rule. */
  readonly owner: Path;
  /** The same, or the field below it that the rule names. */
  readonly path: Path;
  readonly expression: string;
  /** Whether it compares with the stored value. */
  readonly isOnChange: boolean;
  /** Why the rule cannot be judged; without it, the rule is broken. */
  readonly unjudged?: string;
  /** Whether it is broken because it failed, for instance at a field that is missing. */
  readonly isFault?: boolean;
}

/** A kind whose schema is known. */
export interface KindInfo {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Served API versions, such as `v1`. */
  readonly versions: readonly string[];
  /** The minors (of the operator or the plugin) that have the kind, oldest first. */
  readonly minors: readonly string[];
  /** The minors whose operator writes the resource anew, empty values and all, before the API server judges it. */
  readonly rewrittenIn?: readonly string[];
}

/** Bounds, all inclusive: of a number, of the length of a text in characters, of the number of items. */
export interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** What a schema says of one field. */
export interface FieldInfo {
  readonly path: Path;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'integer or string' | 'any';
  readonly required: boolean;
  readonly default?: unknown;
  readonly allowed?: readonly unknown[];
  /** What texts match; a field that takes integers, too, and has one is a quantity. */
  readonly pattern?: string;
  /** Such as `int32` or `date-time`. */
  readonly format?: string;
  /** The type of a list's items, or of a map's values. */
  readonly each?: FieldInfo['type'];
  /** The fields by which the items of a list are told apart. */
  readonly keys?: readonly string[];
  readonly limits?: Limits;
  /** The CEL rules that speak of it, apart from those on changes. */
  readonly conditions?: readonly string[];
  /** Whether it cannot be changed once it is set. */
  readonly isFixed: boolean;
  /** Names of the fields below, for an object or the items of an array. */
  readonly fields: readonly string[];
  /** The minors that have the field, oldest first. */
  readonly minors: readonly string[];
}

/** The port through which everything asks about schemas, and about the software that the operator runs. */
export interface SchemaCatalog extends Knowledge {
  /** Operator minors, oldest first. */
  readonly cnpgVersions: readonly string[];
  /** Barman Cloud plugin minors, oldest first. */
  readonly pluginVersions: readonly string[];
  /** The API groups that are ours. */
  readonly groups: readonly string[];
  readonly kinds: readonly KindInfo[];
  kind(group: string, kind: string): KindInfo | undefined;
  /** Every mistake in a value of a known kind, without cascades, in document order of the paths; nothing for a kind that the target lacks. */
  validate(group: string, kind: string, value: unknown, target: Target): readonly SchemaProblem[];
  /** The field at a path in the target's schema; nothing if there is none. List indices match the items of an array, any key the values of a map. */
  field(group: string, kind: string, path: Path, target: Target): FieldInfo | undefined;
  /** The minors that have a field at the path, oldest first; empty if none has. */
  fieldMinors(group: string, kind: string, path: Path): readonly string[];
  /** Paths at which a field of this name is known in the target's schema, shortest first, without list indices. */
  fieldsNamed(group: string, kind: string, name: string, target: Target): readonly Path[];
  /** A copy of a value with the defaults of its schema, as the API server fills them in; nothing for a kind that the target lacks. */
  withDefaults(group: string, kind: string, value: unknown, target: Target): unknown;
  /** The CEL rules that a value with its defaults breaks; given the stored value that it replaces, those on changes, too. */
  brokenRules(group: string, kind: string, value: unknown, stored: unknown, target: Target): readonly BrokenRule[];
  /** What the target's operator does beyond its schemas. */
  operator(target: Target): OperatorData;
}
