import fc from 'fast-check';

/* The same cases in every run, so that a failure can be seen again; FAST_CHECK_SEED makes others. */
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20261123) });
