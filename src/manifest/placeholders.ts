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
const other = /\{\{.*?\}\}|\{%.*?%\}|__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__|<<.*?>>/su;
const bare = /^\$[A-Za-z_]\w*$/u;
const opening = /^\$\{([A-Za-z_]\w*)(:=|:-|=|-)?/u;

/** Fills the holes of a scalar's text. */
export function fillPlaceholders(text: string): Filled {
  if (!hint.test(text)) return { is: 'literal', text };
  if (bare.test(text)) return { is: 'unknown', whole: true };
  const hole = other.exec(text);
  if (hole) return { is: 'unknown', whole: hole[0].length === text.length };

  let result = '';
  let usedDefault = false;
  for (let at = 0; at < text.length; ) {
    if (text.startsWith('$${', at)) {
      const end = closingBrace(text, at + 2);
      result += text.slice(at + 1, end);
      at = end;
      continue;
    }
    const open = opening.exec(text.slice(at, at + 256));
    if (!open) {
      result += text[at];
      at += 1;
      continue;
    }
    const end = closingBrace(text, at + 1);
    const whole = at === 0 && end === text.length;
    if (open[2] === undefined) return { is: 'unknown', whole };
    const inner = fillPlaceholders(text.slice(at + open[0].length, end - 1));
    if (inner.is === 'unknown') return { is: 'unknown', whole };
    result += inner.text;
    usedDefault = true;
    if (whole) return { is: 'default', text: inner.text, whole };
    at = end;
  }
  return usedDefault ? { is: 'default', text: result, whole: false } : { is: 'literal', text: result };
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
