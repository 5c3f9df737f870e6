import { anchorsNamed } from '../../src/facts/anchors.ts';
import {
  type DocumentProblem,
  defineRule,
  type Project,
  type RawFix,
  type Resource,
  type Source,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'yaml/anchor-on-nothing',
  kinds: [],
  consequence: 'refused',
  preset: 'server',
  summary: 'An anchor marks a value, and is not written where an alias is meant',
  why:
    '`&name` without a value is null, although it looks like a reference: the field counts as missing, and the API server refuses the object ' +
    'if it is required.',
  remedy: 'Write the value, or an alias: `*name`.',
  exceptions: ['It is a warning for a field that may be missing and an anchor that stands nowhere else.'],
  references: ['https://yaml.org/spec/1.2.2/#692-node-anchors', 'https://yaml.org/spec/1.2.2/#71-alias-nodes'],

  checkText(problem, source, { project }) {
    if (problem.code !== 'anchor-on-nothing') return undefined;
    const name = String(problem.detail['name']);
    const anchors = anchorsNamed(name, problem, source).filter(
      ({ is }) => is === 'above' || is === 'in another document',
    );
    const above = anchors.findLast(({ is }) => is === 'above');
    const other = above ?? anchors.at(-1);
    const subject = project.of(source).find(({ data }) => data.document === problem.document);
    const fix = above ? toAlias(name, problem, source) : subject && onlyCluster(problem, subject, project);
    const isCertain = other !== undefined || isRequired(problem, subject, project);
    return {
      at: { source, range: problem.range },
      message: `The anchor "&${name}" marks no value, so the field is empty`,
      help: above
        ? `Write the alias "*${name}".`
        : `Write the value${other ? `; an alias would not do, since "&${name}" is in another document` : ''}.`,
      ...(!isCertain && { severity: 'warning' }),
      ...(other && { related: [{ at: { source, range: other.range }, message: `"&${name}" marks a value here` }] }),
      ...(fix && { fix }),
    };
  },
});

function toAlias(name: string, { range }: DocumentProblem, { path }: Source): RawFix {
  return { title: `Write the alias "*${name}"`, safe: false, edits: [{ file: path, ...range, newText: `*${name}` }] };
}

/** The one Cluster that a reference to a Cluster can mean. */
function onlyCluster(
  { path = [], range }: DocumentProblem,
  { source }: Resource,
  project: Project,
): RawFix | undefined {
  const names = new Set(project.ofKind('Cluster').map((cluster) => cluster.name));
  const [name = ''] = names;
  if (path.slice(-2).join('.') !== 'cluster.name' || names.size !== 1 || name === '') return undefined;
  return {
    title: `Write "${name}", the only Cluster`,
    safe: false,
    edits: [{ file: source.path, ...range, newText: name }],
  };
}

function isRequired(
  { path = [] }: DocumentProblem,
  subject: Resource | undefined,
  { schemas, target }: Project,
): boolean {
  return (
    subject !== undefined &&
    schemas.field(subject.data.group, subject.kind, path.slice(subject.data.root.length), target)?.required === true
  );
}
