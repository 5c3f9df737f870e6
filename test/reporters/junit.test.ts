import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visible } from '../../src/reporters/escape.ts';
import { reporters } from '../../src/reporters/index.ts';
import { anyReport, nothing, plain, report, suppressed } from './report.ts';
import { complaints, schemaNamed, valuesOf } from './xml.ts';

/* The schema of Jenkins' xUnit plugin, with what GitLab, CircleCI and annotating actions read beside it: file and line of a test. */
const schema = schemaNamed('junit-10.xsd').replace(
  '<xs:attribute name="classname" type="xs:string"/>',
  '$&<xs:attribute name="file" type="xs:string"/><xs:attribute name="line" type="xs:positiveInteger"/>',
);

describe('junit', () => {
  const full = reporters.junit({ ...report, suppressed }, plain);

  test('satisfies the schema', async () => {
    const some = fc.sample(anyReport, 60).map((one) => reporters.junit({ ...one.report, suppressed }, one.context));
    expect(await complaints([full, reporters.junit(nothing, plain), ...some], schema)).toEqual([]);
    expect(await complaints([full.replace(' tests=', ' test=')], schema)).not.toEqual([]);
  });

  test('any text arrives, with what XML cannot hold as escapes', () => {
    fc.assert(
      fc.property(anyReport, ({ report: some, context }) => {
        const loud = some.findings.filter(({ severity }) => severity !== 'info');
        const output = reporters.junit(some, context);
        expect(valuesOf(output, 'failure', 'message').sort()).toEqual(
          loud.map(({ message }) => visible(message)).sort(),
        );
        expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\ufffe\uffff]|\]\]>/u);
      }),
    );
  });

  test('has a suite for each file, and a test that passes where nothing was found', () => {
    expect(valuesOf(full, 'testsuite', 'name')).toEqual([...new Set(plain.files.map(visible))].sort());
    expect(full).toContain(
      '<testsuite name="clean/cluster.yaml" tests="1" failures="0" errors="0" time="0" skipped="0" file="k8s/clean/cluster.yaml">\n' +
        '    <testcase name="no findings" classname="clean/cluster.yaml" file="k8s/clean/cluster.yaml" time="0"/>\n',
    );
  });

  test('counts advice as passed, and what is suppressed as skipped', () => {
    const { errors, warnings, infos } = report.summary;
    const clean = 1 + [...plain.files].filter((file) => file === 'databases/billing.yaml').length;
    expect(valuesOf(full, 'testsuites', 'tests')).toEqual([String(errors + warnings + infos + clean + 2)]);
    expect(valuesOf(full, 'testsuites', 'failures')).toEqual([String(errors + warnings)]);
    expect(full.split('<system-out>')).toHaveLength(infos + 1);
    expect(valuesOf(full, 'skipped', 'message')).toEqual([
      'a "test" <system> & nothing else',
      'suppressed outside of the file',
    ]);
  });
});
