import { test } from 'vitest';
import { expectAgreement } from './recorded.ts';

test('manifests get the verdict of a real cluster, second half', { timeout: 180_000 }, () =>
  expectAgreement('manifests', 1, 2),
);
