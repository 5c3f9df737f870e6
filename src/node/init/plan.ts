import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reason } from '../find-files.ts';
import { UsageError } from '../usage-error.ts';
import type { Existing, Survey } from './survey.ts';
import {
  configText,
  gitlabEntry,
  gitlabText,
  huskyEntry,
  lefthookEntry,
  preCommitEntry,
  preCommitText,
  workflowText,
} from './texts.ts';

/** One thing that `cnpg-lint init` does, or leaves to the owner. */
export type Step =
  | { readonly kind: 'create'; readonly path: string; readonly text: string }
  /** We are there already. */
  | { readonly kind: 'keep'; readonly path: string }
  /** The file is somebody's: what it lacks is for them to add. */
  | { readonly kind: 'show'; readonly path: string; readonly where: string; readonly text: string }
  | { readonly kind: 'remark'; readonly text: string };

/** What is to be done in a repository; `version` is that of the package. A file that exists is never touched. */
export function plan(found: Survey, version: string): readonly Step[] {
  return [configStep(found), hookStep(found.hooks, version), ...ciSteps(found, version)];
}

function configStep(found: Survey): Step {
  if (found.config !== undefined) return { kind: 'keep', path: found.config };
  return { kind: 'create', path: '.cnpg-lint.yaml', text: configText(found) };
}

function hookStep(hooks: Survey['hooks'], version: string): Step {
  if (hooks?.path === undefined)
    return { kind: 'create', path: '.pre-commit-config.yaml', text: preCommitText(version) };
  if (hooks.ours !== undefined) return { kind: 'keep', path: hooks.ours };
  const { kind, path } = hooks;
  if (kind === 'lefthook') return { kind: 'show', path, where: 'to its commands', text: lefthookEntry };
  if (kind === 'husky') return { kind: 'show', path, where: 'as a line', text: huskyEntry };
  return { kind: 'show', path, where: 'to its list "repos"', text: preCommitEntry(version) };
}

function ciSteps(found: Survey, version: string): readonly Step[] {
  // A folder's name becomes a part of a shell command.
  const charts = found.charts.filter(({ folder }) => /^[\w./][\w./-]*$/u.test(folder));
  const steps = found.ci.map((ci) => ciStep(ci, version, charts));
  const remarks = [];
  if (steps.length === 0)
    remarks.push('No CI was found; docs/ci.md of cnpg-lint has jobs for GitHub, GitLab and others.');
  const renders = steps.some((step) => step.kind === 'create' && step.path.startsWith('.github/'));
  for (const { folder } of renders ? [] : charts)
    remarks.push(`Templates are no manifests until they are rendered: helm template ${folder} | npx cnpg-lint -`);
  return [...steps, ...remarks.map((text) => ({ kind: 'remark', text }) as const)];
}

function ciStep(ci: Existing<'github' | 'gitlab'>, version: string, charts: Survey['charts']): Step {
  if (ci.ours !== undefined) return { kind: 'keep', path: ci.ours };
  if (ci.kind === 'github')
    return { kind: 'create', path: '.github/workflows/cnpg-lint.yaml', text: workflowText(version, charts) };
  if (ci.path === undefined) return { kind: 'create', path: '.gitlab-ci.yml', text: gitlabText(version) };
  return { kind: 'show', path: ci.path, where: 'to its "include"', text: gitlabEntry(version) };
}

/**
 * Creates a file, whole or not at all; one that has come into being meanwhile stays as it is. Throws a UsageError if it
 * cannot.
 */
export function create(root: string, path: string, text: string): void {
  const target = join(root, path);
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(beside, text, { flag: 'wx' });
    // A link, unlike a renamed file, replaces nothing.
    linkSync(beside, target);
  } catch (error) {
    const isThere = (error as { code?: string } | null)?.code === 'EEXIST';
    throw new UsageError(`cannot write ${path}: ${isThere ? 'it is there already' : reason(error)}`);
  } finally {
    rmSync(beside, { force: true });
  }
}
