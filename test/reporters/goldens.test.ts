import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import { golden, nothing, plain, report, suppressed } from './report.ts';

describe('goldens', () => {
  test.each([
    ['pretty-120.txt', reporters.pretty, plain],
    ['pretty-60.txt', reporters.pretty, { ...plain, width: 60 }],
    ['pretty-color.ansi', reporters.pretty, { ...plain, width: 100, color: true, hyperlinks: true }],
    ['pretty-60-color.ansi', reporters.pretty, { ...plain, width: 60, color: true }],
    ['compact.txt', reporters.compact, plain],
    ['report.json', reporters.json, plain],
    ['github.txt', reporters.github, plain],
    ['report.sarif', reporters.sarif, plain],
    ['gitlab.json', reporters.gitlab, plain],
    ['junit.xml', reporters.junit, plain],
    ['checkstyle.xml', reporters.checkstyle, plain],
    ['report.md', reporters.markdown, plain],
    ['rdjson.json', reporters.rdjson, plain],
  ] as const)('%s', async (name, reporter, context) => {
    await expect(reporter({ ...report, suppressed }, context)).toMatchFileSnapshot(golden(name));
  });
});

test('every report ends in a line break, or is empty', () => {
  for (const reporter of Object.values(reporters))
    for (const one of [report, nothing]) expect(reporter(one, plain)).toMatch(/^$|\n$/u);
  expect(reporters.compact(nothing, plain)).toBe('');
  expect(reporters.github(nothing, plain)).toBe('');
});
