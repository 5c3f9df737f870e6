import type { Range } from '../text/source.ts';

/** One statement of a text of SQL, without the comments around it and the semicolon behind it. */
export interface SqlStatement extends Range {
  readonly text: string;
  /** The text with blanks for every comment and for what stands between quotes, so that its words are words of SQL. */
  readonly code: string;
}

/** What begins something that a semicolon may stand in, or a word, whose dollar signs begin nothing. */
const opening =
  /--[^\n]*|\/\*|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|./suy;

/**
 * Splits SQL into its statements, at the semicolons that stand outside of quotes, dollar quotes, comments and parentheses, as
 * psql does. What is left open reaches to the end.
 */
export function sqlStatements(sql: string): readonly SqlStatement[] {
  const statements: SqlStatement[] = [];
  let code: string[] = [];
  let start: number | undefined;
  let end = 0;
  let depth = 0;
  let before = '';
  const close = (): void => {
    if (start !== undefined)
      statements.push({ start, end, text: sql.slice(start, end), code: code.join('').slice(0, end - start) });
    start = undefined;
    code = [];
  };
  for (let at = 0; at < sql.length; ) {
    opening.lastIndex = at;
    const open = opening.exec(sql)?.[0] ?? '';
    const next = endOf(sql, at, open, before);
    const isComment = /^(?:--|\/\*)/u.test(open);
    if (open === ';' && depth === 0) close();
    else {
      const isBlank = isComment || open.trim() === '';
      if (!isBlank) {
        start ??= at;
        end = next;
      }
      if (start !== undefined) code.push(isComment ? blank(sql, at, next) : masked(sql, at, next, open));
    }
    depth = open === '(' ? depth + 1 : open === ')' ? Math.max(0, depth - 1) : depth;
    before = open;
    at = next;
  }
  close();
  return statements;
}

/** Where the thing that an opening begins at an offset ends. */
function endOf(sql: string, at: number, open: string, before: string): number {
  const from = at + open.length;
  if (open === "'") return quoteEnd(sql, from, /^e$/iu.test(before) ? /\\.|''|'/gsu : /''|'/gu, "'");
  if (open === '"') return quoteEnd(sql, from, /""|"/gu, '"');
  if (open === '/*') return commentEnd(sql, from);
  if (!open.startsWith('$') || open.length < 2) return from;
  const close = sql.indexOf(open, from);
  return close === -1 ? sql.length : close + open.length;
}

function quoteEnd(sql: string, from: number, marks: RegExp, quote: string): number {
  marks.lastIndex = from;
  for (let mark = marks.exec(sql); mark; mark = marks.exec(sql)) if (mark[0] === quote) return marks.lastIndex;
  return sql.length;
}

/** Comments of this kind stand in one another. */
function commentEnd(sql: string, from: number): number {
  const marks = /\/\*|\*\//gu;
  marks.lastIndex = from;
  let depth = 1;
  for (let mark = marks.exec(sql); mark; mark = marks.exec(sql)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return sql.length;
}

/** A token of code: what is quoted as blanks between its quotes. */
function masked(sql: string, at: number, end: number, open: string): string {
  const isQuoted = /^['"$]/u.test(open) && end - at > 1;
  return isQuoted
    ? `${sql.slice(at, at + 1)}${blank(sql, at + 1, end - 1)}${sql.slice(end - 1, end)}`
    : sql.slice(at, end);
}

/** Blanks of the same length and lines. */
function blank(sql: string, start: number, end: number): string {
  return sql.slice(start, end).replace(/[^\n]/gu, (char) => ' '.repeat(char.length));
}
