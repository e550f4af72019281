/** Returns the Availability Zones that a Region has here, such as `eu-central-1a`. */
export function zonesOf(region: string): readonly string[] {
  return ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
}
