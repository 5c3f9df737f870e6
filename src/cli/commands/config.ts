import { resolve } from 'node:path';
import { type Applied, type AppliedConfig, type AppliedRule, appliedConfig } from '../../node/applied-config.ts';
import { Configs } from '../../node/configs.ts';
import { displayPath } from '../../node/find-files.ts';
import { loadSchemas } from '../../node/load-schemas.ts';
import { statsOf } from '../../node/read-file.ts';
import { UsageError } from '../../node/usage-error.ts';
import { didYouMean } from '../../text/nearest.ts';
import type { Arguments } from '../options.ts';
import type { Surroundings } from '../streams.ts';
import { settingsOf } from './lint.ts';

/** Prints what applies to a file and from where, or why rules are on or off there; returns the exit status. */
export async function configCommand(
  flags: Arguments['flags'],
  [file, ...named]: readonly string[],
  { cwd, env, stdout }: Surroundings,
): Promise<number> {
  if (file === undefined) throw new UsageError('config takes a file, and rules if it is to tell of them alone');
  const absolute = resolve(cwd, file);
  if (statsOf(absolute)?.isDirectory() === true)
    throw new UsageError(`config takes a file, and "${file}" is a directory`);
  const format = flags.format?.at(-1) ?? 'pretty';
  if (!['pretty', 'json'].includes(format))
    throw new UsageError(`the formats of "config" are pretty and json, not "${format}"`);
  const configs = new Configs(cwd, flags['no-config'] === true ? false : flags.config, settingsOf(flags));
  const now = env['CNPG_LINT_NOW'] || undefined;
  const applied = await appliedConfig(absolute, configs, { cwd, schemas: await loadSchemas(), now });
  const shown = displayPath(absolute, cwd);
  const only = named.map((name) => [name, ruleNamed(name, applied)] as const);
  const rules = only.length > 0 ? Object.fromEntries(only) : applied.rules;
  if (format === 'json') {
    const { ignoredBy = null, ...rest } = applied;
    stdout.write(`${JSON.stringify({ file: shown, ignoredBy, ...rest, rules }, null, 2)}\n`);
  } else stdout.write(only.length > 0 ? only.map(inFull).join('') : readable(shown, applied));
  return 0;
}

function ruleNamed(name: string, { rules }: AppliedConfig): AppliedRule {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule) return rule;
  const question = didYouMean(name, Object.keys(rules)) ?? '`cnpg-lint rules` lists them';
  throw new UsageError(`unknown rule "${name}"; ${question}`);
}

function inFull([id, { severity, reason, options }]: readonly [string, AppliedRule]): string {
  const rows = Object.entries(options).map(([name, option]) => [`  ${name}`, ...cells(option)]);
  return `${id} is ${severity === 'off' ? 'off' : `on, as ${severity}`}: ${reason}\n${table(rows)}`;
}

function readable(file: string, { configFiles, ignoredBy, settings, rules }: AppliedConfig): string {
  const all = Object.entries(rules);
  const chosen = all.filter(([, { by, options }]) => by === 'setting' || Object.values(options).some(isChosen));
  const off = all.filter(([, { severity }]) => severity === 'off').length;
  const heading = (title: string, rows: readonly (readonly string[])[]): string =>
    rows.length === 0 ? '' : `\n${title}\n${table(rows.map(([first = '', ...rest]) => [`  ${first}`, ...rest]))}`;
  const ruleRows = chosen.flatMap(([id, { severity, origins, options }]) => [
    [id, severity, origins.join(', ')],
    ...Object.entries(options)
      .filter(([, option]) => isChosen(option))
      .map(([name, option]) => [`  ${name}`, ...cells(option)]),
  ]);
  return [
    `${file}\n`,
    ignoredBy === undefined ? '' : `  ignored, unless it is named: ${ignoredBy}\n`,
    heading(
      'Configuration, the weakest first',
      configFiles.length === 0 ? [['none']] : configFiles.map((name) => [name]),
    ),
    heading(
      'Settings',
      Object.entries(settings).map(([name, setting]) => [name, ...cells(setting)]),
    ),
    heading('Rules that are set', ruleRows),
    `\n${all.length - off} rules are on, ${off} off; \`cnpg-lint config ${file} RULE\` tells why\n`,
  ].join('');
}

function isChosen({ origins }: Applied<unknown>): boolean {
  return !origins.includes('default');
}

function cells({ value, origins }: Applied<unknown>): readonly [string, string] {
  const list = Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(', ') : undefined;
  const text = list ?? (typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value));
  return [text === '' ? '-' : text, origins.join(', ')];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
