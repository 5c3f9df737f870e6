/* The names and values of labels, and the names of objects, by the rules that Kubernetes has for them. Lengths are in bytes. */
const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/u;
const name = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/u;
const maxSubdomain = 253;
const maxName = 63;

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
    ...(byteLength(text) > maxSubdomain ? [`${subject} is longer than ${maxSubdomain} characters`] : []),
    ...(subdomain.test(text)
      ? []
      : [
          `${subject} is not made of lower-case letters, digits, "-" and "." alone, with a letter or digit at both ends`,
        ]),
  ];
}

/** What is wrong with the key of a label, annotation or toleration: clauses, none for a good one. */
export function labelKeyFaults(key: string): string[] {
  const parts = key.split('/');
  if (parts.length > 2) return ['it has more than one "/"'];
  const last = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  const before = 'the part before the "/"';
  const ofPrefix = prefix === undefined ? [] : prefix === '' ? [`${before} is empty`] : subdomainFaults(prefix, before);
  return [
    ...ofPrefix,
    ...(last === '' ? ['its name is empty'] : []),
    ...(byteLength(last) > maxName ? [`its name is longer than ${maxName} characters`] : []),
    ...(name.test(last)
      ? []
      : ['its name is not made of letters, digits, "-", "_" and "." alone, with a letter or digit at both ends']),
  ];
}

/** What is wrong with the value of a label: clauses, none for a good one. */
export function labelValueFaults(value: string): string[] {
  return [
    ...(byteLength(value) > maxName ? [`it is longer than ${maxName} characters`] : []),
    ...(value === '' || name.test(value)
      ? []
      : ['it is not made of letters, digits, "-", "_" and "." alone, with a letter or digit at both ends']),
  ];
}
