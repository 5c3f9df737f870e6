/* Mutation testing, started by `npm run mutation -- FOLDER|FILE...`: see docs/mutation-testing.md. */

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', './test/mutation/documentation.mjs'],
  ignorers: ['documentation'],
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // A module is evaluated once for all mutants, so what happens while it is loaded cannot be mutated.
  ignoreStatic: true,
  concurrency: 1,
  maxTestRunnerReuse: 1000,
  timeoutMS: 30_000,
  disableTypeChecks: false,
  allowEmpty: true,
  incremental: true,
  reporters: ['progress-append-only', 'clear-text'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  tempDirName: '.cache/stryker',
  // Its rewriting of tsconfig.json does not know TypeScript 7, and nothing here is type-checked.
  ignorePatterns: [
    '/dist/*',
    '!/dist/validators',
    '/docs/*',
    '!/docs/suppressing.md',
    '/bench',
    '/.cache',
    '/coverage',
    '/tsconfig*.json',
  ],
};
