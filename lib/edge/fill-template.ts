/**
 * Puts values into a template, each in the place of its name in double braces. A value of several
 * lines is indented as its place is.
 * @throws where a name has no value
 */
export function fillTemplate(template: string, values: Record<string, string>): string {
  return template.replace(
    /^([ \t]*)?\{\{([\w-]+)\}\}|\{\{([\w-]+)\}\}/gm,
    (_, indent = "", own, inner) => {
      const value = values[own ?? inner];
      if (value === undefined) throw new Error(`the template's ${own ?? inner} has no value`);
      return indent + value.replaceAll("\n", `\n${indent}`);
    },
  );
}
