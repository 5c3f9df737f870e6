/* Random choice that is the same on every machine: integer arithmetic on 32 bits only. */

/** Makes a source of choices; the same seed and stream give the same choices, whatever else is generated. */
export function randomOf(seed, stream) {
  let state = mix((seed >>> 0) ^ mix(stream >>> 0));
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    return mix(state);
  };
  const below = (limit) => Math.floor((next() / 0x100000000) * limit);
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (percent) => below(100) < percent,
    pick: (list) => list[below(list.length)],
    shuffled: (list) => {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i -= 1) {
        const j = below(i + 1);
        [copy[i], copy[j]] = [copy[j], copy[i]];
      }
      return copy;
    },
  };
}

function mix(value) {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
