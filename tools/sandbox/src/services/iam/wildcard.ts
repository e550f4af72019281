/**
 * IAM's wildcards: `*` is any text, `?` one character. Matching takes no more steps than the lengths
 * of pattern and value multiplied, whatever they are: it goes back to the last `*` only.
 */
export function wildcard(pattern: string, ignoreCase = false): (value: string) => boolean {
  const wanted = ignoreCase ? pattern.toLowerCase() : pattern;
  const given = (value: string) => (ignoreCase ? value.toLowerCase() : value);
  if (pattern === '*') return () => true;
  if (!/[*?]/.test(pattern)) return (value) => given(value) === wanted;
  return (value) => matches(wanted, given(value));
}

function matches(pattern: string, value: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let index = 0; index < value.length;) {
    if (pattern[at] === '*') {
      star = at++;
      retry = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === value[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++retry;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
