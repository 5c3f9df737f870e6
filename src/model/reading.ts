import { type Document, parse } from '../manifest/document.ts';
import { type Path, toPointer } from '../manifest/path.ts';
import { type Anchored, type PlaceTable, type Shape, tabulate } from '../manifest/places.ts';
import type { YamlProblem } from '../manifest/problem.ts';
import { type DocumentText, isMarkdown, splitDocuments } from '../manifest/split.ts';
import { nearest } from '../text/nearest.ts';
import type { Range, SourceFile } from '../text/source.ts';
import { isMapping } from './mapping.ts';
import type { SchemaProblem } from './schema-catalog.ts';

/*
 * What reading one file yields, as plain data with a table of its places: the syntax trees are dropped, and made again for
 * the few documents whose text is to be edited.
 */
export interface Reading {
  readonly resources: readonly ResourceData[];
  /** Objects of others that have to do with ours. Nothing is said of them for their own sake. */
  readonly neighbours: readonly ResourceData[];
  readonly problems: readonly DocumentProblem[];
  /** Set when the file is a template that is no YAML before it is rendered; then there is nothing else. */
  readonly template?: Template;
}

/** Where a template's first action stands, and which kinds its text seems to define. */
export interface Template extends Range {
  readonly kinds: readonly string[];
}

/** One Kubernetes object in a file. */
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

/** Reads the objects of the given API groups out of a file. Never throws. */
export function readManifests(file: SourceFile, groups: readonly string[]): Reading {
  const resources: ResourceData[] = [];
  const neighbours: ResourceData[] = [];
  const problems: DocumentProblem[] = [];
  const anchors = new Map<string, Anchored>();
  for (const part of splitDocuments(file)) {
    const text = file.text.slice(part.start, part.end);
    if (!mayBeOurs(text, groups) && !mayBeNeighbour(text)) continue;
    const document = parse(file.text, part);
    const isBroken = document.problems.some(({ code }) => code === 'syntax' || code === 'limit' || code === 'template');
    const all = isBroken ? [] : objects(document.value);
    neighbours.push(...all.filter(isNeighbour).map((object) => toData(object, document, part)));
    const found = all.filter(({ group }) => isOurs(group, groups));
    if (found.length === 0 && !(isBroken && declaresOurs(text, groups))) continue;
    const template = templateIn(document, part, file.text);
    if (isMarkdown(file.path) && (template || (isBroken && elision.test(text)))) continue;
    if (template)
      return { resources: [], neighbours: [], problems: [], template: { ...template, kinds: kindsIn(file.text) } };
    if (part.glued) problems.push({ code: 'glued-separator', range: part.glued, detail: {}, document: part.index });
    const elsewhere = isMarkdown(file.path) ? [] : redefinedAnchors(document, anchors);
    for (const problem of [...document.problems, ...elsewhere]) problems.push({ ...problem, document: part.index });
    resources.push(...found.map((object) => toData(object, document, part)));
  }
  return { resources, neighbours, problems };
}

/** Anchors that mark another text in an earlier document of the file; those of this one are added. */
function redefinedAnchors({ anchors }: Document, earlier: Map<string, Anchored>): YamlProblem[] {
  return [...anchors].flatMap(([name, place]) => {
    const related = earlier.get(name);
    earlier.set(name, place);
    if (!related || related.text === place.text) return [];
    return [{ code: 'anchor-redefined', range: place, related, detail: { name, isElsewhere: true } }];
  });
}

function toData(object: Found, document: Document, { index }: DocumentText): ResourceData {
  const shape = object.root.reduce<Shape | undefined>((at, segment) => at?.children.get(segment), document.shape);
  const places = tabulate(object.value, shape ?? document.shape);
  return { ...object, ...placeholders(document, object.root), places, document: index, problems: [] };
}

/** A line that stands for what an excerpt on a page leaves out. */
const elision = /^[ \t]*(?:- )?(?:\[?(?:\.\.\.|…)\]?|<snip>)[ \t]*\r?$/mu;

/** Whether a group is ours or is misspelt as such. */
function isOurs(group: string, groups: readonly string[]): boolean {
  return groups.includes(group) || group === 'cnpg.io' || nearest(group, groups) !== undefined;
}

