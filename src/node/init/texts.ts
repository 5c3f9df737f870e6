import type { Chart, Survey } from './survey.ts';

/* What `cnpg-lint init` writes. A reader who never heard of cnpg-lint should understand each line. */

const repository = 'https://github.com/cnpg-lint/cnpg-lint';
const schema = 'https://raw.githubusercontent.com/cnpg-lint/cnpg-lint/main/schemas/config.schema.json';

/** The configuration: what was found in the repository, and why it says what it says. */
export function configText(found: Survey): string {
  const sections = [
    `# yaml-language-server: $schema=${schema}
# Written by \`cnpg-lint init\`. Every line may be changed or go; ${repository}#configure-it has the rest.
`,
    operatorSection(found),
    `# What a cluster refuses, and what fails or loses data. "production" and "strict" ask for more.
presets: [recommended]
`,
  ];
  if (found.substitutes)
    sections.push(`# Flux fills in \${NAME}: such a value is unknown, a default is checked, "$\${" is its escape.
substitution: flux
`);
  if (found.flux || found.argocd)
    sections.push(`# What applies the manifests: its annotations are the ones that protect a resource from being pruned.
gitops: ${found.flux ? 'flux' : 'argocd'}
`);
  return sections.join('\n');
}

function operatorSection({ operators, supported }: Survey): string {
  const [oldest = '', newest = ''] = [supported[0], supported.at(-1)];
  const comments = operators.map(({ file, by, minor }) => {
    if (minor === undefined) return `${file} installs ${by}, whose operator is not known.`;
    const known = supported.includes(minor) ? '' : ` This cnpg-lint knows ${oldest} to ${newest}.`;
    return `${file} installs ${by}${by.endsWith(minor) ? '' : by.startsWith('chart') ? `, which is operator ${minor}` : ''}.${known}`;
  });
  const minor = operatorMinor({ operators, supported });
  if (minor === undefined) comments.push('Name the minor of your operator; without it the newest known is taken.');
  else if (new Set(operators.map((one) => one.minor)).size > 1) comments.push('The oldest has to take them all.');
  if (minor !== undefined) comments.push('Raise it with the operator.');
  const line = minor === undefined ? `# cnpgVersion: "${newest}"` : `cnpgVersion: "${minor}"`;
  return [...comments.map((text) => `# ${text}`), line, ''].join('\n');
}

/** The oldest minor that the repository installs and that can be linted for: what it takes, the newer ones take, too. */
export function operatorMinor({ operators, supported }: Pick<Survey, 'operators' | 'supported'>): string | undefined {
  return supported.find((minor) => operators.some((one) => one.minor === minor));
}

/** An entry of pre-commit's list of repositories. */
export function preCommitEntry(version: string): string {
  return `  - repo: ${repository}
    rev: v${version}
    hooks:
      - id: cnpg-lint
`;
}

export function preCommitText(version: string): string {
  return `# Written by \`cnpg-lint init\`. \`pre-commit install\` switches it on, \`pre-commit autoupdate\` raises the version.
repos:
${preCommitEntry(version)}`;
}

/** A command of lefthook.yml. */
export const lefthookEntry = `pre-commit:
  commands:
    cnpg-lint:
      glob: "*.{yaml,yml}"
      run: npx cnpg-lint {staged_files}
`;

/** A line of .husky/pre-commit. */
export const huskyEntry = `git diff --cached --name-only --diff-filter=ACMR -z -- '*.yaml' '*.yml' | xargs -0 -r npx cnpg-lint
`;

/** A workflow of its own, so that it changes none of the others. */
export function workflowText(version: string, charts: readonly Chart[]): string {
  const rendering = charts.map(
    ({ folder, hasDependencies }) => `      # Templates are no manifests until they are rendered.
      - run: ${hasDependencies ? `helm dependency update ${folder} && ` : ''}helm template ${folder} | npx --yes cnpg-lint@${version} -
        shell: bash
`,
  );
  return `# Written by \`cnpg-lint init\`.
name: cnpg-lint
on:
  pull_request:
  push:
    branches: [main, master]
permissions:
  contents: read
jobs:
  cnpg-lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          persist-credentials: false
      - uses: cnpg-lint/cnpg-lint@v${version}
${rendering.join('')}`;
}

/** An entry of \`include\` in .gitlab-ci.yml. */
export function gitlabEntry(version: string): string {
  return `include:
  - remote: https://raw.githubusercontent.com/cnpg-lint/cnpg-lint/v${version}/templates/cnpg-lint.yml
`;
}

export function gitlabText(version: string): string {
  return `# Written by \`cnpg-lint init\`.
${gitlabEntry(version)}`;
}
