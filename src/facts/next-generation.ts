/** The name of the next generation of an archive: a final `v3` becomes `v4`, any other name gets `-v2`. */
export function nextGeneration(serverName: string): string {
  const next = serverName.replace(/(?<=v)\d+$/u, (number) => String(Number(number) + 1));
  return next === serverName ? `${serverName}-v2` : next;
}

/** Whether a name is that of a generation before another one: `shop-v2` or `shop2` before `shop-v3`, `shop` before `shop-v2`. */
export function isEarlierGeneration(name: string, of: string): boolean {
  const [earlier, later] = [generationOf(name), generationOf(of)];
  return earlier.stem === later.stem && earlier.number < later.number && (earlier.isNumbered || later.number === 2);
}

function generationOf(name: string): { readonly stem: string; readonly number: number; readonly isNumbered: boolean } {
  const [, stem = name, digits] = /(.*?)[-_]?v?(\d+)$/u.exec(name) ?? [];
  return { stem, number: Number(digits ?? 1), isNumbered: digits !== undefined };
}
