/*
 * Holes that a later tool fills: `${NAME}` with its defaults (Flux, envsubst), `$NAME` as a whole value, `{{ … }}`
 * (Helm and friends), `__NAME__` (sed) and `<< … >>` (Flux Operator). `$${NAME}` is Flux's escape for a literal `${NAME}`.
 */

/** A scalar's text after its holes were filled with their defaults, or the news that one has none. */
export type Filled =
  | { readonly is: 'literal'; readonly text: string }
  | { readonly is: 'default'; readonly text: string; readonly whole: boolean }
  | { readonly is: 'unknown'; readonly whole: boolean };

const hint = /\$|\{\{|\{%|__[A-Z]|<</u;
const delimiters = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['<<', '>>'],
] as const;
const underscored = /__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__/u;
const bare = /^\$[A-Za-z_]\w*$/u;
const opening = /^\$\{([A-Za-z_]\w*)(:=|:-|=|-)?/u;
/** Defaults within defaults; who nests deeper has no default. */
const deepest = 10;

/** Fills the holes of a scalar's text. */
export function fillPlaceholders(text: string, depth = 0): Filled {
  if (!hint.test(text)) return { is: 'literal', text };
  if (bare.test(text)) return { is: 'unknown', whole: true };
  const hole = templateHole(text);
  if (hole !== undefined) return { is: 'unknown', whole: hole === text.length };

  let result = '';
  let usedDefault = false;
  let at = 0;
  for (let dollar = text.indexOf('$'); dollar !== -1; dollar = text.indexOf('$', at)) {
    result += text.slice(at, dollar);
    if (text.startsWith('$${', dollar)) {
      at = closingBrace(text, dollar + 2);
      result += text.slice(dollar + 1, at);
      continue;
    }
    const open = opening.exec(text.slice(dollar, dollar + 256));
    if (!open) {
      result += '$';
      at = dollar + 1;
      continue;
    }
    at = closingBrace(text, dollar + 1);
    const whole = dollar === 0 && at === text.length;
    if (open[2] === undefined || depth === deepest) return { is: 'unknown', whole };
    const inner = fillPlaceholders(text.slice(dollar + open[0].length, at - 1), depth + 1);
    if (inner.is === 'unknown') return { is: 'unknown', whole };
    if (whole) return { is: 'default', text: inner.text, whole };
    result += inner.text;
    usedDefault = true;
  }
  result += text.slice(at);
  return usedDefault ? { is: 'default', text: result, whole: false } : { is: 'literal', text: result };
}

/** The length of the first template action or `__NAME__` in a text. */
function templateHole(text: string): number | undefined {
  for (const [open, close] of delimiters) {
    const start = text.indexOf(open);
    const end = start === -1 ? -1 : text.indexOf(close, start + 2);
    if (end !== -1) return end + 2 - start;
  }
  return underscored.exec(text)?.[0].length;
}

/** Whether a text has a hole, with or without a default. */
export function hasPlaceholder(text: string): boolean {
  return hint.test(text) && fillPlaceholders(text).is !== 'literal';
}

/** The offset behind the brace that closes the one at `open`; the end of the text when none does. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}
