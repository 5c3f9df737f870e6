import type { DocumentProblem, Source } from '../rule/index.ts';

/** An anchor of a name in a file's text, seen from a problem's document. */
export interface Anchor {
  readonly range: { readonly start: number; readonly end: number };
  /** Where it is: in the same document above or below, in another one, or in a comment. */
  readonly is: 'above' | 'below' | 'in another document' | 'commented out';
  /** The plain scalar behind it, if there is one. */
  readonly value: string | undefined;
}

/** The anchors of a name in the file of a problem, the first twenty of them: those of its own document come first. */
export function anchorsNamed(name: string, problem: DocumentProblem, { file, documents }: Source): Anchor[] {
  const mark = `&${name}`;
  const isOwn = ({ index }: { readonly index: number }): boolean => index === problem.document;
  return [...documents.filter(isOwn), ...documents.filter((one) => !isOwn(one))]
    .flatMap((document) => {
      const text = file.text.slice(document.start, document.end);
      return placesOf(mark, text).map((at) => ({ document, text, at }));
    })
    .slice(0, 20)
    .flatMap(({ document, text, at }): Anchor[] => {
      const before = text.slice(Math.max(0, at - 200), at);
      const after = text.slice(at + mark.length);
      if (/^[\w-]/u.test(after) || /[^\s[{,]$/u.test(before)) return [];
      const start = document.start + at;
      const position = start < problem.range.start ? 'above' : 'below';
      const where = isOwn(document) ? position : 'in another document';
      const value = /^[ \t]+([\w./][^\n#:,{}[\]]{0,200}?)[ \t]*(?=[\r\n,}\]]|$)/u.exec(after)?.[1];
      const is = /(?:^|\s)#[^\n]*$/u.test(before) ? 'commented out' : where;
      return [{ range: { start, end: start + mark.length }, is, value }];
    });
}

function placesOf(mark: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) places.push(at);
  return places;
}
