import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import type { Report } from '../../src/rule/finding.ts';
import { anyReport, findings, nothing, plain, report } from './report.ts';

describe('json', () => {
  const validate = new Ajv2020({ strict: true }).compile(
    JSON.parse(readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8')),
  );

  test('is the report', () => {
    expect(JSON.parse(reporters.json(report, plain))).toEqual(report);
  });

  test('satisfies its schema, which takes nothing else', () => {
    for (const one of [report, nothing])
      expect(validate(JSON.parse(reporters.json(one, plain))), JSON.stringify(validate.errors)).toBe(true);
    const extra = findings.map((one) => ({ ...one, extra: true }));
    expect(validate({ ...report, findings: extra })).toBe(false);
    fc.assert(
      fc.property(anyReport, ({ report: some, context }) => {
        const sound = some.findings.map((one) => ({ ...one, message: `A ${one.message}` }));
        expect(
          validate(JSON.parse(reporters.json({ ...some, findings: sound }, context))),
          JSON.stringify(validate.errors),
        ).toBe(true);
      }),
    );
  });

  test('is the same text whatever the order of keys', () => {
    const turned: unknown = JSON.parse(JSON.stringify(report), (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(JSON.stringify(turned)).not.toBe(JSON.stringify(report));
    expect(reporters.json(turned as Report, plain)).toBe(reporters.json(report, plain));
  });
});
