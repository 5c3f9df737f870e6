import { relative, resolve } from 'node:path';
import { gitRoot } from '../../node/find-files.ts';
import { create, plan, type Step } from '../../node/init/plan.ts';
import { type Survey, survey } from '../../node/init/survey.ts';
import { operatorMinor } from '../../node/init/texts.ts';
import { statsOf } from '../../node/read-file.ts';
import { UsageError } from '../../node/usage-error.ts';
import { counted } from '../../text/counted.ts';
import { version } from '../../version.ts';
import type { Arguments } from '../options.ts';
import type { Surroundings } from '../streams.ts';

/** Writes a configuration, a pre-commit entry and a CI job into the repository of a directory, and replaces nothing. */
export async function initCommand(
  flags: Arguments['flags'],
  paths: readonly string[],
  { cwd, stdout, ask }: Surroundings,
): Promise<number> {
  if (paths.length > 1) throw new UsageError(`init takes one directory, not ${paths.length}`);
  const folder = resolve(cwd, paths[0] ?? '.');
  if (statsOf(folder)?.isDirectory() !== true) throw new UsageError(`init: "${paths[0] ?? folder}" is not a directory`);
  const root = gitRoot(folder) ?? folder;
  const found = await survey(root);
  const steps = plan(found, version);
  const files = steps.filter((step) => step.kind === 'create');

  const where = relative(cwd, root) || '.';
  stdout.write(`${inWords(found)} (in ${where})\n`);
  for (const step of steps) if (step.kind !== 'create') stdout.write(`\n${left(step)}`);
  if (files.length === 0) {
    stdout.write('\nNothing to write.\n');
    return 0;
  }
  if (ask && flags.yes !== true) {
    for (const { path, text } of files) stdout.write(`\n${path} would be:\n\n${indent(text)}`);
    const answer = await ask(`\nWrite ${counted(files.length, 'file')}? [Y/n] `);
    if (!/^\s*(?:y|yes)?\s*$/iu.test(answer)) {
      stdout.write('Nothing was written.\n');
      return 0;
    }
  }
  stdout.write('\n');
  for (const { path, text } of files) {
    create(root, path, text);
    stdout.write(`Wrote ${path}\n`);
  }
  const target = where === '.' ? '' : ` ${where}`;
  stdout.write(`\nNext: npx cnpg-lint${target}\n`);
  return 0;
}

/** What the repository is taken for. */
function inWords(found: Survey): string {
  const tools = [
    found.flux && 'Flux',
    found.argocd && 'Argo CD',
    found.kustomize && 'Kustomize',
    found.charts.length > 0 && counted(found.charts.length, 'Helm chart'),
  ].filter((tool) => tool !== false);
  const minor = operatorMinor(found);
  const parts = [
    found.manifests.length === 0
      ? 'no CloudNativePG manifest'
      : `${counted(found.manifests.length, 'file')} with CloudNativePG resources`,
    ...tools,
    minor === undefined ? 'no operator whose version is known' : `operator ${minor}`,
  ];
  return `Found ${parts.join(', ')}`;
}

/** A step that leaves a file as it is. */
function left(step: Exclude<Step, { kind: 'create' }>): string {
  switch (step.kind) {
    case 'keep':
      return `${step.path} has cnpg-lint already and stays as it is.\n`;
    case 'show':
      return `${step.path} stays as it is; add ${step.where}:\n\n${indent(step.text)}`;
    case 'remark':
      return `${step.text}\n`;
  }
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gmu, '    ');
}
