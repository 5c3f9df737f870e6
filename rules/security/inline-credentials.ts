import { inScript, postInitScripts } from '../../src/facts/post-init-sql.ts';
import { writtenCredentials } from '../../src/facts/written-credentials.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'security/inline-credentials',
  kinds: ['Cluster', 'ObjectStore', 'Pooler'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'Only references to credentials stand in a resource, never the credentials themselves',
  why:
    'Far more people may read custom resources than Secrets, and what stands in them is copied into status, events, logs and backups of ' +
    'the cluster. Whoever has the key to the object store can delete every backup.',
  remedy:
    'Put the value into a Secret, and refer to it by valueFrom.secretKeyRef, externalClusters[].password or passwordSecret.',
  exceptions: [
    'Placeholders.',
    'Variables that name a file or a switch, and passwords that SQL gives as a SCRAM verifier.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/security/',
    'https://cloudnative-pg.io/documentation/current/cluster_conf/',
    'https://cloudnative-pg.io/documentation/current/bootstrap/',
  ],

  *check(subject, context) {
    yield* writtenCredentials(subject);
    for (const script of subject.kind === 'Cluster' ? context.fact(postInitScripts, subject) : [])
      for (const { start, text, code } of script.elsewhere ? [] : script.statements)
        for (const { index, 0: words } of code.matchAll(/\bPASSWORD\s+'/giu)) {
          const literal = /^'(?:[^']|'')*'/u.exec(text.slice(index + words.length - 1))?.[0] ?? '';
          if (literal.length <= 2 || literal.startsWith("'SCRAM-SHA-256$")) continue;
          yield {
            ...inScript(script, start + index, start + index + 'PASSWORD'.length),
            message: 'The SQL sets a password, which stands in the manifest in clear',
            help: 'Declare the role in managed.roles with a passwordSecret, or read the SQL from a Secret.',
          };
        }
  },
});
