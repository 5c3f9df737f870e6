import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'yaml/duplicate-key',
  kinds: [],
  consequence: 'refused',
  preset: 'server',
  fixable: true,
  summary: 'Every key of a mapping is written once',
  why: 'Parsers disagree about a key that is written twice: Flux, Kustomize and strict ones refuse it, kubectl takes the last. One of the two sections is lost.',
  remedy: 'Merge the two entries.',
  exceptions: [
    'A key that overrides one of a merge key (`<<`).',
    'Only a repetition of the same value is removed by itself.',
  ],
  references: ['https://yaml.org/spec/1.2.2/#3211-mapping'],

  checkText(problem, source) {
    if (problem.code !== 'duplicate-key' || !problem.related) return undefined;
    const { key, identical } = problem.detail;
    const edits =
      identical === true
        ? source.editor(problem.document).removeDuplicate(problem.range.start, problem.path ?? [])
        : [];
    return {
      at: { source, range: problem.range },
      message: `"${key}" is written twice${identical === true ? ', with the same value' : ' in one mapping'}`,
      related: [{ at: { source, range: problem.related }, message: 'It stands here first' }],
      ...(edits.length > 0 && {
        help: 'Remove one of them.',
        fix: { title: 'Remove the repetition', safe: true, edits },
      }),
    };
  },
});
