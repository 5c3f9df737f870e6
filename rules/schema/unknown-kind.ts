import { releaseHistory } from '../../src/facts/release-history.ts';
import { defineRule, hasPlaceholder, nearest } from '../../src/rule/index.ts';

export default defineRule({
  id: 'schema/unknown-kind',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  summary: 'A kind is one that the target release has',
  why: 'The API server refuses a kind that it does not know, and with `kubectl apply` the rest of the file may be applied all the same.',
  remedy: 'Correct the kind; if a newer operator than the known ones has it, hand over its CRDs with `--crds`.',
  exceptions: ['A kind of the other API group: schema/unknown-version names the right one.', 'A placeholder.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/',
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/plugin-barman-cloud.v1/',
  ],

  check(subject, { project }) {
    const { kind } = subject;
    const { group } = subject.data;
    const known = project.schemas.kind(group, kind);
    if (known) {
      const history = releaseHistory(known.minors, project);
      const help = 'Remove it, or run a release that has it.';
      return history === undefined ? undefined : { at: subject.at('kind'), message: `${kind} ${history}`, help };
    }
    const isElsewhere = project.schemas.kinds.some((one) => one.kind === kind);
    if (isElsewhere || !project.schemas.groups.includes(group) || hasPlaceholder(kind)) return undefined;

    const kinds = project.schemas.kinds.filter((one) => one.group === group).map((one) => one.kind);
    const near = nearest(kind, kinds) ?? kinds.find((one) => one.endsWith(kind));
    return {
      at: subject.at('kind'),
      message: `"${kind}" is not a kind of ${group}${near === undefined ? '' : `; the nearest one is "${near}"`}`,
      ...(near === undefined
        ? { help: `The kinds of the group are ${kinds.join(', ')}.` }
        : {
            help: `Write "${near}", if that is what is meant.`,
            fix: { title: `Write "${near}"`, safe: false, edits: subject.editor.set(subject.inDocument('kind'), near) },
          }),
    };
  },
});
