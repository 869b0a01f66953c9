/** Preloaded by `node --import`: this process's clock is CLOCK_SHIFT_MINUTES ahead, or behind. */
const shift = Number(process.env.CLOCK_SHIFT_MINUTES) * 60 * 1000;
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, derived) =>
    Reflect.construct(target, args.length > 0 ? args : [RealDate.now() + shift], derived),
  apply: () => new Date().toString(),
  get: (target, name) =>
    name === "now" ? () => RealDate.now() + shift : Reflect.get(target, name),
});
