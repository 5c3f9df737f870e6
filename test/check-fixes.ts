import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Report } from '../src/core.ts';

/*
 * Checks what `--fix` does to a folder: it writes the edits that the report shows and no other byte, no value changes but
 * those that the edits hold, what could be parsed still can, nothing is left to fix, and a second run changes nothing.
 */

/** What came of a folder. */
export interface Checked {
  readonly changed: readonly string[];
  /** How many fixes of each rule were applied. */
  readonly applied: ReadonlyMap<string, number>;
  readonly complaints: readonly string[];
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

const mostRounds = 10;

/** Checks copies of a folder; the command is the one at a path, with further arguments. */
export function checkFixes(folder: string, cli: string, args: readonly string[]): Checked {
  const work = mkdtempSync(join(tmpdir(), 'cnpg-lint-fixes-'));
  const [byHand, byCommand] = ['by-hand', 'by-command'].map((name) => copy(folder, join(work, name))) as [
    string,
    string,
  ];
  const run = (cwd: string, ...more: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [cli, '.', '-f', 'json', ...args, ...more], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      env: { ...process.env, CNPG_LINT_NOW: '2026-11-23' },
    });
  const complaints: string[] = [];
  const applied = new Map<string, number>();
  const changed = new Set<string>();
  try {
    let report = reportOf(run(byHand));
    for (let round = 0; round < mostRounds; round++) {
      const edits = editsOf(report, byHand, applied);
      if (edits.size === 0) break;
      for (const [file, own] of edits) {
        const before = readFileSync(join(byHand, file), 'utf8');
        const after = apply(before, own);
        if (after !== before) changed.add(file);
        complaints.push(...differences(before, after, own).map((words) => `${file}: round ${round + 1}: ${words}`));
        writeFileSync(join(byHand, file), after);
      }
      report = reportOf(run(byHand));
    }
    if (report.summary.fixable > 0)
      complaints.push(`${report.summary.fixable} fixes are left after ${mostRounds} rounds`);

    const fixed = run(byCommand, '--fix');
    for (const file of changed)
      if (!readFileSync(join(byHand, file)).equals(readFileSync(join(byCommand, file))))
        complaints.push(`${file}: --fix writes something else than the edits of the report`);
    if (
      spawnSync('diff', ['-rq', folder, byCommand, '-x', '.git'], { encoding: 'utf8' })
        .stdout.trim()
        .split('\n')
        .filter(Boolean).length !== changed.size
    )
      complaints.push('--fix changes other files than the report names');
    const again = run(byCommand, '--fix');
    if (again.stderr.includes('mended')) complaints.push(`a second run changes something: ${again.stderr}`);
    if (again.status !== fixed.status || again.stdout !== fixed.stdout) complaints.push('a second run ends otherwise');
    if (spawnSync('diff', ['-rq', byHand, byCommand], { encoding: 'utf8' }).stdout !== '')
      complaints.push('a second run leaves other texts');
  } finally {
    rmSync(work, { recursive: true });
  }
  return { changed: [...changed], applied, complaints };
}

function copy(folder: string, to: string): string {
  cpSync(folder, to, { recursive: true, filter: (path) => !path.endsWith('/.git') });
  mkdirSync(join(to, '.git'));
  return to;
}

function reportOf({ stdout, stderr }: { stdout: string; stderr: string }): Report {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    throw new Error(`no report: ${stderr}`);
  }
}

/** The edits that a round applies to each file: those of safe fixes in their order, whole, where none before touches them. */
function editsOf({ findings }: Report, folder: string, applied: Map<string, number>): Map<string, Edit[]> {
  const taken = new Map<string, Edit[]>();
  for (const { rule, fix } of findings) {
    if (fix?.safe !== true) continue;
    const edits = fix.edits.map(({ file, range, newText }) => ({
      file,
      edit: { start: range.start.offset, end: range.end.offset, newText },
    }));
    const isFree = edits.every(({ file, edit }) =>
      (taken.get(file) ?? []).every((other) => edit.start > other.end || other.start > edit.end),
    );
    const isReal = edits.some(
      ({ file, edit }) => readFileSync(join(folder, file), 'utf8').slice(edit.start, edit.end) !== edit.newText,
    );
    if (!isFree || !isReal) continue;
    for (const { file, edit } of edits) taken.set(file, [...(taken.get(file) ?? []), edit]);
    applied.set(rule, (applied.get(rule) ?? 0) + 1);
  }
  return taken;
}

function apply(text: string, edits: readonly Edit[]): string {
  return inOrder(edits).reduceRight(
    (result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end),
    text,
  );
}

/** Edits by place; those of one place stay in the order in which they are given. */
function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What is different between two texts although no edit says so. */
export function differences(before: string, after: string, edits: readonly Edit[]): string[] {
  let shift = 0;
  const inAfter = inOrder(edits).map(({ start, end, newText }) => {
    const place = { start: start + shift, end: start + shift + newText.length };
    shift += newText.length - (end - start);
    return place;
  });
  const [old, now] = [parse(before), parse(after)];
  if (now.errors > old.errors) return ['what was YAML is not any more'];
  // What could not be parsed cannot be compared.
  if (old.errors > 0) return [];
  const untouched = (leaves: readonly Leaf[], edited: readonly Place[]): string[] =>
    leaves
      .filter(
        ({ places }) => !places.some((one) => edited.some((edit) => edit.start < one.end && one.start < edit.end)),
      )
      .map(asText);
  return [
    ...minus(untouched(old.leaves, edits), now.leaves.map(asText)).map((leaf) => `lost: ${leaf}`),
    ...minus(untouched(now.leaves, inAfter), old.leaves.map(asText)).map((leaf) => `come from nowhere: ${leaf}`),
  ];
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A value without values in it, with the places of its text and of all keys above; the items of a list share a path, since they may move up. */
interface Leaf {
  readonly path: string;
  readonly value: string;
  readonly places: readonly Place[];
}

function asText({ path, value }: Leaf): string {
  return `${path} = ${value}`;
}

function parse(text: string): { leaves: Leaf[]; errors: number } {
  const leaves: Leaf[] = [];
  let errors = 0;
  // Compared as kubectl reads it: YAML 1.1 in booleans and merges.
  const parsed = parseAllDocuments(text, {
    version: '1.1',
    merge: true,
    uniqueKeys: false,
    keepSourceTokens: false,
    logLevel: 'silent',
  });
  for (const [index, document] of (Array.isArray(parsed) ? parsed : []).entries()) {
    errors += document.errors.length;
    collect(document.contents, `${index}`, leaves);
  }
  return { leaves, errors };
}

function collect(node: unknown, path: string, into: Leaf[], above: readonly Place[] = []): void {
  if (isMap(node) && node.items.length > 0) {
    for (const { key, value } of node.items)
      collect(value, `${path}/${isScalar(key) ? String(key.value) : String(key)}`, into, [...above, ...placeOf(key)]);
  } else if (isSeq(node) && node.items.length > 0) {
    for (const item of node.items) collect(item, `${path}/*`, into, above);
  } else {
    const value = isAlias(node) ? `*${node.source}` : isNode(node) ? JSON.stringify(node.toJSON()) : String(node);
    into.push({ path, value, places: [...above, ...placeOf(node)] });
  }
}

function placeOf(node: unknown): Place[] {
  if (!isNode(node) || !node.range) return [];
  const [start, end] = node.range;
  return [{ start, end: Math.max(end, start + 1) }];
}

/** The items of a list that are not among others, as often as they are there. */
function minus(items: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}
