/** Comments and quoted texts are passed over; what does not end goes on to the end of the text. */
const tokens =
  /--[^\n]*|\/\*.*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|\$([a-z_]\w*)?\$.*?(?:\$\1\$|$)|\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?(?:"([^"]+)"|([\w$]+))/gisu;

/** The names of the extensions that an SQL text creates, in their order. */
export function createdExtensions(sql: string): readonly string[] {
  return [...sql.matchAll(tokens)].flatMap(([, , quoted, plain]) => quoted ?? plain?.toLowerCase() ?? []);
}
