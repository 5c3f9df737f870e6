import { defineRule, hasPlaceholder, type Project } from '../../src/rule/index.ts';

export default defineRule({
  id: 'schema/unknown-version',
  aliases: ['yaml/api-version'],
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  fixable: true,
  summary: 'An apiVersion is one that the kind is served in',
  why: 'The API server refuses an apiVersion that it does not serve.',
  remedy: 'Write the group and version that the kind is served in.',
  exceptions: ['Kinds of other operators, `postgresql.k8s.enterprisedb.io` among them.', 'A placeholder.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/',
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/plugin-barman-cloud.v1/',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/blob/main/web/docs/plugin-barman-cloud.v1.md',
  ],

  check(subject, { project }) {
    const { kind, apiVersion } = subject;
    const served = servedAs(subject.data.group, kind, project);
    if (served.length === 0 || served.includes(apiVersion) || hasPlaceholder(apiVersion)) return undefined;
    const [first = ''] = served;
    const isGroup = !first.startsWith(`${subject.data.group}/`);
    return {
      at: subject.at('apiVersion'),
      message: isGroup
        ? `${kind} is a kind of "${first}", not of "${apiVersion}"`
        : `${kind} is served as "${first}", not as "${apiVersion}"`,
      help: `Write apiVersion: ${first}.`,
      fix: {
        title: `Write "${first}"`,
        safe: true,
        edits: subject.editor.set(subject.inDocument('apiVersion'), first),
      },
    };
  },
});

/** The apiVersions that a kind has: in its group, or else in the group that has it. */
function servedAs(group: string, kind: string, { schemas }: Project): string[] {
  const known = schemas.kind(group, kind) ?? schemas.kinds.find((one) => one.kind === kind);
  return known ? known.versions.map((version) => `${known.group}/${version}`) : [];
}
