/** Whether a path, once its `.`, `..` and doubled `/` are resolved, starts with two dots: it leads out of where it is meant to be. */
export function startsOutside(path: string): boolean {
  if (path.startsWith('/')) return false;
  const pieces: string[] = [];
  for (const piece of path.split('/')) {
    if (piece === '' || piece === '.') continue;
    if (piece === '..' && pieces.length > 0 && pieces.at(-1) !== '..') pieces.pop();
    else pieces.push(piece);
  }
  return pieces[0]?.startsWith('..') === true;
}
