import { defineRule, type RawFix, type Resource, type RuleContext } from '../../src/rule/index.ts';
import { initdbFields } from '../../src/values/initdb-options.ts';

const initdb = ['spec', 'bootstrap', 'initdb'];

export default defineRule({
  id: 'bootstrap/initdb-options-deprecated',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.initdb.options',
  consequence: 'deprecated',
  preset: 'recommended',
  fixable: true,
  summary: 'Prefer the fields of initdb to its list of options',
  why:
    'The list is deprecated. It is passed on instead of all fields beside it, and of their defaults: an encoding that is set in its own ' +
    'field does not count, and nothing says so.',
  remedy:
    'Use dataChecksums, encoding, locale, localeCollate, localeCType, localeProvider, icuLocale and walSegmentSize instead.',
  references: [
    'https://cloudnative-pg.io/documentation/current/bootstrap/#passing-options-to-initdb',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/api/v1/cluster_types.go',
  ],

  check(cluster, context) {
    const options = cluster.get('array', ...initdb, 'options');
    if (!options) return undefined;
    const ignored = Object.keys(cluster.get('object', ...initdb)?.value ?? {}).filter((key) => replaced.includes(key));
    const [first] = options.value.length > 0 ? ignored : [];
    return {
      at: cluster.key(...initdb, 'options'),
      message: `initdb.options is deprecated${first === undefined ? '' : `, and keeps "${first}" beside it from counting`}`,
      ...fixOf(cluster, context),
    };
  },
});

/** The fields that do not count beside options. */
const replaced = [
  'dataChecksums',
  'encoding',
  'locale',
  'localeCollate',
  'localeCType',
  'localeProvider',
  'icuLocale',
  'icuRules',
  'builtinLocale',
  'walSegmentSize',
];

function fixOf(cluster: Resource, { project }: RuleContext<object>): { readonly fix?: RawFix } {
  const options = cluster.list('string', ...initdb, 'options');
  const isWhole = options.length === cluster.get('array', ...initdb, 'options')?.value.length;
  const fields = initdbFields(options.map(({ value }) => value));
  if (!isWhole || !fields || options.some(({ assumed }) => assumed)) return {};
  const { group, kind } = cluster.data;
  const added = Object.entries(fields).filter(([name]) => {
    // The defaults of older operators order by "C" without a field of that name.
    const isKnown = project.schemas.field(group, kind, [...initdb, name], project.target) !== undefined;
    return isKnown || name !== 'locale';
  });
  const isTaken = added.some(
    ([name]) =>
      cluster.hasKey(...initdb, name) || !project.schemas.field(group, kind, [...initdb, name], project.target),
  );
  if (isTaken) return {};
  const { editor } = cluster;
  const removed = editor.remove(cluster.inDocument(...initdb, 'options'));
  const set = added.map(([name, value]) => editor.set(cluster.inDocument(...initdb, name), value));
  if (removed.length === 0 || set.some((edits) => edits.length === 0)) return {};
  return { fix: { title: 'Write the options as fields', safe: true, edits: [...set.flat(), ...removed] } };
}
