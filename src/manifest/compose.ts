import { Document as Ast, Composer, Lexer, Parser } from 'yaml';

/** How deep a document may nest, and of how many pieces it may consist: far above any manifest, far below harm. */
const deepest = 100;
const mostTokens = 200_000;

/** A syntax tree, or which bound a text exceeds, and where. */
export type Composed =
  | { readonly ast: Ast }
  | { readonly what: 'depth' | 'tokens'; readonly limit: number; readonly at: number };

const options = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, prettyErrors: false } as const;

/** Makes the syntax tree of one document. The parser's time grows faster than hostile texts do, so it is stopped early. */
export function compose(text: string): Composed {
  const parser = new Parser();
  const tokens = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (++count > mostTokens) return { what: 'tokens', limit: mostTokens, at: parser.offset };
    if (parser.stack.length > deepest) return { what: 'depth', limit: deepest, at: parser.offset };
  }
  tokens.push(...parser.end());
  const [ast = new Ast(null)] = new Composer(options).compose(tokens, true, text.length);
  return { ast };
}
