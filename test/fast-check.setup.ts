import * as fc from 'fast-check';

// The gate gives the same answer for the same code. `FUZZ_SEED=random` looks for new examples, and
// `FUZZ_SEED=<number>` repeats a run.
const asked = process.env['FUZZ_SEED'];
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? 20261122) });
