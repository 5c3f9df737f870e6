/* Where backups go, as barman-cloud reads it: its provider, the bucket or container, and the folder in it. */

export type Provider = 's3' | 'google' | 'azure';

/** A folder in a bucket of a provider. */
export interface Destination {
  readonly is: 'destination';
  readonly provider: Provider;
  readonly bucket: string;
  /** The folder below the bucket, without the slashes before it; empty for the whole bucket. */
  readonly folder: string;
  /** What is written behind the folder as in a URL, and is ignored: it starts with `?` or `#`. */
  readonly rest: string;
}

/** Why a text is no destination. The reason is a clause that goes on after the text: `names no bucket`. */
export interface DestinationFault {
  readonly is: 'fault';
  readonly reason: string;
  /** What was most likely meant; nothing where that is a guess. */
  readonly meant?: string;
}

/** How each provider wants it. */
export const destinationForms: Readonly<Record<Provider, string>> = {
  s3: 's3://bucket/folder',
  google: 'gs://bucket/folder',
  azure: 'https://account.blob.core.windows.net/container/folder',
};

const schemes: ReadonlyMap<string, Provider> = new Map([
  ['s3', 's3'],
  ['gs', 'google'],
  ['http', 'azure'],
  ['https', 'azure'],
]);
const googleConsole = 'https://console.cloud.google.com/storage/browser/';
const azureHost = 'blob.core.windows.net';

/** Reads a destination. Never throws. */
export function parseDestination(text: string): Destination | DestinationFault {
  const parts = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(.*)$/su.exec(
    text.startsWith(googleConsole) ? `gs://${text.slice(googleConsole.length)}` : text,
  );
  if (!parts) return withoutScheme(text);
  const [scheme = '', host = '', path = '', rest = ''] = parts.slice(1);
  if (/^https?:$/iu.test(host)) return { is: 'fault', reason: 'has two schemes' };
  const provider = schemes.get(scheme.toLowerCase());
  if (provider === undefined) return { is: 'fault', reason: `begins with "${scheme}://", which no provider has` };
  if (provider === 'azure') return inAzure(host, path, rest);
  if (host === '') return { is: 'fault', reason: 'names no bucket' };
  return { is: 'destination', provider, bucket: host, folder: path.replace(/^\/+/u, ''), rest };
}

function inAzure(host: string, path: string, rest: string): Destination | DestinationFault {
  const parts = path.split('/').slice(1);
  // An emulator has the account in the path, before the container; other clouds of Azure have it in the host, too.
  const isEmulator = !host.toLowerCase().endsWith(azureHost) && !/\.blob\./iu.test(host) && (parts[1] ?? '') !== '';
  const [bucket = '', ...folders] = isEmulator ? parts.slice(1) : parts;
  if (host === '' || bucket === '') return { is: 'fault', reason: 'names no container' };
  return { is: 'destination', provider: 'azure', bucket, folder: folders.join('/'), rest };
}

function withoutScheme(text: string): DestinationFault {
  const [, scheme = '', between = '', rest = ''] = /^(s3|gs)(:?\/*)(.*)$/isu.exec(text) ?? [];
  if (between === '') return { is: 'fault', reason: 'does not begin with a scheme such as s3://' };
  if (/^https?:/iu.test(rest)) return { is: 'fault', reason: 'has two schemes' };
  const reason = `has "${between}" behind "${scheme}" instead of "://"`;
  return rest === '' ? { is: 'fault', reason } : { is: 'fault', reason, meant: `${scheme.toLowerCase()}://${rest}` };
}
