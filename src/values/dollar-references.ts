/*
 * References in texts that the operator resolves itself. Its regular expressions are spelled out as scans, since as such they
 * would go over a long text again and again.
 */

/** A match of `${descriptor:name}`; to the operator any text up to a colon is a descriptor. */
export interface ColonReference {
  readonly text: string;
  readonly descriptor: string;
  readonly name: string;
}

/** The matches of `\$\{([^:]+):([^}]+)\}` in a text. */
export function colonReferences(text: string): readonly ColonReference[] {
  const found: ColonReference[] = [];
  let start = text.indexOf('${');
  while (start !== -1) {
    const colon = text.indexOf(':', start + 2);
    if (colon === -1) break;
    let next = start + 2;
    if (colon > next) {
      const end = text.indexOf('}', colon + 1);
      if (end === -1) break;
      if (end > colon + 1)
        found.push({
          text: text.slice(start, end + 1),
          descriptor: text.slice(start + 2, colon),
          name: text.slice(colon + 1, end),
        });
      // With nothing behind the colon, every beginning before it fails as well.
      next = end > colon + 1 ? end + 1 : colon;
    }
    start = text.indexOf('${', next);
  }
  return found;
}

/** A match of `${name}`, with the number of dollar signs before the brace. */
export interface BraceReference {
  readonly dollars: number;
  readonly name: string;
}

/** The matches of `(\$+)\{([^}]+)\}` in a text. */
export function braceReferences(text: string): readonly BraceReference[] {
  const found: BraceReference[] = [];
  let from = 0;
  for (let dollar = text.indexOf('${'); dollar !== -1; dollar = text.indexOf('${', from)) {
    const end = text.indexOf('}', dollar);
    if (end === -1) break;
    let first = dollar;
    while (first > from && text[first - 1] === '$') first -= 1;
    const isMatch = end > dollar + 2;
    if (isMatch) found.push({ dollars: dollar - first + 1, name: text.slice(dollar + 2, end) });
    from = isMatch ? end + 1 : dollar + 2;
  }
  return found;
}
