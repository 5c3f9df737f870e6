import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Ignore, Options } from 'ignore';
import { readText } from './read-file.ts';

const names = ['.gitignore', '.cnpg-lintignore'];
const require = createRequire(import.meta.url);

export function isIgnoreName(name: string): boolean {
  return names.includes(name);
}

/** What the ignore files of a directory say, if it has any; `entries` spares looking for them. Rules are marked `path:line`. */
export function loadIgnore(folder: string, entries?: readonly string[]): Ignore | undefined {
  const rules = names.flatMap((name) => {
    if (entries && !entries.includes(name)) return [];
    const path = join(folder, name);
    try {
      const lines = readText(path).split(/\r?\n/u);
      return lines.map((pattern, index) => ({ pattern, mark: `${path}:${index + 1}` }));
    } catch {
      // An ignore file that is absent or cannot be read ignores nothing.
      return [];
    }
  });
  return rules.length > 0 ? createIgnore().add(rules) : undefined;
}

/** A matcher of a configuration's patterns: those of .gitignore, which may begin with `./`. A rule is marked with its index. */
export function matcherOf(patterns: readonly string[]): Ignore {
  const rules = patterns.map((pattern, index) => ({
    pattern: pattern.replace(/^(!?)\.\//u, '$1/'),
    mark: String(index),
  }));
  return createIgnore().add(rules);
}

/** What is wrong with a configuration's pattern that can match nothing, or not what its author means. */
export function complaintAboutPattern(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'the pattern is empty';
  if (pattern.startsWith('#')) return `"${pattern}" is a comment in the form of .gitignore; write "\\${pattern}"`;
  if (/^!?\.\.(?:\/|$)/u.test(pattern))
    return `"${pattern}" matches nothing: patterns are relative to the folder of the configuration, and stay in it`;
  if (/\{[^}]*,[^}]*\}/u.test(pattern))
    return `"${pattern}" has braces, which stand for themselves; write one pattern for each`;
  if (/\\(?:\w|$)/u.test(pattern)) return `"${pattern}" has a backslash; write / between folders`;
  return undefined;
}

/** The library is loaded at the first use. */
function createIgnore(): Ignore {
  const create = require('ignore') as (options: Options) => Ignore;
  // A name of dots alone would else be taken for a relative path.
  return create({ allowRelativePaths: true });
}
