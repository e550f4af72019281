/** All benchmarks, in the order in which they run: those most sensitive to other load come first. */
import type { Benchmark } from './benchmark';
import { bundle } from './bundle/bundle';
import { coldStart } from './cold-start/cold-start';
import { indexWrites } from './index-writes/index-writes';
import { commands, npmStart, pipeline, policies, reload } from './loops/loops';
import { pages } from './pages/pages';
import { sandboxLoad } from './sandbox-load/sandbox-load';
import { warm } from './warm/warm';

export const benchmarks: readonly Benchmark[] = [
  coldStart,
  bundle,
  warm,
  sandboxLoad,
  pages,
  indexWrites,
  policies,
  reload,
  npmStart,
  commands,
  pipeline,
];
