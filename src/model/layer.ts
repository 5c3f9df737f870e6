import { parse } from '../manifest/document.ts';
import { splitDocuments } from '../manifest/split.ts';
import type { SourceFile } from '../text/source.ts';
import { directoryOf, join } from './file-paths.ts';
import { type Mapping, mappingOf } from './mapping.ts';
import { anywhere, type PatchedPath, patchedPaths } from './open-patches.ts';

/** What a kustomization, a Flux Kustomization or an Argo CD Application does to what it includes. */
export interface Layer {
  /** The directory of a kustomization, which others may include. */
  readonly directory: string | undefined;
  /** Files and directories that it includes, components among them. */
  readonly includes: ReadonlySet<string>;
  /** Whether it takes a directory without a kustomization with all that lies deeper. */
  readonly isRecursive: boolean;
  /** The namespace that it puts everything into, whatever is written there. */
  readonly namespace: string | undefined;
  /** The namespace of what has none. */
  readonly defaultNamespace: string | undefined;
  readonly prefix: string;
  readonly suffix: string;
  /** Directories of kustomizations that are applied to all that it includes, before its own patches. */
  readonly components: readonly string[];
  /** In the order in which they are applied. */
  readonly patches: readonly LayerPatch[];
  /** Whether it changes objects in ways that are not followed. */
  readonly isOpaque: boolean;
}

/** A patch as a layer lists it. */
export interface LayerPatch {
  /** The file that holds a strategic-merge patch; nothing where the layer holds the patch, or it is of another form. */
  readonly file: string | undefined;
  /** Patterns of the objects that it is for; without them, it is for those that it names. */
  readonly target: Mapping | undefined;
  /** What the layer itself holds of it, object by object. */
  readonly objects: readonly Mapping[];
  /** Where it sets or removes something, if it is not followed. */
  readonly paths: readonly PatchedPath[];
}

/** The patch that a layer comes to which does more than can be followed. */
export const anything: LayerPatch = { file: undefined, target: undefined, objects: [], paths: anywhere };

const fluxGroup = 'kustomize.toolkit.fluxcd.io';
const argoGroup = 'argoproj.io';

/** Whether a text may hold objects that apply directories of a repository, by a cheap look at it. Annotations of Flux stand on anything. */
export function mayDeploy(text: { includes(what: string): boolean }): boolean {
  return text.includes(`${fluxGroup}/v`) || (text.includes(argoGroup) && text.includes('kind: Application'));
}

/** Whether a file's name says that it is a kustomization. */
export function isKustomization(path: string): boolean {
  return /(?:^|[/:])(?:kustomization\.ya?ml|Kustomization)$/u.test(path);
}

/** The layers that a file describes: that of a kustomization, else those of the objects in it that apply directories. */
export function layersIn(file: SourceFile): readonly Layer[] {
  const { path, text } = file;
  if (isKustomization(path)) return [kustomization(mappingOf(parse(text, { start: 0, end: text.length }).value), path)];
  return splitDocuments(file).flatMap((part) => {
    if (!mayDeploy(text.slice(part.start, part.end))) return [];
    const { apiVersion, kind, spec } = mappingOf(parse(text, part).value);
    const group = String(apiVersion).split('/', 1)[0];
    if (group === fluxGroup && kind === 'Kustomization') return flux(mappingOf(spec));
    return group === argoGroup && kind === 'Application' ? argo(mappingOf(spec)) : [];
  });
}

function kustomization(value: Mapping, path: string): Layer {
  const directory = directoryOf(path);
  const listed = (key: string): readonly string[] =>
    list(value[key])
      .filter(isText)
      .map((one) => join(directory, one));
  const components = listed('components');
  const opaque = ['transformers', 'configurations', 'replacements', 'openapi'];
  return {
    ...common(value, directory),
    directory,
    includes: new Set([...listed('resources'), ...listed('bases'), ...components]),
    components,
    isOpaque: opaque.some((key) => value[key] !== undefined && value[key] !== null),
  };
}

function flux(spec: Mapping): Layer[] {
  const path = textAt(spec, 'path');
  return path === undefined
    ? []
    : [{ ...deployer(spec, path), isRecursive: true, namespace: textAt(spec, 'targetNamespace') }];
}

function argo(spec: Mapping): Layer[] {
  const defaultNamespace = textAt(mappingOf(spec['destination']), 'namespace');
  return [...list(spec['source']), ...list(spec['sources'])].flatMap((one) => {
    const source = mappingOf(one);
    const path = textAt(source, 'path');
    const isRecursive = mappingOf(source['directory'])['recurse'] === true;
    return path === undefined
      ? []
      : [{ ...deployer(mappingOf(source['kustomize']), path), isRecursive, defaultNamespace }];
  });
}

/** What applies a directory. Its components become a part of the kustomization there, which is not followed. */
function deployer(value: Mapping, path: string): Layer {
  const root = join('', path);
  const components = list(value['components']).filter(isText);
  return {
    ...common(value, root),
    includes: new Set([root, ...components.map((one) => join(root, one))]),
    isOpaque: components.length > 0,
  };
}

function common(value: Mapping, directory: string): Omit<Layer, 'includes' | 'isOpaque'> {
  return {
    directory: undefined,
    isRecursive: false,
    namespace: textAt(value, 'namespace'),
    defaultNamespace: undefined,
    prefix: textAt(value, 'namePrefix') ?? '',
    suffix: textAt(value, 'nameSuffix') ?? '',
    components: [],
    patches: ['patchesStrategicMerge', 'patches', 'patchesJson6902'].flatMap((key) =>
      list(value[key]).flatMap((patch) => patchOf(patch, directory, key !== 'patchesJson6902')),
    ),
  };
}

function patchOf(written: unknown, directory: string, isMerge: boolean): LayerPatch[] {
  const { path, patch, target, options } = typeof written === 'string' ? { path: written } : mappingOf(written);
  // One that may change name or kind is not followed.
  const file = isText(path) && isMerge && !options ? join(directory, path) : undefined;
  const text = isText(path) ? undefined : (path ?? patch);
  const values = typeof text === 'string' ? valuesIn(text) : undefined;
  return [
    {
      file,
      target: target ? mappingOf(target) : undefined,
      objects: target ? [] : (values ?? []).map(mappingOf),
      paths: values?.flatMap(patchedPaths) ?? anywhere,
    },
  ];
}

function valuesIn(text: string): readonly unknown[] {
  return splitDocuments({ path: '', text }).map((part) => parse(text, part).value);
}

function list(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : [value].flat();
}

function textAt(value: Mapping, key: string): string | undefined {
  const text = value[key];
  return isText(text) ? text : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('\n');
}
