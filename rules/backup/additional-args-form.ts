import { type ArgumentProblem, argumentProblems } from '../../src/facts/command-arguments.ts';
import { defineRule, type RawFinding, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup/additional-args-form',
  kinds: ['Cluster', 'ObjectStore'],
  consequence: 'data-loss',
  preset: 'recommended',
  fixable: true,
  summary: 'Each additional argument for barman-cloud is one option that the operator does not set itself',
  why:
    'Every item of the list is handed over as one argument, and no shell splits it. With an argument that it does not know ' +
    'the command fails: no backup is taken, or no WAL archived.',
  remedy: 'Write an option and its value as one item with "=" between them, such as `--min-chunk-size=5MB`.',
  exceptions: [
    'A value that is an item of its own, directly behind its option.',
    'It is a warning where an option only has no effect, because the operator sets it from another field.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/backup_barmanobjectstore/',
    'https://github.com/cloudnative-pg/barman-cloud/blob/main/pkg/api/config.go',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/428',
  ],

  check: (subject, context) => argumentProblems(subject, context).map((problem) => finding(subject, problem)),
});

function finding(subject: Resource, { field, reason, meant, setBy, isHarmless }: ArgumentProblem): RawFinding {
  const { value, at, assumed } = field;
  return {
    at,
    message: `"${value}" ${reason}`,
    ...(isHarmless && { severity: 'warning' }),
    ...(meant !== undefined && { help: `Write "${meant}".` }),
    ...(setBy && {
      help: 'Remove it, and keep the field.',
      related: [{ at: subject.key(...setBy), message: 'It is set here' }],
    }),
    ...(meant !== undefined &&
      !assumed && {
        fix: {
          title: `Write "${meant}"`,
          safe: true,
          edits: subject.editor.set(subject.inDocument(...at.path), meant),
        },
      }),
  };
}
