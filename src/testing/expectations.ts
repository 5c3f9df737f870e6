import type { Finding, Report, SourceFile } from '../core.ts';

/** A finding that a comment asks for: at a line, of a rule, and with a stretch of text under its marks if that is said. */
export interface Expectation {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly text: string | undefined;
}

/**
 * Reads `# expect: rule "text", rule` comments with a regular expression of its own: a test must not trust what it tests.
 * At the end of a line it means that line; on a line of its own, the next line that is not such a comment.
 */
export function expectations(files: readonly SourceFile[]): readonly Expectation[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split(/\r?\n/u);
    return lines.flatMap((line, index) => {
      const marker = /#\s*expect:\s*(.+?)\s*(?:-->)?$/u.exec(line);
      if (!marker) return [];
      let at = index;
      if (isAlone(line)) while (isAlone(lines[at] ?? '')) at += 1;
      return [...(marker[1] ?? '').matchAll(/([\w-]+\/[\w-]+)(?:\s+"((?:[^"\\]|\\.)*)")?/gu)].map((one) => ({
        file: path,
        line: at + 1,
        rule: one[1] ?? '',
        text: one[2]?.replaceAll('\\"', '"'),
      }));
    });
  });
}

function isAlone(line: string): boolean {
  return /^\s*(?:<!--\s*)?#\s*expect:/u.test(line);
}

/** Texts without the comments that say what is expected. */
export function unmarked(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.map(({ path, text }) => ({
    path,
    text: text
      .split('\n')
      .filter((line) => !isAlone(line))
      .map((line) => line.replace(/\s*# expect: .*$/u, ''))
      .join('\n'),
  }));
}

/** What findings and expectations differ in, as sentences: nothing if each has its other. */
export function differences({ findings }: Report, files: readonly SourceFile[]): readonly string[] {
  const missing = [...expectations(files)];
  const surplus = findings.filter((finding) => {
    const exact = missing.findIndex((one) => isOf(one, finding) && one.text === marked(finding, files));
    const index = exact === -1 ? missing.findIndex((one) => isOf(one, finding) && one.text === undefined) : exact;
    if (index !== -1) missing.splice(index, 1);
    return index === -1;
  });
  return [
    ...missing.map((one) => {
      const near = surplus.find((finding) => isOf(one, finding));
      const instead = near === undefined ? 'does not find it' : `marks "${marked(near, files)}"`;
      const text = one.text === undefined ? '' : ` "${one.text}"`;
      return `${one.file}:${one.line}: a comment expects ${one.rule}${text}, and the rule ${instead}`;
    }),
    ...surplus
      .filter((finding) => !missing.some((one) => isOf(one, finding)))
      .map((finding) => {
        const { file, range, rule, message } = finding;
        return `${file}:${range.start.line}: no comment expects ${rule} "${marked(finding, files)}": ${message}`;
      }),
  ];
}

function isOf({ file, line, rule }: Expectation, finding: Finding): boolean {
  return finding.file === file && finding.range.start.line === line && finding.rule === rule;
}

/** The text that a finding puts its marks under. */
function marked({ file, range }: Finding, files: readonly SourceFile[]): string {
  const text = files.find(({ path }) => path === file)?.text ?? '';
  return text.slice(range.start.offset, range.end.offset);
}
