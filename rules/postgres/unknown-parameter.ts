import { type GivenSetting, givenSettings, isInternal, possibleMajors } from '../../src/facts/postgres-settings.ts';
import { type Rename, renamedSetting } from '../../src/facts/renamed-settings.ts';
import { defineRule, type RawFix, type Resource } from '../../src/rule/index.ts';

const form = /^[a-z_][a-z0-9_$]*$/iu;

export default defineRule({
  id: 'postgres/unknown-parameter',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters',
  consequence: 'refused',
  preset: 'recommended',
  fixable: true,
  summary: 'A PostgreSQL parameter exists in the major that the Cluster runs',
  why:
    'The webhook looks at the form of a name only, and PostgreSQL does not start with a parameter that it does not know: a misspelt one, ' +
    'one of a later major, or one that a major upgrade removes, so that the new server fails.',
  remedy: 'Rename the parameter, or remove it.',
  exceptions: [
    'Without an image, or with one that does not tell its version, a parameter of any PostgreSQL major from 13 on passes.',
    'Names with a dot belong to extensions, and any of them passes.',
    "Names that the operator's webhook refuses are reported by admission/parameter-fixed and admission/parameter-name-invalid.",
  ],
  references: [
    'https://www.postgresql.org/docs/current/runtime-config.html',
    'https://cloudnative-pg.io/documentation/current/postgres_upgrades/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7982',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/10550',
  ],

  *check(cluster, context) {
    const { schemas, target } = context.project;
    const { fixedParameters } = schemas.operator(target);
    const { majors, inWords } = context.fact(possibleMajors, cluster);
    if (majors.length === 0) return;
    for (const given of givenSettings(cluster, context)) {
      const { name, path, settings } = given;
      if (!form.test(name) || fixedParameters.includes(name)) continue;
      if (isInternal(given)) {
        const message = `${name} tells something of the server, and cannot be set`;
        yield { at: cluster.key(...path), message, help: 'Remove it.' };
      } else if (settings.length === 0) {
        const meant = renamedSetting(given, majors, cluster, schemas.postgres);
        const message = `${inWords} has no parameter "${name}"${meant.clause}`;
        const at = cluster.key(...path);
        if (meant.is === 'gone') yield { at, message, help: meant.help };
        else if (meant.isSet) yield { at, message, help: `Remove it: "${meant.name}" is set as well.` };
        else if (meant.isOpen)
          yield { at, message, help: `Rename it to "${meant.name}", and write what it is set to in the unit of that.` };
        else {
          const changed = meant.value === undefined ? '' : ` and set it to "${meant.value}"`;
          const help = `Rename it to "${meant.name}"${changed}.`;
          yield { at, message, help, fix: fixOf(cluster, given, meant) };
        }
      }
    }
  },
});

function fixOf(cluster: Resource, { path }: GivenSetting, { name, value, isSure }: Rename): RawFix {
  const at = cluster.inDocument(...path);
  const renamed = cluster.editor.rename(at, name);
  const changed = value === undefined ? [] : cluster.editor.set(at, value);
  const isWhole = renamed.length > 0 && (value === undefined || changed.length > 0);
  return { title: `Rename it to "${name}"`, safe: isSure, edits: isWhole ? [...renamed, ...changed] : [] };
}
