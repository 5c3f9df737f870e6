import type { ResourcePlace } from '../model/resource.ts';
import { hasPlaceholder, type Resource } from '../rule/index.ts';
import { decodeBase64, decodeUtf8 } from '../values/base64.ts';

/** What a key of a Secret holds, in clear. */
export interface SecretValue {
  readonly key: string;
  readonly text: string;
  readonly at: ResourcePlace;
  readonly isBase64: boolean;
}

/** Reads a key of a Secret as a server does; nothing where it is absent, encrypted, or filled in by a later tool. */
export function secretValue(secret: Resource, key: string): SecretValue | undefined {
  const isPlain = secret.has('stringData', key);
  const field = secret.get('string', isPlain ? 'stringData' : 'data', key);
  if (!field || field.assumed || isFilledInLater(field.value, secret)) return undefined;
  if (isPlain) return { key, text: field.value, at: field.at, isBase64: false };
  const bytes = decodeBase64(field.value);
  const text = bytes && decodeUtf8(bytes);
  return text === undefined || isFilledInLater(text, secret) ? undefined : { key, text, at: field.at, isBase64: true };
}

/** Whether SOPS, which marks each value that it encrypts, Argo CD's vault plugin or vals puts another value there. */
function isFilledInLater(text: string, secret: Resource): boolean {
  const isOfVault = text.startsWith('<') && secret.hasKey('metadata', 'annotations', 'avp.kubernetes.io/path');
  return isOfVault || hasPlaceholder(text) || /^(?:ENC\[|<path:|(?:secret)?ref\+\w+:)/u.test(text);
}
