import { remember } from './remember.ts';

/* The names and values of labels, and the names of objects, by the rules that Kubernetes has for them. Lengths are in bytes. */
const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/u;
const name = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/u;
const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/u;
const maxSubdomain = 253;
const maxName = 63;
/** What is put behind the beginning of a name to be generated, and how much is kept of that. */
const suffixLength = 5;
const maxPrefix = maxName - suffixLength;

/** Whether a text is longer than so many bytes. */
function isLonger(text: string, most: number): boolean {
  return text.length > most || (text.length * 3 > most && byteLength(text) > most);
}

/** How long a text is in UTF-8, in bytes. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** What is wrong with a text as a DNS subdomain, such as the name of an object: clauses, none for a good one. */
export function subdomainFaults(text: string, subject = 'it'): string[] {
  return [
    ...(isLonger(text, maxSubdomain) ? [`${subject} is longer than ${maxSubdomain} characters`] : []),
    ...(subdomain.test(text)
      ? []
      : [
          `${subject} is not made of lower-case letters, digits, "-" and "." alone, with a letter or digit at both ends`,
        ]),
  ];
}

/** What is wrong with a text as a DNS label, such as a namespace: clauses, none for a good one. */
export function dnsLabelFaults(text: string): string[] {
  return [
    ...(isLonger(text, maxName) ? [`it is longer than ${maxName} characters`] : []),
    ...(label.test(text)
      ? []
      : ['it is not made of lower-case letters, digits and "-" alone, with a letter or digit at both ends']),
  ];
}

/**
 * What is wrong with the beginning of a name to be generated: clauses, none for a good one. Kubernetes judges it as a name
 * in which an "a" stands for a "-" at the end and what is before that; with `isUsed` also what it makes of it.
 */
export function generateNameFaults(prefix: string, isUsed = true): string[] {
  const isMasked = byteLength(prefix) > 1 && prefix.endsWith('-');
  const faults = subdomainFaults(isMasked ? `${prefix.slice(0, -2)}a` : prefix);
  if (faults.length > 0 || !isUsed) return faults;
  return subdomainFaults(`${prefix.slice(0, maxPrefix)}${'x'.repeat(suffixLength)}`);
}

/** What is wrong with the key of a label, annotation or toleration: clauses, none for a good one. */
export const labelKeyFaults = remember((key): readonly string[] => {
  const parts = key.split('/');
  if (parts.length > 2) return ['it has more than one "/"'];
  const last = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  const before = 'the part before the "/"';
  const ofPrefix = prefix === undefined ? [] : prefix === '' ? [`${before} is empty`] : subdomainFaults(prefix, before);
  return [
    ...ofPrefix,
    ...(last === '' ? ['its name is empty'] : []),
    ...(isLonger(last, maxName) ? [`its name is longer than ${maxName} characters`] : []),
    ...(last === '' || name.test(last)
      ? []
      : ['its name is not made of letters, digits, "-", "_" and "." alone, with a letter or digit at both ends']),
  ];
});

/** What is wrong with the value of a label: clauses, none for a good one. */
export function labelValueFaults(value: string): string[] {
  return [
    ...(isLonger(value, maxName) ? [`it is longer than ${maxName} characters`] : []),
    ...(value === '' || name.test(value)
      ? []
      : ['it is not made of letters, digits, "-", "_" and "." alone, with a letter or digit at both ends']),
  ];
}
