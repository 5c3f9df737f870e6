import { defineRule, hasPlaceholder, nearest } from '../../src/rule/index.ts';
import { plainDuration, readPgbouncerValue } from '../../src/values/pgbouncer-value.ts';

const parameters = ['spec', 'pgbouncer', 'parameters'];

export default defineRule({
  id: 'pooler/parameter-value',
  kinds: ['Pooler'],
  about: 'spec.pgbouncer.parameters',
  consequence: 'refused',
  preset: 'recommended',
  fixable: true,
  summary: 'A parameter of PgBouncer has a value that PgBouncer can read',
  why: 'The webhook looks at the names alone. With a value that PgBouncer cannot read it does not start, and the pods of the pooler restart for ever.',
  remedy: 'Write plain numbers: times are in seconds without a unit, and switches are 0 or 1.',
  exceptions: [
    'A parameter that the operator does not let through is reported by admission/pooler-parameter-not-allowed.',
  ],
  references: [
    'https://www.pgbouncer.org/config.html',
    'https://cloudnative-pg.io/documentation/current/connection_pooling/#pgbouncer-configuration-options',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/pooler_webhook.go',
  ],

  *check(pooler, context) {
    const { schemas, target } = context.project;
    const { pgbouncerParameters } = schemas.operator(target);
    for (const name of Object.keys(pooler.get('object', ...parameters)?.value ?? {})) {
      const path = [...parameters, name];
      const field = pooler.get('string', ...path);
      const parameter = schemas.pgbouncer.parameter(name);
      if (!field || !parameter || !pgbouncerParameters.includes(name) || hasPlaceholder(name)) continue;
      const read = readPgbouncerValue(field.value, parameter);
      if ('value' in read) continue;
      const near = nearest(field.value, parameter.values ?? []);
      const plain = plainDuration(field.value, parameter);
      const edits = plain === undefined ? [] : pooler.editor.set(pooler.inDocument(...path), plain);
      yield {
        at: field.at,
        message: `${name} "${field.value}" ${read.clause}`,
        ...(parameter.type === 'flag' && { help: 'Write "1" for on, or "0" for off.' }),
        ...(near !== undefined && { help: `Write "${near}" if that is meant.` }),
        ...(plain !== undefined && {
          help: `Write "${plain}".`,
          fix: { title: `Write "${plain}"`, safe: true, edits },
        }),
      };
    }
  },
});
