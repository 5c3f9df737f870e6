/*
 * Options of initdb as a list of arguments, and the fields of a Cluster that say the same. The operator passes the options on
 * instead of the fields, whose defaults then do not count either.
 */

/** Fields below initdb, with their values. */
export type InitdbFields = Readonly<Record<string, string | number | boolean>>;

/** Options with a value, and the field that says the same. */
const withValue: ReadonlyMap<string, string> = new Map([
  ['--encoding', 'encoding'],
  ['-E', 'encoding'],
  ['--locale', 'locale'],
  ['--lc-collate', 'localeCollate'],
  ['--lc-ctype', 'localeCType'],
  ['--locale-provider', 'localeProvider'],
  ['--icu-locale', 'icuLocale'],
  ['--icu-rules', 'icuRules'],
  ['--builtin-locale', 'builtinLocale'],
  ['--wal-segsize', 'walSegmentSize'],
]);

/** The fields that options stand for; nothing if one of them is not known, or says what another one says otherwise. */
export function initdbFields(options: readonly string[]): InitdbFields | undefined {
  const fields = new Map<string, string | number | boolean>();
  for (let index = 0; index < options.length; index++) {
    const option = options[index] ?? '';
    if (option === '-k' || option === '--data-checksums') fields.set('dataChecksums', true);
    else if (option === '--no-locale') fields.set('locale', 'C');
    else {
      // `--name=value`, `--name value` in two arguments, and `-Evalue`.
      const [, long = '', short = long, given] = /^(?:(--[a-z-]+)(?:=|$)|(-E))(.+)?$/su.exec(option) ?? [];
      const value = given ?? options[++index];
      const field = withValue.get(short);
      if (field === undefined || value === undefined || value.startsWith('-') || fields.has(field)) return undefined;
      const isNumber = field === 'walSegmentSize';
      if (isNumber && !/^[1-9]\d{0,3}$/u.test(value)) return undefined;
      fields.set(field, isNumber ? Number(value) : value);
    }
  }
  return withLocale(fields);
}

/** A locale counts for order and classes of characters, too, which otherwise would be those of "C". */
function withLocale(fields: Map<string, string | number | boolean>): InitdbFields {
  const locale = fields.get('locale');
  for (const field of ['localeCollate', 'localeCType'])
    if (locale !== undefined && locale !== 'C' && !fields.has(field)) fields.set(field, locale);
  return Object.fromEntries(fields);
}
