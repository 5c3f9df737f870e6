import { Lexer } from 'yaml';
import type { Range } from '../text/source.ts';
import { otherLineBreak } from './document.ts';

/** What the lexer yields before a scalar, whatever that begins with. */
const scalarMark = '\u001f';
/** All that it yields without that standing in the text: a document begins, brackets end too early, a scalar follows. */
const marks = new Set(['\u0002', '\u0018', scalarMark]);

/** The comments of a document, each from its `#` to the end of the line. What looks like one inside of a scalar is none. */
export function commentsIn(text: string, { start, end }: Range): readonly Range[] {
  const comments: Range[] = [];
  let at = start;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text.slice(start, end).replaceAll(otherLineBreak, '\n'))) {
    if (!isScalar && lexeme.startsWith('#')) comments.push({ start: at, end: at + lexeme.trimEnd().length });
    if (isScalar || !marks.has(lexeme)) at += lexeme.length;
    isScalar = !isScalar && lexeme === scalarMark;
  }
  return comments;
}
