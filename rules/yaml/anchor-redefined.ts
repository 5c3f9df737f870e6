import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'yaml/anchor-redefined',
  kinds: [],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'An anchor is set once',
  why:
    'An alias means the nearest anchor above it. Whoever changes the value at the top of the file changes nothing below the second anchor, ' +
    'and some parsers refuse the document.',
  remedy: 'Give one of the two anchors another name.',
  exceptions: ['Another value in an earlier document of the file is information: an alias does not reach that far.'],
  references: ['https://yaml.org/spec/1.2.2/#71-alias-nodes', 'https://yaml.org/spec/1.2.2/#3222-anchors-and-aliases'],

  checkText(problem, source) {
    if (problem.code !== 'anchor-redefined' || !problem.related) return undefined;
    const { name, isElsewhere } = problem.detail;
    return {
      at: { source, range: problem.range },
      message:
        isElsewhere === true
          ? `The anchor "&${name}" marks another value in an earlier document`
          : `The anchor "&${name}" is set a second time, so that aliases below mean this one`,
      ...(isElsewhere === true && { severity: 'info' }),
      related: [{ at: { source, range: problem.related }, message: 'It is set here first' }],
    };
  },
});