/** A cheap look at a text: whether parsing it could yield an object of ours. Its own `apiVersion` line is believed. */
function mayBeOurs(text: string, groups: readonly string[]): boolean {
  if (!['cnpg.io', ...groups].some((group) => text.includes(group))) return false;
  const version = /^apiVersion:[ \t]*["']?([\w.-]+)(?:\/[\w.-]+)?["']?[ \t]*(?:#.*)?\r?$/mu.exec(text)?.[1];
  return version === undefined || isOurs(version, groups) || /^kind:[ \t]*["']?\w*List\b/mu.test(text);
}

/** The kinds that have to do with ours, and their groups: what ours refer to and who makes that, what scales, watches and substitutes ours. */
const neighbourKinds: Readonly<Record<string, string>> = {
  ConfigMap: '',
  Secret: '',
  ExternalSecret: 'external-secrets.io',
  SealedSecret: 'bitnami.com',
  HorizontalPodAutoscaler: 'autoscaling',
  VerticalPodAutoscaler: 'autoscaling.k8s.io',
  PrometheusRule: 'monitoring.coreos.com',
  Kustomization: 'kustomize.toolkit.fluxcd.io',
};
/** The kinds that have to do with ours only if they select pods by labels of the operator. */
const selectingKinds: Readonly<Record<string, string>> = {
  Service: '',
  NetworkPolicy: 'networking.k8s.io',
  PodDisruptionBudget: 'policy',
  PodMonitor: 'monitoring.coreos.com',
};
const allNeighbours = { ...neighbourKinds, ...selectingKinds };
const neighbourLine = kindLine(neighbourKinds);
const selectingLine = kindLine(selectingKinds);

function kindLine(kinds: Readonly<Record<string, string>>): RegExp {
  return new RegExp(`^kind:[ \\t]*["']?(?:${Object.keys(kinds).join('|')})["']?[ \\t]*(?:#.*)?\\r?$`, 'mu');
}

/** A cheap look at a text: whether it is an object of others that has to do with ours. */
function mayBeNeighbour(text: string): boolean {
  return neighbourLine.test(text) || (text.includes('cnpg.io/') && selectingLine.test(text));
}

function isNeighbour({ group, version, kind }: Found): boolean {
  return Object.hasOwn(allNeighbours, kind) && group === allNeighbours[kind] && (group !== '' || version === 'v1');
}

/** Whether a text that is no YAML means to be an object of ours: an `apiVersion` line at its outermost level says so. */
function declaresOurs(text: string, groups: readonly string[]): boolean {
  const isNested = /^\s*[{[]/u.test(text) || /^[ \t]*["']?kind["']?[ \t]*:[ \t]*["']?List\b/mu.test(text);
  const outermost = /^([ \t]*)[^#\s-]/mu.exec(text)?.[1] ?? '';
  const version = /^([ \t]*)(?:- )?(?:\{[ \t]*)?["']?apiVersion["']?[ \t]*:[ \t]*["']?([\w.-]+)\//gmu;
  return [...text.matchAll(version)].some(
    ([, indent, group = '']) => isOurs(group, groups) && (isNested || indent === outermost),
  );
}

/**
 * The first action of a template. Actions outside of comments make a document one if they keep it from being YAML; then
 * the file is, whose first action may stand in another document.
 */
function templateIn(document: Document, part: DocumentText, text: string): Range | undefined {
  const broken = document.problems.find(({ code }) => code === 'template' || code === 'syntax');
  if (!broken) return undefined;
  const own = actionIn(text.slice(part.start, part.end));
  if (own === undefined) return broken.code === 'template' ? broken.range : holeInBrackets(text, broken.range.start);
  const start = actionIn(text) ?? part.start + own;
  return { start, end: start + 2 };
}

function actionIn(text: string): number | undefined {
  const action = /^[^#\n]*?(?=\{\{|\{%)/mu.exec(text);
  return action ? action.index + action[0].length : undefined;
}

/** A `${NAME}` between brackets, which is no YAML before it is filled in, on the line of an offset. */
function holeInBrackets(text: string, offset: number): Range | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const hole = /^[^#\n]*?(?<!\$)[{[][^#\n]*?(?=\$\{)/u.exec(text.slice(lineStart));
  const start = lineStart + (hole?.[0].length ?? 0);
  return hole ? { start, end: start + 2 } : undefined;
}

function kindsIn(text: string): string[] {
  return [...text.matchAll(/^[ \t]*kind:[ \t]*["']?(\w+)/gmu)].map((match) => match[1] ?? '');
}

type Found = Pick<ResourceData, 'group' | 'version' | 'kind' | 'root' | 'value'>;

/** The objects of a document: itself, or the items of a List. */
function objects(value: unknown, root: Path = []): Found[] {
  if (!isMapping(value) || typeof value['kind'] !== 'string' || typeof value['apiVersion'] !== 'string') return [];
  const { kind, apiVersion } = value as { kind: string; apiVersion: string };
  if (kind.endsWith('List') && Array.isArray(value['items']))
    return value['items'].flatMap((item, index) => objects(item, [...root, 'items', index]));
  const slash = apiVersion.indexOf('/');
  return [{ group: apiVersion.slice(0, Math.max(0, slash)), version: apiVersion.slice(slash + 1), kind, root, value }];
}

function placeholders(document: Document, root: Path): { unknown: string[]; assumed: string[] } {
  const prefix = toPointer(root);
  const within = (pointers: ReadonlySet<string>): string[] =>
    [...pointers]
      .filter((pointer) => pointer === prefix || pointer.startsWith(`${prefix}/`))
      .map((pointer) => pointer.slice(prefix.length));
  return { unknown: within(document.unknown), assumed: within(document.assumed) };
}
