import type { CelRule } from './schema.ts';

/*
 * What can be seen of a CEL rule without CEL: nearly all ask in the same few words, and the library takes longer to load than a
 * small file to lint. What is not seen here is the library's to judge.
 */

/** What the text of a rule tells. */
export interface Form {
  /** Whether it compares with the stored value. */
  readonly isOnChange: boolean;
  /** Whether it is seen to hold for a value, as JSON has it. It may hold without being seen to. */
  holdsFor(self: unknown): boolean;
}

/** Part of a rule: whether it is true, where that can be seen. */
type Clause = (self: unknown) => boolean | undefined;

const forms = new WeakMap<CelRule, Form>();

/** The form of a rule, worked out once. */
export function formOf(rule: CelRule): Form {
  let form = forms.get(rule);
  if (!form) {
    const isOnChange = /\boldSelf\b/u.test(rule.rule);
    const clauses = isOnChange || rule.optionalOldSelf === true ? [] : alternatives(rule.rule);
    forms.set(rule, (form = { isOnChange, holdsFor: (self) => isOneTrue(clauses, self) }));
  }
  return form;
}

function isOneTrue(clauses: readonly Clause[], self: unknown): boolean {
  for (const clause of clauses) {
    const answer = clause(self);
    // Evaluation may fail at what cannot be seen, before it comes to the next one.
    if (answer !== false) return answer === true;
  }
  return false;
}

const both = /^!\((has\(self\.\w+\)) && (has\(self\.\w+\))\)$/u;

/** The alternatives that an expression begins with, up to the first of another form. */
function alternatives(expression: string): readonly Clause[] {
  // A condition binds weaker than an alternative.
  if (expression.includes('?')) return [];
  const clauses: Clause[] = [];
  for (const alternative of expression.replace(both, '!$1 || !$2').split(' || ')) {
    const clause = clauseOf(alternative);
    if (!clause) break;
    clauses.push(clause);
  }
  return clauses;
}

/** What clauses say of the value itself or of a field of it, which is undefined if it is not there. */
const says: readonly (readonly [RegExp, (value: unknown, text: string) => boolean | undefined])[] = [
  [/^!has\(self\.(?<name>\w+)\)$/u, (value) => (value === null ? undefined : value === undefined)],
  [/^!self\.(?<name>\w+)$/u, (value) => (typeof value === 'boolean' ? !value : undefined)],
  [/^self(?:\.(?<name>\w+))? == '(?<text>[^'\\]*)'$/u, ofText((value, text) => value === text)],
  [/^self(?:\.(?<name>\w+))? != '(?<text>[^'\\]*)'$/u, ofText((value, text) => value !== text)],
  [/^!self(?:\.(?<name>\w+))?\.startsWith\('(?<text>[^'\\]*)'\)$/u, ofText((value, text) => !value.startsWith(text))],
  [/^self(?:\.(?<name>\w+))?\.size\(\) != 0$/u, ofText((value) => value !== '')],
];

function ofText(
  isTrue: (value: string, text: string) => boolean,
): (value: unknown, text: string) => boolean | undefined {
  return (value, text) => (typeof value === 'string' ? isTrue(value, text) : undefined);
}

function clauseOf(expression: string): Clause | undefined {
  for (const [pattern, say] of says) {
    const match = pattern.exec(expression);
    if (!match) continue;
    const { name, text = '' } = match.groups ?? {};
    return (self) => say(name === undefined ? self : fieldOf(self, name), text);
  }
  return undefined;
}

/** Null, of which nothing is said, for what has no fields. */
function fieldOf(self: unknown, name: string): unknown {
  if (typeof self !== 'object' || self === null || Array.isArray(self)) return null;
  return Object.hasOwn(self, name) ? Reflect.get(self, name) : undefined;
}
