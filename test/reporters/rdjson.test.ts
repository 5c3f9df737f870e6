import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import type { Finding, Report } from '../../src/rule/finding.ts';
import { applyEdits } from '../../src/text/edits.ts';
import { LineIndex } from '../../src/text/line-index.ts';
import { anyReport, findings, nothing, plain, report, reportOf } from './report.ts';

interface Place {
  readonly line: number;
  readonly column?: number;
}

interface Diagnostic {
  readonly message: string;
  readonly location: { readonly path: string; readonly range: { readonly start: Place; readonly end: Place } };
  readonly code: { readonly value: string; readonly url: string };
  readonly suggestions?: readonly {
    readonly range: { readonly start: Place; readonly end: Place };
    readonly text: string;
  }[];
}

/* reviewdog's own schema (MIT), made as strict as its releases before 0.18 are: they refuse keys that they do not know. */
const published: unknown = JSON.parse(
  readFileSync(new URL('schemas/reviewdog.jsonschema', import.meta.url), 'utf8'),
  (key, value) => {
    if (key === '$schema') return undefined;
    return value !== null && typeof value === 'object' && 'properties' in value
      ? { ...value, additionalProperties: false }
      : value;
  },
);
const validate = new Ajv({ strict: false }).compile(published as object);

function read(some: Report, context = plain): readonly Diagnostic[] {
  const text = reporters.rdjson(some, context);
  // reviewdog reads it with Go's protojson, which refuses halves of surrogate pairs.
  expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\\ud[89a-f]/u);
  const result: unknown = JSON.parse(text);
  expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  return (result as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
}

/** A text in which a reviewer accepted a suggestion: whole lines, from the first to the last, are another text. */
function accept(text: string, { range, text: newText }: NonNullable<Diagnostic['suggestions']>[number]): string {
  const lines = text.split('\n');
  const own = newText === '' ? [] : newText.split('\n');
  return lines.toSpliced(range.start.line - 1, range.end.line - range.start.line + 1, ...own).join('\n');
}

describe('rdjson', () => {
  test('satisfies the schema of reviewdog', () => {
    for (const one of [report, nothing]) read(one);
    fc.assert(fc.property(anyReport, ({ report: some, context }) => void read(some, context)));
    expect(validate({ diagnostics: [{ text: 'no such key' }] })).toBe(false);
  });

  test('counts columns in bytes of UTF-8, and leaves them out where the text is not known', () => {
    const named = (some: readonly Diagnostic[]) =>
      some.find(({ code }) => code.value === 'yaml/same-look')?.location.range;
    expect(named(read(report))).toEqual({ start: { line: 5, column: 31 }, end: { line: 5, column: 39 } });
    expect(named(read(report, { ...plain, textOf: () => undefined }))).toEqual({
      start: { line: 5 },
      end: { line: 5 },
    });
  });

  test('says all that a finding says, of files as they are called', () => {
    const [one] = read(report).filter(({ code }) => code.value === 'backup/cluster-exists');
    expect(one).toMatchObject({
      location: { path: 'clusters/orders.yaml' },
      message:
        'There is no Cluster "order" in namespace "shop"\nName a Cluster of the same namespace; did you mean "orders"?\nclusters/orders.yaml:4:9: this name is near',
    });
  });

  test('suggests whole lines, of one file', () => {
    const some = new Map(read(report).map(({ code, suggestions }) => [code.value, suggestions]));
    expect(some.get('schema/unknown-field')).toEqual([
      { range: { start: { line: 23 }, end: { line: 23 } }, text: '    retentionPolicy: 30d' },
    ]);
    expect(some.get('bootstrap/locale')).toEqual([
      {
        range: { start: { line: 13 }, end: { line: 13 } },
        text: '      database: orders\n      localeCollate: C\n      localeCType: C',
      },
    ]);
    expect(some.get('database/reclaim-policy')).toEqual([
      { range: { start: { line: 11 }, end: { line: 11 } }, text: '' },
    ]);
    expect(some.get('database/one-owner')).toBeUndefined();
    expect(some.get('metadata/name')).toBeUndefined();
    expect(read(report, { ...plain, textOf: () => undefined }).some(({ suggestions }) => suggestions)).toBe(false);
  });

  test('a suggestion that is accepted does what the fix does', () => {
    const line = fc.constantFrom('a: 1', '  b: [2]', '', '# é 😀', '- c');
    const texts = fc.tuple(fc.array(line, { minLength: 1, maxLength: 6 }), fc.boolean());
    fc.assert(
      fc.property(
        texts,
        fc.nat(40),
        fc.nat(40),
        fc.constantFrom('', 'x', 'x\n', '\ny: 1', 'a\nb'),
        (given, a, b, newText) => {
          const text = given[0].join('\n') + (given[1] ? '\n' : '');
          const lines = new LineIndex(text);
          const at = (offset: number) => ({ ...lines.position(offset), offset: Math.min(offset, text.length) });
          const range = { start: at(Math.min(a, b)), end: at(Math.max(a, b)) };
          const file = 'a.yaml';
          const fix = { title: 'Mend it', safe: true, edits: [{ file, range, newText }] };
          const one: Finding = { ...(findings[0] as Finding), file, range, fix };
          const [diagnostic] = read(reportOf([one]), { ...plain, textOf: () => text });
          const [suggestion] = diagnostic?.suggestions ?? [];
          const fixed = applyEdits(text, [{ file, start: range.start.offset, end: range.end.offset, newText }]);
          // Lines know nothing of the last line break of a file.
          const ends = (some: string | undefined): string | undefined =>
            some?.replace(/\n$/u, '').replace(/\p{Cs}/gu, '\ufffd');
          if (suggestion === undefined) expect(fixed).toMatch(/^\n|\n\n|\n$/u);
          else expect(ends(accept(text, suggestion))).toBe(ends(fixed));
        },
      ),
    );
  });

  test('a fix of what stands before the finding is none for reviewers', () => {
    const [one] = findings.filter(({ rule }) => rule === 'schema/unknown-field');
    if (one?.fix === undefined) throw new Error('no fix');
    const { end } = one.range;
    const later = { start: { ...end, line: end.line + 1, column: 1 }, end: { ...end, line: end.line + 1, column: 2 } };
    expect(read(reportOf([{ ...one, range: later }]))[0]?.suggestions).toBeUndefined();
  });
});
