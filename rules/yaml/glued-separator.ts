import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'yaml/glued-separator',
  kinds: [],
  consequence: 'refused',
  preset: 'server',
  fixable: true,
  summary: 'A document separator stands alone on its line',
  why:
    '`---` with text glued to it is no separator but text or a key: Flux and Kustomize read two documents as one broken mapping, and kubectl ' +
    'refuses all but comments.',
  remedy: 'Put a line break behind the dashes.',
  exceptions: ['A comment behind a space, as in `--- # staging`.'],
  references: [
    'https://yaml.org/spec/1.2.2/#92-streams',
    'https://github.com/kubernetes/apimachinery/blob/master/pkg/util/yaml/decoder.go',
  ],

  checkText({ code, range }, source) {
    if (code !== 'glued-separator') return undefined;
    const { text } = source.file;
    const line = text.slice(range.start, range.end);
    const indent = text.slice(text.lastIndexOf('\n', range.start - 1) + 1, range.start);
    const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
    const gap = /^---([ \t]*)/u.exec(line)?.[1]?.length ?? 0;
    const start = range.start + 3;
    return {
      at: { source, range },
      message:
        gap === 0 ? `Text is glued to the separator: "${line}"` : `Text follows the separator on its line: "${line}"`,
      fix: {
        title: 'Break the line',
        safe: true,
        edits: [{ file: source.path, start, end: start + gap, newText: `${lineBreak}${indent}` }],
      },
    };
  },
});
