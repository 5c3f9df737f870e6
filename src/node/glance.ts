import { isKustomization, mayDeploy } from '../model/layer.ts';
import { decode, holdUtf16 } from './utf8.ts';

/** What the bytes of a file say before anything is parsed. */
export interface Glance {
  /** Its text, unless it is none of our business, as most files are. */
  readonly text?: string;
  readonly isKustomization: boolean;
  /** Whether it may hold our resources, or what they refer to. */
  readonly isManifest: boolean;
  /** The minors of the operator that it installs. */
  readonly operators: readonly string[];
}

const operatorImage = 'cloudnative-pg/cloudnative-pg:';
const operatorVersion = /cloudnative-pg\/cloudnative-pg:v?(\d+\.\d+)/gu;
const nothing: Glance = { isKustomization: false, isManifest: false, operators: [] };

/** Looks for what matters: our API groups, what ours may refer to, kustomizations, and the operator's image. Throws for a manifest of ours in UTF-16. */
export function glanceAt(path: string, bytes: Buffer): Glance {
  if (holdUtf16(bytes, 'cnpg.io')) throw new Error('is UTF-16, and kubectl reads UTF-8; save it as that');
  const asKustomization = isKustomization(path) || mayDeploy(bytes);
  const installs = bytes.includes(operatorImage);
  const isManifest = bytes.includes('cnpg.io') || mayHoldNeighbours(bytes);
  if (!asKustomization && !installs && !isManifest) return nothing;
  const text = decode(bytes);
  const operators = installs ? Array.from(text.matchAll(operatorVersion), ([, minor]) => minor ?? '') : [];
  return { text, isKustomization: asKustomization, isManifest, operators };
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
