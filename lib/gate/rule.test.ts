import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "./judge.ts";
import { findRule, type Rule } from "./rule.ts";

const rule = (prefix: string, more: Partial<Rule> = {}): Rule => ({
  prefix,
  methods: [],
  open: false,
  roles: [],
  maxAge: null,
  ...more,
});

const rules = [
  rule("/", { open: true }),
  rule("/admin", { roles: ["admin"] }),
  rule("/admin/log", { roles: ["auditor"] }),
  rule("/api", {}),
  rule("/api", { methods: ["DELETE", "POST"], maxAge: 300 }),
  rule("/only", { methods: ["GET"], roles: ["reader"] }),
];

test.each([
  ["/", "GET", 0],
  ["/x", "GET", 0],
  ["/admin", "GET", 1],
  ["/admin/x", "POST", 1],
  ["/administration", "GET", 0],
  ["/admin/log", "GET", 2],
  ["/admin/logs", "GET", 1],
  ["/api/x", "GET", 3],
  ["/api/x", "POST", 4],
  ["/only", "GET", 5],
  ["/only", "HEAD", 5],
  ["/only", "POST", 0],
])("at %s, %s is decided by rule %i, in whatever order they are", (path, method, index) => {
  expect(findRule(rules, path, method)).toBe(rules[index]);
  expect(findRule(rules.toReversed(), path, method)).toBe(rules[index]);
});

test("without a rule, somebody must have come by a passkey, and no more", () => {
  expect(findRule([], "/x", "GET")).toEqual(rule("/"));
  expect(findRule([rule("/y", { open: true })], "/x", "GET")).toEqual(rule("/"));
});

const paths = fc.array(fc.constantFrom("a", "b", "ab"), { maxLength: 4 });

test("the rule covers the path, and none that is longer does", () => {
  const arbitrary = fc.array(paths.map((parts) => rule(`/${parts.join("/")}`)));
  fc.assert(
    fc.property(arbitrary, paths, (some, parts) => {
      const path = `/${parts.join("/")}`;
      const isUnder = ({ prefix }: Rule) => prefix === "/" || `${path}/`.startsWith(`${prefix}/`);
      const found = findRule(some, path, "GET");
      expect(isUnder(found)).toBe(true);
      const longest = Math.max(1, ...some.filter(isUnder).map(({ prefix }) => prefix.length));
      expect(found.prefix).toHaveLength(longest);
    }),
  );
});

test.each([
  [{}, [], 0, null],
  [{}, [], 1e9, null],
  [{ roles: ["a", "b"] }, ["b"], 0, null],
  [{ roles: ["a", "b"] }, ["c"], 0, "role"],
  [{ roles: ["a"] }, [""], 0, "role"],
  [{ roles: ["a"] }, ["A"], 0, "role"],
  [{ maxAge: 60 }, [], 60, null],
  [{ maxAge: 60 }, [], 61, "fresh"],
  [{ maxAge: 60, roles: ["a"] }, ["b"], 61, "role"],
  [{ maxAge: 60, roles: ["a"] }, ["a"], 61, "fresh"],
] as const)("%j, with %j and a passkey used %i s ago: %s", (asks, roles, age, lack) => {
  const wants = rule("/", { ...asks, roles: [...("roles" in asks ? asks.roles : [])] });
  expect(judge(wants, { roles: [...roles], authTime: 1000 }, 1000 + age)).toBe(lack);
});

test("whoever passes with some roles passes with more, and with a passkey used later", () => {
  const roles = fc.array(fc.constantFrom("a", "b", "c"));
  fc.assert(
    fc.property(roles, roles, roles, fc.nat(500), fc.nat(500), (wanted, held, more, age, max) => {
      const asks = rule("/", { roles: wanted, maxAge: max });
      if (judge(asks, { roles: held, authTime: 0 }, age) !== null) return;
      expect(judge(asks, { roles: [...held, ...more], authTime: 0 }, age / 2)).toBeNull();
    }),
  );
});
