import { test } from 'vitest';
import { expectAgreement } from './recorded.ts';

test('manifests get the verdict of a real cluster, first half', { timeout: 180_000 }, () =>
  expectAgreement('manifests', 0, 2),
);
