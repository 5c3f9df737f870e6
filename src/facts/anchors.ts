import type { DocumentProblem, Source } from '../rule/index.ts';

/** An anchor of a name in a file's text, seen from a problem's document. */
export interface Anchor {
  readonly range: { readonly start: number; readonly end: number };
  /** Where it is: in the same document above or below, in another one, or in a comment. */
  readonly is: 'above' | 'below' | 'in another document' | 'commented out';
  /** The plain scalar behind it, if there is one. */
  readonly value: string | undefined;
}

/** The anchors of a name in the file of a problem, the first twenty of them, other than the one that the problem is about. */
export function anchorsNamed(name: string, problem: DocumentProblem, { file, documents }: Source): Anchor[] {
  const own = documents[problem.document] ?? { start: 0, end: file.text.length };
  const found: Anchor[] = [];
  const mark = `&${name}`;
  let seen = 0;
  for (let start = file.text.indexOf(mark); start !== -1 && seen++ < 20; start = file.text.indexOf(mark, start + 1)) {
    const end = start + mark.length;
    const before = /[^\n]*$/u.exec(file.text.slice(Math.max(0, start - 200), start))?.[0] ?? '';
    if (start === problem.range.start || /[\w-]/u.test(file.text[end] ?? '') || !/(?:^|[\s[{,])$/u.test(before))
      continue;
    const isOwn = own.start <= start && start < own.end;
    const position = start < problem.range.start ? 'above' : 'below';
    const is = /(?:^|\s)#/u.test(before) ? 'commented out' : isOwn ? position : 'in another document';
    const value = /^[ \t]+([\w./][^\n#:,{}[\]]*?)[ \t]*(?=[\r\n,}\]]|$)/u.exec(file.text.slice(end, end + 200))?.[1];
    found.push({ range: { start, end }, is, value });
  }
  return found;
}
