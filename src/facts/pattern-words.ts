/** The patterns of the schemas in words, to stand behind "is not". */
export const patternWords: ReadonlyMap<string, string> = new Map([
  [
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
    'a quantity such as "500m", "1.5" or "2Gi"',
  ],
  ['^[1-9][0-9]*[dwm]$', 'a number of days, weeks or months such as "30d", "4w" or "6m"'],
  ['^[a-zA-Z_][a-zA-Z0-9_]*$', 'a name of letters, digits and "_" that does not begin with a digit'],
  [
    '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
    'a name of lower-case letters, digits and "-" with a letter or digit at both ends',
  ],
  [
    '^[a-z0-9]([-a-z0-9_]*[a-z0-9])?$',
    'a name of lower-case letters, digits, "-" and "_" with a letter or digit at both ends',
  ],
  [
    '^[a-z]([a-z0-9_-]*[a-z0-9])?$',
    'a name of lower-case letters, digits, "-" and "_" that begins with a letter and does not end with "-" or "_"',
  ],
  ['^[0-9a-z_]*$', 'made of lower-case letters, digits and "_"'],
]);
