/* Arguments of a command, each of which is handed over as it is: no shell splits them at blanks. */

/** What one item of a list of arguments is to the command. */
export type Argument =
  | { readonly is: 'option'; readonly name: string; readonly value: string | undefined }
  /** What may be the value of the option before it. */
  | { readonly is: 'value' }
  /** Why it is neither: a clause after the text. */
  | { readonly is: 'fault'; readonly reason: string; readonly meant?: string };

/** Reads an argument. Never throws. */
export function parseArgument(text: string): Argument {
  if (!text.startsWith('-')) {
    const trimmed = text.trim();
    if (!trimmed.startsWith('-')) return { is: 'value' };
    return { is: 'fault', reason: 'begins with a blank, so it is no option', meant: trimmed };
  }
  const equals = text.indexOf('=');
  const name = equals === -1 ? text : text.slice(0, equals);
  if (/\s/u.test(name)) return apart(text);
  const value = equals === -1 ? undefined : text.slice(equals + 1);
  // A value may hold blanks, but hardly another option.
  if (value !== undefined && /\s--[a-z]/u.test(value))
    return { is: 'fault', reason: 'is several options in one argument' };
  return { is: 'option', name, value };
}

function apart(text: string): Argument {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  const [name = '', value, ...more] = words;
  const reason = 'is one argument, blanks included, which is no option';
  if (value === undefined) return { is: 'fault', reason, meant: name };
  const isPair = more.length === 0 && /^--[^=]+$/u.test(name) && !value.startsWith('-');
  if (isPair) return { is: 'fault', reason, meant: `${name}${value.startsWith('=') ? '' : '='}${value}` };
  return { is: 'fault', reason };
}
