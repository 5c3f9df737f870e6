/*
 * JSON as Go decodes it into a type of its own: members are found whatever the case of their names, and the last one that
 * matches counts.
 */

/** Go gives up on lists and objects that are nested deeper. */
const maxDepth = 10_000;
const lexeme = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]|[^\s"[\]{},:]+/gu;

/** A whole number that is written as a fraction or with an exponent, such as `1e3`: no integer type of Go takes it. */
export class Fractional {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): number {
    return Number(this.text);
  }
}

/** Reads a JSON text; nothing if it is none, for which null stands for itself. Members are in the order of their last occurrence. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    JSON.parse(text);
    return build(text);
  } catch {
    return undefined;
  }
}

/** The member of an object by its name, in any case; undefined where there is none or all that there are are null. */
export function memberOf(object: object, name: string): unknown {
  return membersOf(object, name).at(-1);
}

/** All that an object, once read, has under a name but nulls: each is decoded, though the last one counts. */
export function membersOf(object: object, name: string): readonly unknown[] {
  const wanted = folded(name);
  const members = repeated.get(object) ?? Object.entries(object);
  return members.filter(([key, value]) => value !== null && folded(key) === wanted).map(([, value]) => value);
}

/** The members of the objects that repeat a name. */
const repeated = new WeakMap<object, readonly (readonly [string, unknown])[]>();

/** Builds the value of a text that is known to be JSON: `JSON.parse` would leave a repeated name at its first place. */
function build(text: string): { readonly value: unknown } | undefined {
  const open: unknown[][] = [];
  for (const [word] of text.matchAll(lexeme)) {
    if (word === '[' || word === '{') {
      if (open.push([]) > maxDepth) return undefined;
      continue;
    }
    const isEnd = word === ']' || word === '}';
    const items = isEnd ? open.pop() : undefined;
    const value: unknown = items === undefined ? scalarOf(word) : word === '}' ? objectOf(items) : items;
    const parent = open.at(-1);
    if (!parent) return { value };
    parent.push(value);
  }
  return undefined;
}

function scalarOf(word: string): unknown {
  const value: unknown = JSON.parse(word);
  return Number.isInteger(value) && /[.eE]/u.test(word) ? new Fractional(word) : value;
}

/** The object of names and values that alternate. */
function objectOf(items: readonly unknown[]): object {
  const members = new Map<string, unknown>();
  const all: [string, unknown][] = [];
  for (let at = 0; at < items.length; at += 2) {
    const name = String(items[at]);
    members.delete(name);
    members.set(name, items[at + 1]);
    all.push([name, items[at + 1]]);
  }
  const object = Object.fromEntries(members);
  if (members.size < all.length) repeated.set(object, all);
  return object;
}

/** Two letters beyond ASCII fold to one of it: the Kelvin sign, which lower case folds too, and the long s. */
function folded(name: string): string {
  return name.toLowerCase().replaceAll('\u017f', 's');
}
