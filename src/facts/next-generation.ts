/** The name of the next generation of an archive: a final `v3` becomes `v4`, any other name gets `-v2`. */
export function nextGeneration(serverName: string): string {
  const numbered = /^(.*v)(\d+)$/u.exec(serverName);
  return numbered ? `${numbered[1]}${Number(numbered[2]) + 1}` : `${serverName}-v2`;
}
