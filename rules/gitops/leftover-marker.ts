import { defineRule, findBelow, type Path } from '../../src/rule/index.ts';

/** What samples leave to be filled in, wherever it stands in a value. */
const markers = [
  /(?<![a-z0-9])(?:change|replace)[-_]?me(?![a-z0-9])/iu,
  /(?<![A-Za-z0-9])REPLACE(?:[-_][A-Z0-9]+)+/u,
  /<(?:your[ _-][^<>]+|[A-Za-z][A-Za-z0-9]*(?:[._-][A-Za-z0-9]+)*)>/u,
  /@[A-Z][A-Z0-9_]+@/u,
  // Between words these are notes to people.
  /(?<=^\S*)(?<![A-Za-z])(?:TODO|FIXME)(?![A-Za-z])(?=\S*$)/u,
];

/** What any of the markers has, so that most texts are seen at once to have none. */
const mayHold = /change[-_]?me|replace|<|@|TODO|FIXME/iu;

/** Domains that are reserved for documentation (RFC 2606). */
const sampleHost = /^(?:\w+:\/\/)?(?:[\w-]+\.)*example\.(?:com|net|org)(?=[:/]|$)/iu;

const samplePath = /(?:^|[/._-])(?:examples?|samples?|docs?|templates?)(?=[/._-]|$)|\.md(?:$|\.)/iu;

export default defineRule<{ readonly markers: readonly string[] }>({
  id: 'gitops/leftover-marker',
  kinds: ['*'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A value that a sample leaves to be filled in is filled in',
  why: 'It is applied as it stands: a bucket called CHANGEME, an endpoint that does not resolve. The first backup finds out.',
  remedy: 'Write the real value.',
  exceptions: [
    'Files whose path says example, sample, docs or template, and Markdown.',
    'SQL, texts of several lines, and notes in annotations.',
    '`__NAME__` is a placeholder that a later tool fills; name its form in the option `markers` if none does.',
  ],
  references: [
    'https://github.com/mrwulf/home-cluster/pull/5034',
    'https://www.rfc-editor.org/rfc/rfc2606',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/docs/src/appendixes/backup_volumesnapshot.md',
  ],
  options: {
    schema: {
      markers: {
        type: 'array',
        items: { type: 'string', format: 'regex' },
        description: 'Regular expressions of further markers',
      },
    },
    defaults: { markers: [] },
  },

  *check(subject, { options }) {
    if (samplePath.test(subject.source.path)) return;
    const own = options.markers.map((pattern) => new RegExp(pattern, 'u'));
    const isWanted = (value: unknown, key: string | number): boolean =>
      typeof value === 'string' && (own.length > 0 || mayHold.test(value) || endpointProblem(key, value) !== undefined);
    for (const root of ['metadata', 'spec'])
      for (const { path, value } of findBelow(subject.value(root), [root], isWanted)) {
        const text = String(value);
        if (isNoSetting(path, text)) continue;
        const isUnknown = subject.isUnknown(...path);
        const marker = markerIn(text, own) ?? (isUnknown || !mayHold.test(text) ? undefined : markerIn(text, markers));
        const key = path.at(-1) ?? '';
        const isEndpoint = key !== 'host' || path.at(-2) === 'connectionParameters';
        const sample = isUnknown || !isEndpoint ? undefined : endpointProblem(key, text);
        const message = marker === undefined ? sample : `The marker "${marker}" has not been filled in`;
        if (message !== undefined) yield { at: subject.at(...path), message };
      }
  },
});

/** SQL, passwords, and annotations that are prose, are no settings. */
function isNoSetting(path: Path, text: string): boolean {
  const isProse = text.includes('\n') || (path[1] === 'annotations' && /\s/u.test(text));
  return isProse || path.some((key) => typeof key === 'string' && /SQL$|^password$/u.test(key));
}

function markerIn(text: string, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

function endpointProblem(key: string | number, text: string): string | undefined {
  if (key !== 'endpointURL' && key !== 'host') return undefined;
  if (text === '') return `"${key}" is empty`;
  return sampleHost.test(text) ? `"${text}" is an address for documentation, which leads nowhere` : undefined;
}
