/**
 * A function of a text that remembers what it worked out, for texts that whole repositories share. What it returns must not be
 * changed by anybody.
 */
export function remember<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    let found = known.get(text);
    if (!found) {
      // A long-lived host, such as an editor, must not pile up every text that was ever typed.
      if (known.size >= most) known.clear();
      known.set(text, (found = { value: compute(text) }));
    }
    return found.value;
  };
}

const most = 1000;
