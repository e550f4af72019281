/** The schema of the results in `docs/performance.json`. */
import { z } from 'zod';

const figureSchema = z.strictObject({
  /** Identifies the figure in comparisons, such as `cold-start/get/floor`. */
  id: z.string(),
  /** What was measured. */
  what: z.string(),
  /** What it was measured against; absent for an absolute figure. */
  against: z.string().optional(),
  /** `×` for a ratio to `against`, or a unit such as `ms`. */
  unit: z.string(),
  /** The median of all runs. */
  median: z.number(),
  /** The quartiles of all runs. */
  low: z.number(),
  high: z.number(),
  runs: z.int().positive(),
  /** The medians that a ratio was computed from, such as `61 ms : 80 ms`. */
  detail: z.string().optional(),
  better: z.enum(['less', 'more']),
  goal: z.number().optional(),
  /** Noise beyond the quartiles, as a share of the median: 0.1 for 10 %. */
  noise: z.number(),
});

const tableSchema = z.strictObject({
  title: z.string(),
  head: z.array(z.string()),
  rows: z.array(z.array(z.string())),
});

const plotSchema = z.strictObject({
  /** The name of its SVG file, without the extension. */
  name: z.string(),
  title: z.string(),
  x: z.strictObject({ title: z.string(), labels: z.array(z.string()) }),
  y: z.string(),
  /** One value for each label of x. */
  series: z.array(
    z.strictObject({
      name: z.string(),
      shape: z.enum(['line', 'bars']),
      values: z.array(z.number()),
    }),
  ),
});

const machineSchema = z.strictObject({
  cpu: z.string(),
  cores: z.int(),
  memoryGiB: z.number(),
  system: z.string(),
  node: z.string(),
  commit: z.string(),
  /** By other processes, before the benchmark. */
  coresInUse: z.number(),
});

const resultSchema = z.strictObject({
  figures: z.array(figureSchema),
  tables: z.array(tableSchema),
  plots: z.array(plotSchema),
  /** Versions of what was measured against, and other conditions. */
  conditions: z.array(z.string()),
});

const recordedSchema = z.strictObject({ machine: machineSchema, ...resultSchema.shape });

/** The results of all benchmarks, by their names. */
export const performanceSchema = z.record(z.string(), recordedSchema);

export type Figure = Readonly<z.output<typeof figureSchema>>;
export type Table = Readonly<z.output<typeof tableSchema>>;
export type Plot = Readonly<z.output<typeof plotSchema>>;
export type Machine = Readonly<z.output<typeof machineSchema>>;
/** The result of one benchmark. */
export type Result = Readonly<z.output<typeof resultSchema>>;
/** A result with the machine on which it was measured. */
export type Recorded = Readonly<z.output<typeof recordedSchema>>;
export type Performance = Readonly<z.output<typeof performanceSchema>>;
