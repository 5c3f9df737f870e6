/** The PostgreSQL major and the distribution that the tag of an extension's image ends in, as in `0.8.1-18-trixie`. */
export interface ExtensionTag {
  readonly major: number;
  readonly distribution: string;
}

/** Reads the tag of an extension's image; nothing if it does not end in a major and a distribution. */
export function parseExtensionTag(tag: string): ExtensionTag | undefined {
  const [, major, distribution] = /-(?:pg)?([1-9]\d)-([a-z]+)$/u.exec(tag) ?? [];
  return major === undefined || distribution === undefined || !distributions.has(distribution)
    ? undefined
    : { major: Number(major), distribution };
}

const distributions = new Set(['buster', 'bullseye', 'bookworm', 'trixie', 'forky']);
