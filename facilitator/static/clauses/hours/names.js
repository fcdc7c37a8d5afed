// Names as they are typed elsewhere: without accents, in any order, nearly alike.

/** The words of a name, folded, in alphabetical order. */
export function key(name) {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe");
  return (plain.match(/[a-z0-9]+/g) || []).sort().join(" ");
}

function pairs(text) {
  const found = new Map();
  for (let at = 0; at < text.length - 1; at += 1) {
    const two = text.slice(at, at + 2);
    found.set(two, (found.get(two) || 0) + 1);
  }
  return found;
}

/** How alike two keys are, from 0 to 1 (pairs of letters in common). */
export function likeness(one, other) {
  const [left, right] = [pairs(one), pairs(other)];
  let common = 0;
  for (const [two, count] of left) common += Math.min(count, right.get(two) || 0);
  const all = Math.max(0, one.length - 1) + Math.max(0, other.length - 1);
  return all ? (2 * common) / all : 0;
}

/** The three names most like this one, best first; those too far from it are left out. */
export function nearest(name, known) {
  const wanted = key(name);
  return known
    .map((one) => ({ ...one, near: likeness(wanted, key(one.name)) }))
    .filter((one) => one.near >= 0.45)
    .sort((one, other) => other.near - one.near)
    .slice(0, 3);
}
