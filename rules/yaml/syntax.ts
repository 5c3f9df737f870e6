import { otherSyntaxWords, quoteIt, syntaxWords } from '../../src/facts/syntax-words.ts';
import { type DocumentProblem, defineRule, type RawFinding, type Source } from '../../src/rule/index.ts';

export default defineRule({
  id: 'yaml/syntax',
  kinds: [],
  consequence: 'refused',
  preset: 'server',
  summary: 'A manifest is YAML that kubectl can read',
  why: 'Nothing of a document that cannot be read is applied, and nothing else can be said of it.',
  remedy: 'Correct the syntax.',
  exceptions: [
    'Texts that declare no object of CloudNativePG.',
    'Templates that are no YAML before they are rendered: yaml/unrendered-template.',
    'Excerpts in Markdown, with `...` for what they leave out.',
    'What follows the first error of a document.',
  ],
  references: ['https://yaml.org/spec/1.2.2/', 'https://github.com/kubernetes-sigs/yaml'],

  checkText(problem, source) {
    if (problem.code !== 'syntax') return undefined;
    const conflict = mergeConflict(problem, source);
    if (conflict) return conflict;
    const { reason } = problem.detail;
    const above = lineWithoutColon(problem, source);
    const code = above === undefined ? problem.detail['code'] : 'MULTILINE_IMPLICIT_KEY';
    const value = valueOnLine(source, above ?? problem.range.start);
    const words =
      syntaxWords.find(
        (one) =>
          one.code === code && (one.reason?.test(String(reason)) ?? true) && (one.value?.test(value.text) ?? true),
      ) ?? otherSyntaxWords;
    const start = words.at === 'opener' ? (problem.related ?? problem.range).start : problem.range.start;
    const rest = restOfLine(source, start);
    const fault =
      words.at === 'value'
        ? value
        : words.at === 'itself'
          ? stretch(source, start, Math.min(problem.range.end, rest.end))
          : words.length === undefined
            ? rest
            : stretch(source, start, start + words.length);
    const quoted = `'${value.text.replaceAll("'", "''")}'`;
    return {
      at: { source, range: fault },
      message: words.message.replace('{text}', () =>
        shown(fault.text, words.at === 'itself' ? '""' : 'the end of the line'),
      ),
      help: words.help,
      ...(words.at === 'value' &&
        words.help === quoteIt && {
          fix: {
            title: 'Put the value in quotes',
            safe: false,
            edits: [{ file: source.path, start: value.start, end: value.end, newText: quoted }],
          },
        }),
    };
  },
});

/** Where the line above an error begins, if that line has no colon: then it is at fault. */
function lineWithoutColon({ detail, range }: DocumentProblem, { file: { text } }: Source): number | undefined {
  if (detail['code'] !== 'BAD_INDENT' || !/^All mapping/u.test(String(detail['reason']))) return undefined;
  const end = text.lastIndexOf('\n', range.start - 1);
  const start = text.lastIndexOf('\n', end - 1) + 1;
  const [above, below] = [text.slice(start, end), text.slice(end + 1)].map((line) => /^[ \t]*/u.exec(line)?.[0].length);
  return above === below &&
    !/:\s|:$/u.test(
      text
        .slice(start, end)
        .replace(/\s#[^\r\n]*/u, '')
        .trimEnd(),
    )
    ? start
    : undefined;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function stretch({ file }: Source, start: number, end: number): Stretch {
  return { start, end, text: file.text.slice(start, end) };
}

/** The text from an offset to the end of its line, without the space and the comment around it. */
function restOfLine(source: Source, offset: number): Stretch {
  const line = /^[^\r\n]*/u.exec(source.file.text.slice(offset))?.[0].replace(/(?:^|\s)#.*$/u, '') ?? '';
  const start = offset + line.length - line.trimStart().length;
  return stretch(source, start, start + line.trim().length);
}

/** The value on the line of an offset: what follows dashes and the first colon. */
function valueOnLine(source: Source, offset: number): Stretch {
  const { text } = source.file;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = /^[ \t]*(?:- +)*(?:[\w"'./-]+:[ \t]+)?/u.exec(text.slice(lineStart))?.[0] ?? '';
  return restOfLine(source, lineStart + before.length);
}

function shown(text: string, nothing: string): string {
  if (text === '') return nothing;
  return `"${text.length > 50 ? `${text.slice(0, 50)}…` : text}"`;
}

/** What an unfinished merge leaves in a file; it breaks the text wherever the parser then stops. */
function mergeConflict({ document }: DocumentProblem, source: Source): RawFinding | undefined {
  const { start, end } = source.documents[document] ?? { start: 0, end: 0 };
  const marker = /^(?:<{7}|>{7}) \S.*$/mu.exec(source.file.text.slice(start, end));
  if (!marker) return undefined;
  const range = { start: start + marker.index, end: start + marker.index + marker[0].length };
  return {
    at: { source, range },
    message: `A merge conflict is left unresolved: ${shown(marker[0], '')}`,
    help: 'Finish the merge.',
  };
}
