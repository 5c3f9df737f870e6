import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '../core.ts';
import { complaintAboutRule, sharedName, withUrl } from '../engine/custom-rules.ts';
import type { ConfigLayer } from './config-file.ts';
import { displayPath, expand } from './find-files.ts';
import { statsOf } from './read-file.ts';
import { UsageError } from './usage-error.ts';

/** What a rule of a user's own must get along with. */
export interface Surroundings {
  readonly cwd: string;
  /** The kinds that are known, to find those that are misspelt. */
  readonly kinds: readonly string[];
  /** The rules that are there already. */
  readonly rules: readonly Rule[];
}

/**
 * Imports the rules of a user's own that configurations name: modules that export one rule, or a list of them, by default.
 * Throws a UsageError with the place where a module is named that is not there, cannot be loaded, or is no such module.
 */
export async function loadRules(
  layers: readonly ConfigLayer[],
  { cwd, kinds, rules }: Surroundings,
): Promise<readonly Rule[]> {
  const loaded: { readonly rule: Rule; readonly from: string }[] = rules.map((rule) => ({ rule, from: 'cnpg-lint' }));
  const known = new Set<string>();
  for (const { content, folder, place } of layers)
    for (const [index, pattern] of (content.rulesFrom ?? []).entries()) {
      const at = place('rulesFrom', index);
      const complain = (what: string): UsageError => new UsageError(at === '' ? what : `${at}: ${what}`);
      for (const path of await modulesOf(pattern, folder, complain)) {
        if (known.has(path)) continue;
        known.add(path);
        const from = displayPath(path, cwd);
        for (const rule of await importRules(path, (what) => complain(`${from}: ${what}`), kinds)) {
          const clash = loaded.find((other) => sharedName(other.rule, rule) !== undefined);
          const name = clash && sharedName(clash.rule, rule);
          if (clash) throw complain(`${from}: the name "${name}" is taken by a rule of ${clash.from}`);
          loaded.push({ rule, from });
        }
      }
    }
  return loaded.slice(rules.length).map(({ rule }) => withUrl(rule));
}

type Complain = (what: string) => UsageError;

async function modulesOf(pattern: string, folder: string, complain: Complain): Promise<readonly string[]> {
  const path = resolve(folder, pattern);
  const stats = statsOf(path);
  if (stats?.isDirectory())
    throw complain(`"${pattern}" is a directory; name its modules, as "${pattern.replace(/\/$/u, '')}/*.mjs"`);
  if (stats) return [path];
  const matches = (await expand(pattern, folder)).map((match) => resolve(folder, match));
  if (matches.length === 0) throw complain(`no file matches "${pattern}"`);
  return matches;
}

async function importRules(path: string, complain: Complain, kinds: readonly string[]): Promise<readonly Rule[]> {
  let module: object;
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    throw complain(`the module cannot be loaded: ${failure(error, path)}`);
  }
  const exported: unknown = Reflect.get(module, 'default');
  const found: readonly unknown[] = [exported].flat();
  if (exported === undefined || found.length === 0)
    throw complain('the module exports no rule; export one, or a list of them, by default');
  for (const rule of found) {
    const complaint = complaintAboutRule(rule, kinds);
    if (complaint !== undefined) throw complain(complaint);
  }
  return found as readonly Rule[];
}

/** The first line of what went wrong, and the line of the module in which it did. */
function failure(error: unknown, path: string): string {
  if (!(error instanceof Error)) return String(error);
  const [message = ''] = error.message.split('\n');
  if (/Cannot find package 'cnpg-lint'/u.test(message))
    return `${message}; install cnpg-lint in the project, so that its modules find it`;
  // Node tells where a module does not parse only to who runs it.
  if (error instanceof SyntaxError) return `${message}; \`node ${path}\` shows where`;
  const line = error.stack?.split(`${pathToFileURL(path).href}:`)[1]?.match(/^\d+/u)?.[0];
  return line === undefined ? message : `${message} (line ${line})`;
}
