import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Finding, type LintOptions, rules, validateFiles } from '../src/core.ts';
import { fromPointer, type Path } from '../src/manifest/path.ts';
import { Resource } from '../src/model/resource.ts';
import type { Fixture } from '../src/testing/index.ts';
import { casesOf } from './harness.ts';
import { schemas } from './schemas.ts';

/*
 * Which rules are about which field, for `cnpg-lint explain FIELD`: where their findings on their own fixtures point, and what else
 * they read on the way there. `npm test -- -u` writes schemas/rule-fields.json anew.
 */

type Relation = 'points' | 'reads';

test('the table of rules by field is what the fixtures show', async () => {
  // By kind, by field in dots.
  const table = new Map<string, Map<string, Record<Relation, Set<string>>>>();
  const note = (kind: string, path: Path, relation: Relation, rule: string): void => {
    const field = fieldOf(kind, path);
    if (field === undefined) return;
    const ofKind = table.get(kind) ?? new Map<string, Record<Relation, Set<string>>>();
    const entry = ofKind.get(field) ?? { points: new Set(), reads: new Set() };
    entry[relation].add(rule);
    table.set(kind, ofKind.set(field, entry));
  };
  for (const { id } of rules.filter((rule) => !looksAtAll.test(rule.id)))
    for (const one of casesOf(id)) {
      const { findings, reads } = recordReads(() => lint(one, id));
      for (const { path, resource } of findings)
        if (resource && path !== undefined) note(resource.kind, fromPointer(path), 'points', id);
      for (const { kind, path } of reads.values()) note(kind, path, 'reads', id);
    }
  await expect(print(table)).toMatchFileSnapshot('../schemas/rule-fields.json');
}, 300_000);

/** Rules that look at every field alike, or at comments, which tells nothing of any. */
const looksAtAll = /^(?:schema|yaml|suppression)\//u;
/** What more rules read, such as a name, is read to find one's way. */
const mostReaders = 60;

function print(table: ReadonlyMap<string, ReadonlyMap<string, Record<Relation, ReadonlySet<string>>>>): string {
  const kinds = [...table].sort(byKey).map(([kind, fields]) => {
    const lines = [...fields].sort(byKey).flatMap(([field, { points, reads }]) => {
      const others = reads.size > mostReaders ? [] : [...reads].filter((rule) => !points.has(rule));
      const entry = {
        ...(points.size > 0 && { points: [...points].sort() }),
        ...(others.length > 0 && { reads: others.sort() }),
      };
      return Object.keys(entry).length === 0 ? [] : [`${JSON.stringify(field)}:${JSON.stringify(entry)}`];
    });
    return `${JSON.stringify(kind)}:{\n${lines.join(',\n')}\n}`;
  });
  return `{\n${kinds.join(',\n')}\n}\n`;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Lints a fixture with its rule alone, so that others read nothing. */
function lint({ files, stored, path }: Fixture, rule: string): readonly Finding[] {
  const config = [`${path}.config.yaml`, join(dirname(path), 'cnpg-lint.yaml')].find((name) => existsSync(name));
  const content: unknown = config === undefined ? {} : parse(readFileSync(config, 'utf8'));
  const { index = true, ...options } = content as LintOptions & { index?: boolean };
  const only = { '*': 'off', [rule]: options.rules?.[rule] ?? 'error' } as const;
  return validateFiles(files, { presets: ['strict'], ...options, rules: only, schemas, hasIndex: index, stored })
    .findings;
}

type Reads = ReadonlyMap<string, { readonly kind: string; readonly path: Path }>;

/** Runs something and writes down which fields of resources it asks for. */
function recordReads(work: () => readonly Finding[]): { readonly findings: readonly Finding[]; readonly reads: Reads } {
  const reads = new Map<string, { kind: string; path: Path }>();
  const note = (resource: Resource, path: Path): void => {
    reads.set(JSON.stringify([resource.kind, path]), { kind: resource.kind, path });
  };
  const { get, list, text, has, hasKey, value, isEmpty } = Resource.prototype;
  const own = { get, list, text, has, hasKey, value, isEmpty };
  Object.assign(Resource.prototype, {
    get(this: Resource, type: 'string', ...path: Path) {
      note(this, path);
      return get.call(this, type, ...path);
    },
    list(this: Resource, type: 'string', ...path: Path) {
      note(this, path);
      return list.call(this, type, ...path);
    },
    ...Object.fromEntries(
      Object.entries({ text, has, hasKey, value, isEmpty }).map(([name, method]) => [
        name,
        function (this: Resource, ...path: Path): unknown {
          note(this, path);
          return method.call(this, ...path);
        },
      ]),
    ),
  });
  try {
    return { findings: work(), reads };
  } finally {
    Object.assign(Resource.prototype, own);
  }
}

/** The field that a path leads to, as far as a schema or a table knows it: other keys of maps are somebody's own. */
function fieldOf(kind: string, path: Path): string | undefined {
  const known = schemas.kinds.find((one) => one.kind === kind);
  if (!known) return undefined;
  const { group } = known;
  let field = '';
  for (const [index, segment] of path.entries()) {
    const start = path.slice(0, index + 1);
    if (schemas.fieldMinors(group, kind, start).length === 0) break;
    const isKey = typeof segment === 'string' && !siblings(group, kind, start).has(segment);
    if (isKey && !keys.has(segment)) break;
    field += typeof segment === 'number' ? '[]' : isKey && !/^\w+$/u.test(segment) ? `["${segment}"]` : `.${segment}`;
  }
  return field === '' ? undefined : field.slice(1);
}

/** The fields beside one, in any release. */
function siblings(group: string, kind: string, path: Path): ReadonlySet<string> {
  const targets = [
    ...schemas.cnpgVersions.map((cnpg) => ({ cnpg, plugin: '' })),
    ...schemas.pluginVersions.map((plugin) => ({ cnpg: '', plugin })),
  ];
  return new Set(targets.flatMap((target) => schemas.field(group, kind, path.slice(0, -1), target)?.fields ?? []));
}

/** The keys of maps that mean something to the operator and what it runs. */
const { postgres, pgbouncer, cnpgVersions } = schemas;
const keys: ReadonlySet<string> = new Set([
  ...postgres.majors.flatMap((major) => postgres.names(major)),
  ...pgbouncer.names(),
  ...schemas.operator({ cnpg: cnpgVersions.at(-1) ?? '', plugin: '' }).settableMetadata,
]);
