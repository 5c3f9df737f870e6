import { parse } from '../manifest/document.ts';
import { splitDocuments } from '../manifest/split.ts';
import type { SourceFile } from '../text/source.ts';
import { requirePackaged } from './package-root.ts';
import { UsageError } from './usage-error.ts';

/** Which minor of the operator each minor of its chart installs. */
export interface ChartTable {
  readonly chart: string;
  readonly minors: readonly { readonly chart: string; readonly operator: string }[];
}

/** An operator that a file of the repository installs. */
export interface InstalledOperator {
  readonly file: string;
  /** What says so, such as `chart 0.27.1`. */
  readonly by: string;
  /** Nothing where the version is a range without an upper end, or one that the table does not know. */
  readonly minor: string | undefined;
}

/** The content of `schemas/charts.json`. */
export function chartTable(): ChartTable {
  return requirePackaged('./charts.json') as ChartTable;
}

/** The operator's image, the manifest of one of its releases, or its repository at a tag. */
const release = /cloudnative-pg\/cloudnative-pg(?::|[^\s"']*?(?:\?ref=|\/cnpg-))v?((\d+\.\d+)(?:\.\d+)?)/gu;
/** `0.27.1`, `v0.27.1`, `~0.27.0`, `^0.27`, `0.27.x` and the like stay within a minor. */
const withinMinor = /^[v~^=\s]*(\d+\.\d+)(?:\.[\dx*]+)?(?:[-+][\w.+-]+)?$/u;

/** The operators that a file installs: by a chart (of Flux, Argo CD, Kustomize or Helm itself), an image or a release's manifest. */
export function operatorsIn(file: SourceFile, table: ChartTable): readonly InstalledOperator[] {
  if (!file.text.includes(table.chart)) return [];
  const found = new Map<string, InstalledOperator>();
  const add = (by: string, minor: string | undefined): void => {
    if (!found.has(by)) found.set(by, { file: file.path, by, minor });
  };
  // What a comment says is not installed.
  const lines = file.text.split('\n').filter((line) => !/^\s*#/u.test(line));
  for (const [, version, minor] of lines.join('\n').matchAll(release)) add(`release ${version}`, minor);
  for (const range of splitDocuments(file)) {
    const { value } = parse(file.text, range);
    // A chart may have the name of the operator's; what it depends on tells what it installs.
    const isChart = /(?:^|\/)Chart\.yaml$/u.test(file.path);
    const from = isChart ? (value as { dependencies?: unknown } | null)?.dependencies : value;
    for (const version of chartVersions(from, table.chart)) {
      const chartMinor = withinMinor.exec(version)?.[1];
      add(`chart ${version}`, table.minors.find(({ chart }) => chart === chartMinor)?.operator);
    }
  }
  return [...found.values()];
}

/** The minor of the operator that files install. Throws a UsageError if none of them tells it, or two disagree. */
export function installedMinor(files: readonly SourceFile[]): string {
  const table = chartTable();
  const found = files.flatMap((file) => operatorsIn(file, table));
  const [first, ...others] = found.filter(({ minor }) => minor !== undefined);
  const other = others.find(({ minor }) => minor !== first?.minor);
  if (first?.minor !== undefined && !other) return first.minor;
  const says = ({ file, by, minor }: InstalledOperator): string =>
    `${file} installs ${minor === undefined ? `${by}, which leaves the version open` : `${minor} (${by})`}`;
  const known = [first ?? found[0], other].flatMap((one) => (one ? says(one) : []));
  const why = known.length === 0 ? 'no manifest or chart installs the operator' : known.join(' and ');
  throw new UsageError(`--cnpg-version auto: ${why}; name the version`);
}

/**
 * Every version that something gives for the chart. HelmReleases, Applications, kustomizations, Chart.yaml and helmfiles write
 * it in one of three ways, at places of their own.
 */
function* chartVersions(value: unknown, chart: string): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  const { chart: byChart, name, url, version, targetRevision, ref } = value as Readonly<Record<string, unknown>>;
  const isNamed = [byChart, name, url].some((text) => typeof text === 'string' && lastPart(text) === chart);
  const { tag, semver } = (typeof url === 'string' && (ref as Readonly<Record<string, unknown>> | null)) || {};
  if (isNamed) for (const text of [version, targetRevision, tag, semver]) if (typeof text === 'string') yield text;
  for (const child of Object.values(value)) yield* chartVersions(child, chart);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
