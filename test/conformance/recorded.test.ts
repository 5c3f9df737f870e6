import { expect, test } from 'vitest';
import { countRecorded, expectAgreement } from './recorded.ts';

test('enough is recorded', () => {
  expect(countRecorded('manifests')).toBeGreaterThanOrEqual(5000);
  expect(countRecorded('changes')).toBeGreaterThanOrEqual(1000);
});

test('changes get the verdict of a real cluster', { timeout: 180_000 }, () => expectAgreement('changes'));
