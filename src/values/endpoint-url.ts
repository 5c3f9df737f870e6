import { remember } from './remember.ts';

/** The address of an object store. */
export interface Endpoint {
  readonly scheme: 'http' | 'https';
  /** In lower case. */
  readonly host: string;
  /** Nothing where it is the one of the scheme. */
  readonly port: string | undefined;
  /** With its leading slash, without trailing ones; empty if there is none. */
  readonly path: string;
}

/** Reads an address without user, query and fragment; nothing for anything else. Never throws. */
export const parseEndpoint = remember((text): Endpoint | undefined => {
  const parts = /^(https?):\/\/([^/:?#@[\]<>\s]+)(?::(\d+))?(\/[^?#\s]*)?$/iu.exec(text);
  if (!parts) return undefined;
  const [, written = '', host = '', port, path = ''] = parts;
  const scheme = written.toLowerCase() === 'https' ? 'https' : 'http';
  const isDefault = port === (scheme === 'https' ? '443' : '80');
  return { scheme, host: host.toLowerCase(), port: isDefault ? undefined : port, path: withoutTrailingSlashes(path) };
});

/** Scheme, host and port. */
export function originOf({ scheme, host, port }: Endpoint): string {
  return `${scheme}://${host}${port === undefined ? '' : `:${port}`}`;
}

/** Whether a host belongs to Amazon, in China too. */
export function isAmazon(host: string): boolean {
  return /(?:^|\.)amazonaws\.com(?:\.cn)?$/u.test(host);
}

/** Services whose hosts take the bucket in front. */
const services = [
  'backblazeb2.com',
  'cloudflarestorage.com',
  'digitaloceanspaces.com',
  'linodeobjects.com',
  'ovh.net',
  'scw.cloud',
  'storage.googleapis.com',
  'wasabisys.com',
];

/** What is left of a host without the bucket that stands in front of it; nothing if none does, as far as can be told. */
export function hostWithoutBucket(host: string, bucket: string | undefined): string | undefined {
  // The address of a private link to Amazon has a first part of its own.
  if (host.includes('.vpce.')) return undefined;
  if (isAmazon(host)) {
    const labels = host.split('.');
    const s3 = labels.findIndex((label) => /^s3(?:-[a-z]{2}-[a-z]+-\d)?$/u.test(label));
    return s3 > 0 ? labels.slice(s3).join('.') : undefined;
  }
  if (bucket === undefined || !host.startsWith(`${bucket.toLowerCase()}.`)) return undefined;
  const rest = host.slice(bucket.length + 1);
  const isService = services.some((service) => rest === service || rest.endsWith(`.${service}`));
  return isService || /^s3[.-]/u.test(rest) ? rest : undefined;
}

function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
