import { inScript, postInitScripts, shownStatement } from '../../src/facts/post-init-sql.ts';
import { defineRule } from '../../src/rule/index.ts';

/** Statements that PostgreSQL runs outside of a transaction alone. */
const alone =
  /^(?:(?:CREATE|DROP)\s+(?:DATABASE|TABLESPACE)|VACUUM|(?:CREATE(?:\s+UNIQUE)?|DROP)\s+INDEX\s+CONCURRENTLY)\b/iu;

export default defineRule({
  id: 'bootstrap/post-init-psql-commands',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.initdb',
  consequence: 'refused',
  preset: 'recommended',
  summary: 'Only plain SQL is run after initialization',
  why:
    'The operator sends the text to the server itself, without psql: commands with a backslash are a syntax error, and several ' +
    'statements in one text are one transaction, in which no database can be created. The cluster never comes up, and its volume has to go.',
  remedy: 'Write one statement per item, and Database resources for further databases.',
  exceptions: ['ConfigMaps and Secrets that the run does not see, and encrypted ones.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/bootstrap/#executing-queries-after-initialization',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/10388',
  ],

  *check(cluster, context) {
    for (const script of context.fact(postInitScripts, cluster))
      for (const statement of script.statements) {
        const { start, code } = statement;
        const command = /\\(?:[a-z]+|[!?;])/iu.exec(code);
        if (command) {
          const from = start + command.index;
          yield {
            ...inScript(script, from, from + command[0].length),
            message: `"${command[0]}" is a command of psql, which does not run here`,
            help: helpFor(command[0]),
          };
        }
        const [words] = alone.exec(code) ?? [];
        if (words !== undefined && script.statements.length > 1)
          yield {
            ...inScript(script, start, start + words.length),
            message: `"${shownStatement(statement)}" stands beside other statements, which make it one transaction, where it fails`,
          };
      }
  },
});

function helpFor(command: string): string {
  if (command === '\\c' || command === '\\connect')
    return 'Use postInitApplicationSQL for the application database, postInitSQL for "postgres".';
  if (command === '\\copy') return 'Load the data with INSERT, or in a job of its own once the cluster is up.';
  return 'Write plain SQL instead.';
}
