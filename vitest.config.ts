import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The test files that take longest, in that order. */
const slowest =
  'ci-files guides hostile recorded-manifests-1 recorded-manifests-2 yaml-properties recorded overlay-fixtures properties'
    .split(' ')
    .map((name) => `/${name}.test.ts`);

/** A machine without a record of earlier runs would begin some of them when all others are done, on one core. */
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = slowest.findIndex((name) => moduleId.endsWith(name));
      return at === -1 ? slowest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // On two cores, vitest would leave one to itself, which has little to do.
    maxWorkers: '100%',
    testTimeout: 60_000,
    sequence: { sequencer: SlowestFirst },
    coverage: {
      include: ['src/**', 'rules/**'],
      exclude: ['src/models/{kinds,types}.ts', 'src/cli/bin.ts', 'src/schemas.ts'],
      reporter: ['text-summary'],
      thresholds: { lines: 97, branches: 89 },
    },
  },
});
