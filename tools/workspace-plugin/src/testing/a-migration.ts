/** A migration for tests, which records its run in a file. */
import type { Tree } from '@nx/devkit';

const RAN = 'ran.txt';

export default function run(tree: Tree): void {
  tree.write(RAN, `${tree.read(RAN, 'utf8') ?? ''}ran\n`);
}
