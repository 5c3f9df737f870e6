import { Document as Ast, Composer, Lexer, Parser } from 'yaml';

/** How deep a document may nest, and of how many pieces it may consist: far above any manifest, far below harm. */
const deepest = 100;
const mostTokens = 200_000;

/** A syntax tree and where a tab indents a line of it, or which bound a text exceeds, and where. */
export type Composed =
  | { readonly ast: Ast; readonly tab: number | undefined }
  | { readonly what: 'depth' | 'tokens'; readonly limit: number; readonly at: number };

/** What the lexer yields before a plain or block scalar. */
const plainMark = '\u001f';

const options = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, prettyErrors: false } as const;

/** Makes the syntax tree of one document. The parser's time grows faster than hostile texts do, so it is stopped early. */
export function compose(text: string): Composed {
  const parser = new Parser();
  const tokens = [];
  let count = 0;
  let lineStart: number | undefined = 0;
  let last = '';
  let isPlainLast = false;
  let tab: number | undefined;
  for (const lexeme of new Lexer().lex(text)) {
    // kubectl's parser takes no tab before the first key or value of a line, nor on an empty one; the one at hand does.
    if (lineStart !== undefined && lexeme.startsWith('\t') && !parser.stack.some(({ type }) => type === 'flow-collection')) {
      const isInPlain = isPlainLast && parser.offset > lineStart && /^\s*$/mu.test(lexeme);
      if (!isInPlain) tab ??= parser.offset;
    }
    const isSpace = lexeme.trim() === '';
    if (lexeme.endsWith('\n')) lineStart = parser.offset + lexeme.length;
    else if (!isSpace && lexeme !== '-' && lexeme !== '?') lineStart = undefined;
    if (!isSpace) {
      isPlainLast = last === plainMark;
      last = lexeme;
    }
    tokens.push(...parser.next(lexeme));
    if (++count > mostTokens) return { what: 'tokens', limit: mostTokens, at: parser.offset };
    if (parser.stack.length > deepest) return { what: 'depth', limit: deepest, at: parser.offset };
  }
  tokens.push(...parser.end());
  const [ast = new Ast(null)] = new Composer(options).compose(tokens, true, text.length);
  return { ast, tab };
}
