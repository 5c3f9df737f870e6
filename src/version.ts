/** The version of this package; `npm run generate` copies it from package.json. */
export const version = '0.1.0';
