import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visible } from '../../src/reporters/escape.ts';
import { reporters } from '../../src/reporters/index.ts';
import { anyReport, nothing, plain, report } from './report.ts';
import { complaints, schemaNamed, valuesOf } from './xml.ts';

describe('checkstyle', () => {
  test('has the shape that readers of Checkstyle expect', async () => {
    const schema = schemaNamed('checkstyle.xsd');
    const full = reporters.checkstyle(report, plain);
    const some = fc.sample(anyReport, 60).map((one) => reporters.checkstyle(one.report, one.context));
    expect(await complaints([full, reporters.checkstyle(nothing, plain), ...some], schema)).toEqual([]);
    expect(await complaints([full.replace('severity="error"', 'severity="loud"')], schema)).not.toEqual([]);
  });

  test('any text arrives, under its file', () => {
    fc.assert(
      fc.property(anyReport, ({ report: some, context }) => {
        const output = reporters.checkstyle(some, context);
        const said = some.findings.map(({ message, help }) => visible(help === '' ? message : `${message}. ${help}`));
        expect(valuesOf(output, 'error', 'message').sort()).toEqual(said.sort());
        expect(valuesOf(output, 'file', 'name')).toEqual(
          [...new Set(some.findings.map(({ file }) => file))].map(visible),
        );
        expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\ufffe\uffff]|\]\]>/u);
      }),
    );
  });

  test('names rules as sources', () => {
    expect(valuesOf(reporters.checkstyle(report, plain), 'error', 'source')).toEqual(
      report.findings.map(({ rule }) => `cnpg-lint.${rule}`),
    );
  });
});
