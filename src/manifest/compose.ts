import { Document as Ast, Composer, type CST, Lexer, Parser } from 'yaml';

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

/** What may stand before the first key or value of a line: the start of the document, an item, a key. */
const mayPrecedeKey = new Set(['\u0002', '-', '?']);

/** Makes the syntax tree of one document. The parser's time grows faster than hostile texts do, so it is stopped early. */
export function compose(text: string): Composed {
  const parser = new Parser();
  const tabs = text.includes('\t') ? new TabWatch(parser) : undefined;
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tabs?.see(lexeme);
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (++count > mostTokens) return { what: 'tokens', limit: mostTokens, at: parser.offset };
    if (parser.stack.length > deepest) return { what: 'depth', limit: deepest, at: parser.offset };
  }
  for (const token of parser.end()) tokens.push(token);
  const [ast = new Ast(null)] = new Composer(options).compose(tokens, true, text.length);
  return { ast, tab: tabs?.first };
}

/** Finds a tab before the first key or value of a line, or on an empty one: kubectl's parser takes none, the one at hand does. */
class TabWatch {
  first: number | undefined;
  readonly #parser: Parser;
  #lineStart: number | undefined = 0;
  #last = '';
  #isPlainLast = false;

  constructor(parser: Parser) {
    this.#parser = parser;
  }

  see(lexeme: string): void {
    const { offset, stack } = this.#parser;
    const isSpace = lexeme.trim() === '';
    const isIndent = this.#lineStart !== undefined && isSpace && lexeme.includes('\t');
    if (isIndent && !stack.some(({ type }) => type === 'flow-collection')) {
      // Within a plain scalar of several lines they are fine.
      if (!this.#isPlainLast || offset === this.#lineStart) this.first ??= offset + lexeme.indexOf('\t');
    }
    if (lexeme.endsWith('\n')) this.#lineStart = offset + lexeme.length;
    else if (!isSpace && !mayPrecedeKey.has(lexeme)) this.#lineStart = undefined;
    if (isSpace) return;
    this.#isPlainLast = this.#last === plainMark;
    this.#last = lexeme;
  }
}
