import { isKustomization, mayDeploy } from '../model/layer.ts';
import { decode, holdUtf16 } from './utf8.ts';

/** What the bytes of a file say before anything is parsed. */
export interface Glance {
  /** Its text, unless it is none of our business, as most files are. */
  readonly text?: string;
  readonly isKustomization: boolean;
  /** Whether it may hold our resources, or what they refer to. */
  readonly isManifest: boolean;
  /** Whether it may install the operator, by a manifest or its chart. */
  readonly mayInstall: boolean;
}

/** The operator's repository, which its image and its manifests are named after, or its chart. */
const operator = /cloudnative-pg\/cloudnative-pg|[:/\s"']cloudnative-pg(?=["'\s,}]|$)/u;
const nothing: Glance = { isKustomization: false, isManifest: false, mayInstall: false };

/** Looks for what matters: our API groups, what ours may refer to, kustomizations, and the operator itself. Throws for a manifest of ours in UTF-16. */
export function glanceAt(path: string, bytes: Buffer): Glance {
  if (holdUtf16(bytes, 'cnpg.io')) throw new Error('is UTF-16, and kubectl reads UTF-8; save it as that');
  const asKustomization = isKustomization(path) || mayDeploy(bytes);
  const isManifest = bytes.includes('cnpg.io') || mayHoldNeighbours(bytes);
  const namesOperator = bytes.includes('cloudnative-pg');
  if (!asKustomization && !namesOperator && !isManifest) return nothing;
  const text = decode(bytes);
  const mayInstall = namesOperator && operator.test(text);
  return asKustomization || mayInstall || isManifest
    ? { text, isKustomization: asKustomization, isManifest, mayInstall }
    : nothing;
}

/** Whether a file may hold what our resources refer to, Secrets and ConfigMaps with SQL, what makes or fills that, or what reads the operator's metrics. */
function mayHoldNeighbours(bytes: Buffer): boolean {
  const mayHoldQueries = bytes.includes('sql') || bytes.includes('usage:');
  return (
    ['kind: Secret', 'kind: ExternalSecret', 'kind: SealedSecret', 'postBuild:'].some((text) => bytes.includes(text)) ||
    bytes.includes('cnpg_collector_') ||
    (bytes.includes('kind: ConfigMap') && mayHoldQueries)
  );
}
