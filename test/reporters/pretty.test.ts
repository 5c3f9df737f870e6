import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedLines } from '../../src/reporters/changed-lines.ts';
import { visible } from '../../src/reporters/escape.ts';
import { reporters } from '../../src/reporters/index.ts';
import { widthOf } from '../../src/reporters/width.ts';
import { docsUrl } from '../../src/rule/define-rule.ts';
import type { Finding, Fix, Report } from '../../src/rule/finding.ts';
import { LineIndex } from '../../src/text/line-index.ts';
import { anyReport, findings, plain, rangeOf, report, reportOf, textOf } from './report.ts';

describe('pretty', () => {
  const lastLine = (some: readonly Finding[], summary: Partial<Report['summary']> = {}): string | undefined => {
    const given = reportOf(some);
    const output = reporters.pretty({ ...given, summary: { ...given.summary, suppressed: 0, ...summary } }, plain);
    return output.trimEnd().split('\n').at(-1);
  };

  test('sums up in one line', () => {
    expect(lastLine([])).toBe('No problems in 14 files (31 resources, CloudNativePG 1.30)');
    expect(lastLine([], { files: 1, resources: 1, suppressed: 3 })).toBe(
      'No problems in 1 file (1 resource, CloudNativePG 1.30); 3 suppressed',
    );
    const fixable = findings.filter(({ rule }) => rule === 'schema/unknown-field');
    expect(lastLine(fixable)).toBe('1 error in 1 of 14 files (31 resources, CloudNativePG 1.30); 1 fixable with --fix');
    expect(lastLine(fixable, { files: 1, fixable: 0 })).toBe('1 error in 1 file (31 resources, CloudNativePG 1.30)');
  });

  test('colours change nothing but colours', () => {
    const colored = reporters.pretty(report, { ...plain, color: true });
    expect(colored.replaceAll(new RegExp(`${'\u001b'}\\[[\\d;]*m`, 'gu'), '')).toBe(reporters.pretty(report, plain));
  });

  test('links rules where the terminal can, else names the page of each once', () => {
    const linked = reporters.pretty(report, { ...plain, hyperlinks: true });
    expect(linked).toContain(`\u001b]8;;${docsUrl('metadata/name')}\u001b\\[metadata/name]\u001b]8;;\u001b\\`);
    expect(linked).not.toContain('= see:');
    expect(reporters.pretty(report, plain).split(docsUrl('metadata/name'))).toHaveLength(2);
  });

  test('shows a place without its text when the text is not known', () => {
    const output = reporters.pretty(report, { ...plain, textOf: () => undefined });
    expect(output).toContain(
      'error: The key "shared_buffers" is written twice [yaml/duplicate-key]\n  --> clusters/orders.yaml:21:7 (Cluster shop/orders)\n  --> clusters/orders.yaml:19:7 (first here, and lost)\n',
    );
    expect(output).not.toContain(' | ');
  });

  test('leaves out the least of many places', () => {
    const many = findings.filter(({ rule }) => rule === 'yaml/duplicate-key');
    const crowded = many.map((one) => ({ ...one, related: Array.from({ length: 6 }, () => one.related).flat() }));
    expect(reporters.pretty(reportOf(crowded), plain)).toContain('= note: and 2 more places\n');
  });

  test('shows at most some lines of a fix', () => {
    const file = 'databases/orders.yaml';
    const range = rangeOf(file, textOf(file));
    const fix = { title: 'Delete all', safe: true, edits: [{ file, range, newText: '' }] };
    const long = findings.filter(({ rule }) => rule === 'database/reclaim-policy').map((one) => ({ ...one, fix }));
    expect(reporters.pretty(reportOf(long), plain)).toMatch(/ 1 - # The one.*\n(?: \d - .*\n){5} {3}:\n/u);
  });

  test('measures what is wide, narrow or not there', () => {
    const widths = { 'a b': 3, 注文: 4, データ: 6, 'e\u0301': 1, '👩‍👩‍👧': 2, '🇩🇪': 2, '✔️': 2, 한국: 4, ﾃﾞ: 2 };
    for (const [text, width] of Object.entries(widths)) expect([text, widthOf(text)]).toEqual([text, width]);
  });
});

test('escapes are for what cannot be seen, and for nothing else', () => {
  expect(visible('a\tb\nc\r\0\u009f\u200b\ud800\u{e0041}')).toBe('a\\tb\\nc\\r\\x00\\x9f\\u200b\\ud800\\u{e0041}');
  expect(visible('é e\u0301 注文 👩\u200d👧 می\u200cخواهم')).toBe('é e\u0301 注文 👩\u200d👧 می\u200cخواهم');
});

test('what a fix changes is told by lines', () => {
  const text = 'a: [1, 2]\nb: 3\nc: 4\n';
  const lines = new LineIndex(text);
  const edit = (start: number, end: number, newText: string): Fix['edits'][number] => {
    const at = (offset: number) => ({ ...lines.position(offset), offset });
    return { file: 'a.yaml', range: { start: at(start), end: at(end) }, newText };
  };
  const changes = (...edits: Fix['edits']): string[] =>
    changedLines(text, lines, edits).map(({ line, sign, text: said }) => `${line} ${sign} ${said}`);
  expect(changes(edit(7, 8, '20'), edit(4, 5, '10'))).toEqual(['1 + a: [10, 20]']);
  expect(changes(edit(0, 0, '# new\n'))).toEqual(['1 + # new']);
  expect(changes(edit(10, 15, ''))).toEqual(['2 - b: 3']);
  expect(changes(edit(4, 5, '9'), edit(18, 19, '9'))).toEqual(['1 + a: [9, 2]', '3 + c: 9']);
  expect(changes(edit(0, 5, ''), edit(3, 8, ''))).toEqual([]);
  expect(changes(edit(4, 5, '1'))).toEqual([]);
});

test('nothing in a file or a name acts on a terminal, or commands the runner of GitHub Actions', () => {
  fc.assert(
    fc.property(anyReport, fc.integer({ min: 0, max: 130 }), ({ report: some, context }, width) => {
      for (const reporter of [reporters.pretty, reporters.compact]) {
        const output = reporter(some, { ...context, width });
        expect(output).not.toMatch(/(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(output).not.toMatch(/^\s*::/mu);
      }
    }),
  );
});

test('frames keep to the width', () => {
  fc.assert(
    fc.property(anyReport, fc.integer({ min: 40, max: 80 }), ({ report: some, context }, width) => {
      const unlabelled = some.findings.map((one) => ({ ...one, related: [] }));
      const rows = reporters.pretty({ ...some, findings: unlabelled }, { ...context, width }).split('\n');
      for (const row of rows.filter((line) => /^ *\d* [|+-] /u.test(line)))
        expect(widthOf(row)).toBeLessThanOrEqual(width + 1);
    }),
  );
});

test('what is wider than a frame becomes dots', () => {
  const flag = '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';
  const [one] = findings;
  if (!one) return;
  const at = { line: 1, column: 1, offset: 0 };
  for (const column of [1, 1 + flag.length]) {
    const place = {
      start: { ...at, column, offset: column - 1 },
      end: { ...at, column: column + 2, offset: column + 1 },
    };
    const output = reporters.pretty(reportOf([{ ...one, range: place }]), {
      ...plain,
      width: 40,
      textOf: () => flag.repeat(2),
    });
    expect(output).toContain('\n1 | ...');
  }
});

test('a frame shows all of a line that fits', () => {
  const [one] = findings;
  if (!one) return;
  const text = '\u200dabc \u0301def\n\u200dghi\n';
  const place = { start: { line: 1, column: 3, offset: 2 }, end: { line: 1, column: 4, offset: 3 } };
  const colored = reporters.pretty(reportOf([{ ...one, range: place }]), { ...plain, color: true, textOf: () => text });
  expect(colored).toContain(' \u200da\u001b[1mb\u001b[22mc \u0301def\n');
  expect(colored).toContain('\u200dghi');
  expect(colored.split('\u200dghi')).toHaveLength(2);
});

test('compact has one line for each finding', () => {
  fc.assert(
    fc.property(anyReport, ({ report: some, context }) => {
      expect(reporters.compact(some, context).split('\n')).toHaveLength(some.findings.length + 1);
    }),
  );
});
