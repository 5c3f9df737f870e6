import { defineRule, type Path } from '../../src/rule/index.ts';

/** What samples leave for their readers to fill in. */
const markers: readonly RegExp[] = [
  /\bCHANGE[-_]?(?:ME|THIS)\b|^change[-_]?me$/u,
  /\bREPLACE[-_]?ME\b|\bREPLACE(?:[-_][A-Z0-9]+)+\b/u,
  /^(?:TODO|FIXME)\b/u,
  /<[A-Za-z][A-Za-z0-9]*(?:[ ._-][A-Za-z0-9]+)*>/u,
  /@[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*@/u,
];

/** Domains that RFC 2606 keeps for documentation. */
const sampleHost = /^(?:\w+:\/\/)?(?:[\w-]+\.)*example\.(?:com|net|org)(?=[:/]|$)/iu;

export default defineRule<{ readonly markers: readonly string[] }>({
  id: 'gitops/leftover-marker',
  kinds: ['*'],
  ...
});
