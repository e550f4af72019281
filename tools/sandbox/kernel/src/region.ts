const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;

/** Returns whether a text has the form of a Region's code, such as `eu-central-1`. */
export function isRegion(text: string): boolean {
  return REGION.test(text);
}
