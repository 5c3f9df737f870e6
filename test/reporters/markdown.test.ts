import fc from 'fast-check';
import { lexer, type Token, type Tokens } from 'marked';
import { describe, expect, test } from 'vitest';
import { visible } from '../../src/reporters/escape.ts';
import { reporters } from '../../src/reporters/index.ts';
import { markdownWithin } from '../../src/reporters/markdown.ts';
import { anyReport, nothing, plain, report, reportOf } from './report.ts';

/** The one table of a text of GitHub Flavored Markdown. */
function tableOf(text: string): Tokens.Table {
  const tables = lexer(text, { gfm: true }).filter((token): token is Tokens.Table => token.type === 'table');
  expect(tables).toHaveLength(1);
  return tables[0] as Tokens.Table;
}

/** What a reader sees of a cell, in which nothing but text, line breaks and, where allowed, code and a link may stand. */
function seen(tokens: readonly Token[], allowed: readonly string[] = []): string {
  return tokens
    .map((token) => {
      if (token.type === 'html')
        return token.raw === '<!-- -->' ? '' : token.raw === '<br>' ? '\n' : `no: ${token.raw}`;
      if (token.type === 'escape') return token.raw.slice(1);
      if (token.type === 'link' && allowed.includes('link')) return seen((token as Tokens.Link).tokens);
      if (token.type === 'codespan' && allowed.includes('code')) return token.raw.slice(1, -1);
      return token.type === 'text' ? decode(token.raw) : `no: ${token.type} ${token.raw}`;
    })
    .join('');
}

function decode(text: string): string {
  return text
    .replaceAll('&#124;', '|')
    .replaceAll('&#36;', '$')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

describe('markdown', () => {
  test('any text arrives as itself: no link, picture, mark-up or mention', () => {
    fc.assert(
      fc.property(anyReport, ({ report: some, context }) => {
        const output = reporters.markdown(some, context);
        if (some.findings.length === 0) return;
        const { rows } = tableOf(output);
        const sorted = (['error', 'warning', 'info'] as const).flatMap((severity) =>
          some.findings.filter((one) => one.severity === severity),
        );
        const squeeze = (text: string): string => text.replace(/ +/gu, ' ').trim();
        expect(rows.map((row) => squeeze(seen(row[2]?.tokens ?? [])))).toEqual(
          sorted.map(({ message, help }) => squeeze([message, help].filter(Boolean).map(visible).join('\n'))),
        );
        expect(rows.map((row) => squeeze(seen(row[1]?.tokens ?? [], ['code'])))).toEqual(
          sorted.map(({ file, range }) =>
            squeeze(`${visible(context.fromRoot(file))}:${range.start.line}:${range.start.column}`),
          ),
        );
        expect(rows.map((row) => seen(row[3]?.tokens ?? [], ['link']))).toEqual(sorted.map(({ rule }) => rule));
        for (const row of rows) expect(row[2]?.text).not.toMatch(/@\w|(?<!&)#\w|\$/u);
      }),
    );
  });

  test('is one line where nothing was found', () => {
    expect(reporters.markdown(nothing, plain)).toBe(
      '**cnpg-lint:** No problems in 14 files (31 resources, CloudNativePG 1.30); 2 suppressed\n',
    );
  });

  test('keeps to a size, errors first, and says how many are left out', () => {
    const [one] = report.findings;
    if (!one) throw new Error('no finding');
    const many = reportOf(
      Array.from({ length: 8000 }, (_, index) => ({ ...one, message: `Number ${index}: 注文 😀` })),
    );
    for (const most of [1 << 20, 100_000, 2000]) {
      const output = markdownWithin(many, plain, most);
      expect(Buffer.byteLength(output)).toBeLessThanOrEqual(most);
      const [, leftOut = '0'] = /^(\d+) findings left out/mu.exec(output) ?? [];
      expect(tableOf(output).rows.length + Number(leftOut)).toBe(8000);
      expect(Buffer.byteLength(output)).toBeGreaterThan(most - 500);
    }
    expect(markdownWithin(report, plain, 1 << 20)).toBe(reporters.markdown(report, plain));
  });
});
