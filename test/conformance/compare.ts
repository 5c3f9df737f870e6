/* How our findings and the oracle's verdict are compared: refused or not, the fields, the number of warnings. */
import type { Report } from '../../src/core.ts';
import { knownFields } from './known-differences.ts';
import reportedPaths from './reported-paths.json' with { type: 'json' };

/** What the oracle says; the format of its output. */
export interface Verdict {
  readonly refusedBy?: string;
  readonly unknown?: readonly string[];
  readonly schema?: readonly (readonly [string, string])[];
  readonly webhook?: readonly (readonly [string, string])[];
  readonly warnings?: number;
}

/** What we say, as far as a server would: severity, rule and path of each finding. */
export type Said = readonly [severity: string, rule: string, path: string];

export interface Judged {
  readonly kind: string;
  readonly minor: string;
  readonly verdict: Verdict;
  readonly said: readonly Said[];
}

/** A field that the oracle refuses. */
export interface RefusedField {
  readonly stage: 'strict' | 'schema' | 'webhook';
  readonly type: string;
  readonly field: string;
}

/** The same, and whether we refuse it. */
interface FieldResult extends RefusedField {
  /** Ours is on the same path, above or below. */
  readonly agrees: boolean;
  /** Ours is on the same path, its parent or a child: the strict reading. */
  readonly isNear: boolean;
}

export interface Comparison {
  readonly isRefused: boolean;
  readonly weRefuse: boolean;
  readonly fields: readonly FieldResult[];
  /** Undefined where the oracle did not come to the webhooks. */
  readonly warnings?: { readonly expected: number; readonly ours: number };
}

/** Rules about text: no API server sees it, and the input is JSON. These two speak of what the text becomes. */
const rulesOfMeaning: ReadonlySet<string> = new Set(['yaml/misspelt-field', 'yaml/quoted-strings-in-maps']);

/** The operator warns once of these, wherever they are in a resource. */
const saidOnce = /in-tree-barman/u;

/** Of these the API server warns itself, which the oracle does not count. */
const warningsOfServer: ReadonlySet<string> = new Set(['schema/metadata-finalizers']);

/** The findings of a report that say what a server would say. */
export function saidBy(report: Report): Said[] {
  return report.findings
    .filter(({ severity, rule }) => severity !== 'info' && (!rule.startsWith('yaml/') || rulesOfMeaning.has(rule)))
    .map(({ severity, rule, path }) => [severity, rule, path] as const);
}

export function compare(judged: Judged): Comparison {
  const { verdict, said } = judged;
  const refused = said.filter(([severity]) => severity === 'error').map(([, , path]) => dotted(path));
  const results = fieldsOf(verdict).map((one): FieldResult => {
    const candidates = placesOf(one);
    return {
      ...one,
      agrees: candidates.some((path) => refused.some((ours) => isOnOneLine(path, ours))),
      isNear: candidates.some((path) => refused.some((ours) => isNear(path, ours))),
    };
  });
  const reachedWebhooks = verdict.refusedBy !== 'kind' && verdict.refusedBy !== 'decode';
  return {
    isRefused: verdict.refusedBy !== undefined,
    weRefuse: refused.length > 0,
    fields: results.filter((one) => one.agrees || !knownFields.some(({ covers }) => covers(one, judged))),
    ...(reachedWebhooks && { warnings: { expected: verdict.warnings ?? 0, ours: countWarnings(said) } }),
  };
}

/** Fields that mean something: a rule that was not evaluated and a plain error have none. */
function fieldsOf({ unknown = [], schema = [], webhook = [] }: Verdict): RefusedField[] {
  const all: RefusedField[] = [
    ...unknown.map((field) => ({ stage: 'strict', type: 'Unknown', field }) as const),
    ...schema.map(([type, field]) => ({ stage: 'schema', type, field }) as const),
    ...webhook.map(([type, field]) => ({ stage: 'webhook', type, field }) as const),
  ];
  return all.filter(({ field }) => field !== '' && field !== '<nil>');
}

/** The places in a manifest that a field may mean. */
function placesOf({ stage, field }: RefusedField): string[] {
  const places = stage === 'webhook' ? translate(field) : [normal(field)];
  // A name that the server generates is wrong where its beginning is written.
  return field === 'metadata.name' ? [...places, 'metadata.generateName'] : places;
}

function countWarnings(said: readonly Said[]): number {
  const rules = said
    .filter(([severity, rule]) => severity === 'warning' && !warningsOfServer.has(rule))
    .map(([, rule]) => rule);
  const often = rules.filter((rule) => !saidOnce.test(rule)).length;
  return often + new Set(rules.filter((rule) => saidOnce.test(rule))).size;
}

/** `/spec/tablespaces/0/name` as the oracle would write it, with brackets made dots: keys with dots need no parsing then. */
function dotted(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((one) => one.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

function normal(field: string): string {
  return field.replace(/\[([^\]]*)\]/gu, '.$1');
}

const translations = reportedPaths.map(({ reported, manifest }) => ({
  pattern: new RegExp(
    `^${normal(reported)
      .replaceAll('.', '\\.')
      .replace(/\\\.(?:i|j)(?=\\|$)/gu, '\\.(\\d+)')}$`,
    'u',
  ),
  manifest: manifest.map(normal),
}));

/** The places in the manifest that a field of the webhooks may mean; some they report where there is nothing. */
function translate(field: string): string[] {
  const path = normal(field);
  const places = translations.flatMap(({ pattern, manifest }) => {
    const indices = pattern.exec(path)?.slice(1);
    if (!indices) return [];
    return manifest.map((place) => {
      let next = 0;
      return place.replace(/\.(?:i|j)(?=\.|$)/gu, () => `.${indices[next++]}`);
    });
  });
  return [path, ...places];
}

/** Whether one path is the other, above or below it. */
function isOnOneLine(a: string, b: string): boolean {
  return a === b || b === '' || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function isNear(a: string, b: string): boolean {
  return isOnOneLine(a, b) && Math.abs(a.split('.').length - b.split('.').length) <= 1;
}
