import type { Complaint } from '../engine/check-settings.ts';
import { type Path, toDotted, valueAt } from '../manifest/path.ts';
import type { SchemaProblem } from '../model/schema-catalog.ts';
import { didYouMean } from '../text/nearest.ts';
import { validateConfig } from './config-validator.ts';
import { complaintAboutPattern } from './ignore-files.ts';

/** What is wrong with a configuration's content, rule settings apart; `textAt` tells how a value is written. */
export function complaintsAboutContent(content: unknown, textAt?: TextAt): readonly Complaint[] {
  const problems = validateConfig(withList(content));
  if (problems.length > 0)
    return problems.map((problem) => ({ path: problem.path, message: inWords(problem, content, textAt) }));
  return patternsOf(content).flatMap(([path, pattern]) => {
    const message = complaintAboutPattern(pattern);
    return message === undefined ? [] : [{ path, message }];
  });
}

/** What is extended may be one or several. */
function withList(content: unknown): unknown {
  const { extends: extended } = Object(content) as { extends?: unknown };
  return typeof extended === 'string' ? { ...Object(content), extends: [extended] } : content;
}

type TextAt = ((path: Path) => string) | undefined;

function inWords({ code, path, expected }: SchemaProblem, content: unknown, textAt: TextAt): string {
  const name = path.length === 0 ? 'the configuration' : `"${toDotted(path)}"`;
  const value = valueAt(content, path);
  switch (code) {
    case 'unknown-field':
      return `unknown key ${name}; ${suggestion(String(path.at(-1)), expected['fields'])}`;
    case 'missing-field':
      return `${name} is missing`;
    case 'not-allowed-value':
      return `${name} is ${JSON.stringify(value)}; ${suggestion(String(value), expected['allowed'])}`;
    case 'wrong-type': {
      const types = [expected['types']].flat().map((type) => typeNames[String(type)] ?? 'a mapping');
      return `${name} must be ${types.join(' or ')}${hint(types, value, textAt?.(path) ?? String(value))}`;
    }
    case 'length':
      return `${name} is empty`;
    default:
      return `${name} has a value that is not allowed`;
  }
}

const typeNames: Readonly<Record<string, string>> = { string: 'a text', array: 'a list' };

/** YAML reads 1.30 as the number 1.3, and a lone item as no list. */
function hint(types: readonly string[], value: unknown, text: string): string {
  if (typeof value === 'object') return '';
  if (types.includes('a text')) return `: write it in quotes, ${JSON.stringify(text)}`;
  return types.includes('a list') ? `: write [${text}]` : '';
}

function suggestion(given: string, candidates: unknown): string {
  const known = Array.isArray(candidates) ? candidates.map(String) : [];
  return didYouMean(given, known) ?? `known are ${known.join(', ')}`;
}

/** All patterns of a configuration that the schema accepts, and where they stand. */
function patternsOf(content: unknown): readonly (readonly [path: Path, pattern: string])[] {
  const { ignore = [], overrides = [] } = content as {
    ignore?: readonly string[];
    overrides?: readonly { files: readonly string[] }[];
  };
  return [
    ...ignore.map((pattern, index) => [['ignore', index], pattern] as const),
    ...overrides.flatMap(({ files }, at) =>
      files.map((pattern, index) => [['overrides', at, 'files', index], pattern] as const),
    ),
  ];
}
