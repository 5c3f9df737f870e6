import { type Anchor, anchorsNamed } from '../../src/facts/anchors.ts';
import { defineRule } from '../../src/rule/index.ts';

/** Where an anchor of the name is after all, and why that does not help. */
const reasons = new Map<Anchor['is'], string>([
  ['commented out', 'the line that defines it is commented out'],
  ['below', 'it is defined only below'],
  ['in another document', 'anchors end with their document'],
]);

export default defineRule({
  id: 'yaml/undefined-alias',
  kinds: [],
  consequence: 'refused',
  preset: 'server',
  summary: 'Every alias has an anchor above it in its own document',
  why:
    'Anchors end at `---`, and who comments out the block that carries an anchor breaks its aliases: the document cannot be read any more, ' +
    'and nothing of it is applied.',
  remedy: 'Write the value itself instead of the alias.',
  references: ['https://yaml.org/spec/1.2.2/#71-alias-nodes', 'https://github.com/kubernetes-sigs/yaml'],

  checkText(problem, source) {
    if (problem.code !== 'undefined-alias') return undefined;
    const at = { source, range: problem.range };
    const { name, itself } = problem.detail;
    if (itself === true) return { at, message: `The alias "*${name}" stands inside of what it stands for` };
    const anchors = anchorsNamed(String(name), problem, source);
    const anchor = [...reasons.keys()]
      .map((where) => anchors.find(({ is }) => is === where))
      .find((one) => one !== undefined);
    const message = `There is no anchor "&${name}" for the alias "*${name}"`;
    if (!anchor) return { at, message };
    return {
      at,
      message: `${message}: ${reasons.get(anchor.is)}`,
      related: [
        {
          at: { source, range: anchor.range },
          message: `"&${name}" is ${anchor.is === 'commented out' ? 'commented out' : 'defined'} here`,
        },
      ],
      ...(anchor.value !== undefined && {
        help: `Write ${anchor.value} instead of the alias.`,
        fix: {
          title: `Write ${anchor.value}`,
          safe: false,
          edits: [{ file: source.path, ...problem.range, newText: anchor.value }],
        },
      }),
    };
  },
});
