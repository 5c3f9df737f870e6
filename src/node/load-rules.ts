import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '../core.ts';
import type { LoadedConfig } from './config-file.ts';
import { displayPath, findFiles } from './find-files.ts';
import { UsageError } from './usage-error.ts';

/** Imports the rules of a user's own that a configuration names: modules that export one rule, or a list of them, by default. */
export async function loadRules({ content, folder, place }: LoadedConfig): Promise<readonly Rule[]> {
  const rules: Rule[] = [];
  for (const [index, pattern] of (content.rulesFrom ?? []).entries()) {
    const at = place('rulesFrom', index);
    const { files } = await findFiles([pattern], folder, false);
    if (files.length === 0) throw new UsageError(`${at}: no file matches "${pattern}"`);
    for (const { path } of files)
      rules.push(...(await importRules(resolve(folder, path), `${at}: ${displayPath(path, folder)}`)));
  }
  return rules;
}

async function importRules(path: string, where: string): Promise<readonly Rule[]> {
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    throw new UsageError(`${where} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
  const found: unknown[] = [module.default].flat();
  for (const rule of found) {
    const { id, kinds, summary } = (rule ?? {}) as Partial<Rule>;
    if (typeof id !== 'string' || !id.includes('/') || !Array.isArray(kinds) || typeof summary !== 'string')
      throw new UsageError(`${where} must export a rule made with defineRule, or a list of them, by default`);
  }
  return found as readonly Rule[];
}
