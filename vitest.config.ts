import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // On two cores, vitest would leave one to itself, which has little to do.
    maxWorkers: '100%',
    testTimeout: 60_000,
    coverage: {
      include: ['src/**', 'rules/**'],
      exclude: ['src/models/{kinds,types}.ts', 'src/cli/bin.ts', 'src/schemas.ts'],
      reporter: ['text-summary'],
      thresholds: { lines: 97, branches: 89 },
    },
  },
});
