import { type Document, parse } from '../manifest/document.ts';
import type { Path } from '../manifest/path.ts';
import type { YamlProblem } from '../manifest/problem.ts';
import { type PlaceTable, type Shape, tabulate } from '../manifest/places.ts';
import { type DocumentText, splitDocuments } from '../manifest/split.ts';
import type { Range, SourceFile } from '../text/source.ts';
import type { SchemaProblem } from './schema-catalog.ts';

/*
 * What reading one file yields, as plain data: it can be made in a worker thread and kept without the syntax trees,
 * which are made again for the few documents in which a place must be found.
 */
export interface Reading {
  readonly resources: readonly ResourceData[];
  readonly problems: readonly DocumentProblem[];
  /** Set when the file is a template that is no YAML before it is rendered; then there is nothing else. */
  readonly template?: Template;
}

/** Where a template's first action stands, and which kinds its text seems to define. */
export interface Template extends Range {
  readonly kinds: readonly string[];
}

/** One Kubernetes object of ours in a file. */
export interface ResourceData {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Which document of the file, and where in it: empty but for the items of a List. */
  readonly document: number;
  readonly root: Path;
  readonly value: Readonly<Record<string, unknown>>;
  /** Pointers, from the object, of values that a placeholder leaves unknown, and of those that are its default. */
  readonly unknown: readonly string[];
  readonly assumed: readonly string[];
  readonly places: PlaceTable;
  /** What the schema says; filled in by the engine. */
  readonly problems: readonly SchemaProblem[];
}

/** A mistake in a document's text, with the object's kind as far as the text tells it. */
export interface DocumentProblem extends YamlProblem {
  readonly document: number;
}

const mention = /cnpg\.io/u;

/** Reads the objects of the given API groups out of a file. Never throws. */
export function readManifests(file: SourceFile, groups: readonly string[]): Reading {
  const resources: ResourceData[] = [];
  const problems: DocumentProblem[] = [];
  for (const part of splitDocuments(file)) {
    const text = file.text.slice(part.start, part.end);
    if (!mention.test(text)) continue;
    const document = parse(file.text, part);
    const template = templateIn(document, text, part);
    if (template) return { resources: [], problems: [], template: { ...template, kinds: kindsIn(file.text) } };
    const found = document.problems.some(isFatal) ? [] : objects(document.value).filter(({ group }) => groups.includes(group));
    const ours = found.length > 0 || (document.problems.some(isFatal) && declaresOurs(text, groups));
    if (!ours) continue;
    for (const problem of document.problems) problems.push({ ...problem, document: part.index });
    if (part.glued) problems.push({ code: 'glued-separator', range: part.glued, detail: {}, document: part.index });
    for (const object of found) {
      const shape = object.root.reduce<Shape | undefined>((at, segment) => at?.children.get(segment), document.shape);
      const places = tabulate(object.value, shape ?? document.shape);
      resources.push({ ...object, ...placeholders(document, object.root), places, document: part.index, problems: [] });
    }
  }
  return { resources, problems };
}

/** A document that cannot be judged any further. */
function isFatal(problem: YamlProblem): boolean {
  return problem.code === 'syntax' || problem.code === 'limit' || problem.code === 'template';
}

/** Whether a text that is no YAML means to be an object of ours: an `apiVersion` line at its outermost level says so. */
function declaresOurs(text: string, groups: readonly string[]): boolean {
  const version = /^(?:- )?["']?apiVersion["']?[ \t]*:[ \t]*["']?([\w.-]+)\//gmu;
  return [...text.matchAll(version)].some((match) => groups.includes(match[1] ?? ''));
}

/** Template actions outside comments make a file a template if they keep it from being YAML. */
function templateIn(document: Document, text: string, part: DocumentText): Range | undefined {
  const broken = document.problems.find((problem) => problem.code === 'template' || problem.code === 'syntax');
  if (!broken) return undefined;
  if (broken.code === 'template') return { start: broken.range.start, end: broken.range.start + 2 };
  const action = /^[^#\n]*?(\{\{|\{%)/mu.exec(text);
  if (!action) return undefined;
  const start = part.start + action.index + action[0].length - 2;
  return { start, end: start + 2 };
}

function kindsIn(text: string): string[] {
  return [...text.matchAll(/^[ \t]*kind:[ \t]*["']?(\w+)/gmu)].map((match) => match[1] ?? '');
}

type Found = Pick<ResourceData, 'group' | 'version' | 'kind' | 'root' | 'value'>;

/** The objects of a document: itself, or the items of a List. */
function objects(value: unknown, root: Path = []): Found[] {
  if (!isObject(value) || typeof value['kind'] !== 'string' || typeof value['apiVersion'] !== 'string') return [];
  const { kind, apiVersion } = value as { kind: string; apiVersion: string };
  if (kind.endsWith('List') && Array.isArray(value['items']))
    return value['items'].flatMap((item, index) => objects(item, [...root, 'items', index]));
  const slash = apiVersion.indexOf('/');
  return [{ group: apiVersion.slice(0, Math.max(0, slash)), version: apiVersion.slice(slash + 1), kind, root, value }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function placeholders(document: Document, root: Path): { unknown: string[]; assumed: string[] } {
  const prefix = root.map((segment) => `/${segment}`).join('');
  const within = (pointers: ReadonlySet<string>): string[] =>
    [...pointers].filter((pointer) => pointer.startsWith(prefix)).map((pointer) => pointer.slice(prefix.length));
  return { unknown: within(document.unknown), assumed: within(document.assumed) };
}
